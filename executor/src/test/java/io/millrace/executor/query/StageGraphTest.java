package io.millrace.executor.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.plan.node.Changelog;
import io.millrace.plan.node.Collect;
import io.millrace.plan.node.Distinct;
import io.millrace.plan.node.Distribution;
import io.millrace.plan.node.Exchange;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.NodeProperties;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.RelationScan;
import io.millrace.plan.node.UnionAll;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StageGraphTest {
    private static final RowType ROWS = RowType.of(new Field("k", DataType.of(TypeKind.BIGINT)));
    private static final NodeProperties PROPERTIES =
            new NodeProperties(ROWS, Changelog.appendOnly("test"), List.of(), List.of());

    private final List<PhysicalNode> nodes = new ArrayList<>();

    private NodeId add(PhysicalNode node) {
        nodes.add(node);
        return node.id();
    }

    private NodeId next(String kind) {
        return new NodeId(kind + "-" + nodes.size());
    }

    private NodeId scan() {
        return add(new RelationScan(next("scan"), "public.t", List.of(0), List.of(), false, PROPERTIES));
    }

    private NodeId exchange(NodeId input, Distribution distribution) {
        return add(new Exchange(next("exchange"), input, distribution, PROPERTIES));
    }

    private NodeId distinct(NodeId input) {
        return add(new Distinct(next("distinct"), input, PROPERTIES));
    }

    private NodeId union(NodeId... inputs) {
        return add(new UnionAll(next("union"), List.of(inputs), PROPERTIES));
    }

    private StageGraph cut(int parallelism) {
        return new StageGraph(new PhysicalPlan(nodes), parallelism, true);
    }

    private int tasks(StageGraph graph, NodeId node) {
        return graph.stages().stream()
                .filter(stage -> stage.nodes().stream().anyMatch(n -> n.id().equals(node)))
                .mapToInt(Stage::parallelism)
                .sum();
    }

    @Test
    void oneTaskOnBothSidesIsOneStage() {
        NodeId scan = scan();
        NodeId distinct = distinct(exchange(scan, Distribution.hash(List.of(0))));
        add(new Collect(next("collect"), distinct, PROPERTIES));
        assertThat(cut(1).stages()).hasSize(1);
        assertThat(cut(2).stages()).hasSize(3);
        assertThat(tasks(cut(2), distinct)).isEqualTo(2);
    }

    @Test
    void scanAndWhatComesOfItThroughAnExchangeAreApartWhereTheyMeet() {
        NodeId scan = scan();
        NodeId distinct = distinct(exchange(scan, Distribution.hash(List.of(0))));
        NodeId union = union(scan, distinct);
        add(new Collect(next("collect"), union, PROPERTIES));
        StageGraph graph = cut(2);
        assertThat(graph.isCut(scan, union)).isTrue();
        assertThat(graph.isCut(distinct, union)).isFalse();
    }

    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noStageWaitsForItself(int seed) {
        Random random = new Random(seed);
        List<NodeId> open = new ArrayList<>(List.of(scan()));
        for (int i = 0; i < 2 + random.nextInt(10); i++) {
            open.add(randomNode(random, open));
        }
        add(new Collect(next("collect"), union(open.toArray(NodeId[]::new)), PROPERTIES));
        for (int parallelism : new int[] {1, 2}) {
            requireAcyclic(cut(parallelism), "seed " + seed + ", parallelism " + parallelism + ": " + nodes);
        }
    }

    private NodeId randomNode(Random random, List<NodeId> open) {
        NodeId input = open.get(random.nextInt(open.size()));
        NodeId other = open.get(random.nextInt(open.size()));
        return switch (random.nextInt(6)) {
            case 0 -> scan();
            case 1 -> distinct(input);
            case 2 -> distinct(exchange(input, Distribution.hash(List.of(0))));
            case 3 -> distinct(exchange(input, Distribution.SINGLE));
            case 4 -> union(input, exchange(other, Distribution.hash(List.of(0))));
            default -> union(input, other);
        };
    }

    private static void requireAcyclic(StageGraph graph, String what) {
        Map<Integer, Set<Integer>> inputs = new HashMap<>();
        for (Stage stage : graph.stages()) {
            Set<Integer> from = inputs.computeIfAbsent(stage.number(), s -> new HashSet<>());
            for (PhysicalNode node : stage.nodes()) {
                for (NodeId input : node.inputs()) {
                    NodeId source = graph.source(input);
                    boolean exchange = graph.node(source) instanceof Exchange;
                    NodeId sender = exchange ? graph.source(((Exchange) graph.node(source)).input()) : source;
                    if (exchange || graph.stageOf(sender) != stage.number()) {
                        from.add(graph.stageOf(sender));
                    }
                }
            }
        }
        while (inputs.values().stream().anyMatch(Set::isEmpty)) {
            Set<Integer> done = new HashSet<>();
            inputs.forEach((stage, from) -> {
                if (from.isEmpty()) {
                    done.add(stage);
                }
            });
            inputs.keySet().removeAll(done);
            inputs.values().forEach(from -> from.removeAll(done));
        }
        assertThat(inputs).as(what).isEmpty();
    }
}
