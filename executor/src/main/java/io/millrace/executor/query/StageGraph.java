package io.millrace.executor.query;

import io.millrace.plan.node.Collect;
import io.millrace.plan.node.ConnectorScan;
import io.millrace.plan.node.Distribution;
import io.millrace.plan.node.Exchange;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.RelationScan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A plan cut into stages at its exchanges. Where both sides of an exchange have one task, the exchange vanishes and they are one
 * stage. Where a stage would feed itself through another one, and so wait for itself at a barrier (a scan and a join of that
 * scan, put together), it is cut at an edge without an exchange, too: rows are then handed on from task to task.
 */
final class StageGraph {
    private final Map<NodeId, PhysicalNode> nodes = new LinkedHashMap<>();
    private final int parallelism;
    private final boolean continuous;
    /** Who reads each node's rows. */
    private final Map<NodeId, List<PhysicalNode>> readers = new HashMap<>();

    private final Map<NodeId, Integer> stageOf = new HashMap<>();
    private final Map<Integer, List<PhysicalNode>> members = new HashMap<>();
    private final Map<Integer, Integer> parallelismOf = new HashMap<>();
    private final Set<NodeId> vanished = new HashSet<>();

    StageGraph(PhysicalPlan plan, int parallelism, boolean continuous) {
        this.parallelism = parallelism;
        this.continuous = continuous;
        for (PhysicalNode node : plan.nodes()) {
            if (node instanceof Collect collect) {
                addCollect(collect);
            } else {
                nodes.put(node.id(), node);
            }
        }
        for (PhysicalNode node : nodes.values()) {
            int stage = stageOf.size();
            stageOf.put(node.id(), stage);
            members.put(stage, new ArrayList<>(List.of(node)));
            node.inputs().forEach(input -> readers.computeIfAbsent(input, id -> new ArrayList<>())
                    .add(node));
        }
        joinAcrossPlainEdges();
        chooseParallelism();
        joinSingleTasks();
    }

    /** A client's result is gathered in one task. */
    private void addCollect(Collect collect) {
        PhysicalNode input = nodes.get(collect.input());
        if (input instanceof Exchange) {
            nodes.put(collect.id(), collect);
            return;
        }
        NodeId gather = new NodeId(collect.id() + "-gather");
        nodes.put(gather, new Exchange(gather, collect.input(), Distribution.SINGLE, collect.properties()));
        nodes.put(collect.id(), new Collect(collect.id(), gather, collect.properties()));
    }

    private void joinAcrossPlainEdges() {
        // An exchange belongs to the stage that sends.
        for (PhysicalNode node : nodes.values()) {
            if (node instanceof Exchange exchange) {
                merge(stage(exchange.input()), stage(exchange.id()));
            }
        }
        for (PhysicalNode node : nodes.values()) {
            if (!(node instanceof Exchange)) {
                node.inputs().stream()
                        .filter(input -> !(nodes.get(input) instanceof Exchange))
                        .filter(input -> canMerge(stage(input), stage(node.id()), Set.of()))
                        .forEach(input -> merge(stage(input), stage(node.id())));
            }
        }
    }

    /**
     * Whether two stages can be one: not if rows of theirs came back through a channel, as a task would then wait at a barrier for
     * its own.
     *
     * @param vanishing exchanges that would not be there any more
     */
    private boolean canMerge(int a, int b, Set<NodeId> vanishing) {
        Set<Integer> reached = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(a, b));
        while (!open.isEmpty()) {
            int stage = open.remove();
            for (PhysicalNode sender : members(stage)) {
                for (PhysicalNode reader : readers(sender.id())) {
                    int next = stage(reader.id());
                    boolean back = next == a || next == b;
                    boolean together = back && (stage == a || stage == b);
                    boolean channel = sender instanceof Exchange
                            ? !vanished.contains(sender.id()) && !vanishing.contains(sender.id())
                            : next != stage && !together;
                    channel &= !(reader instanceof Exchange);
                    if (channel && back) {
                        return false;
                    } else if (channel && reached.add(next)) {
                        open.add(next);
                    }
                }
            }
        }
        return true;
    }

    private List<PhysicalNode> members(int stage) {
        return members.getOrDefault(stage, List.of());
    }

    private List<PhysicalNode> readers(NodeId id) {
        return readers.getOrDefault(id, List.of());
    }

    /** Whether an edge without an exchange leads from one stage to another. */
    boolean isCut(NodeId input, NodeId node) {
        return stage(input) != stage(node);
    }

    private void chooseParallelism() {
        for (PhysicalNode node : nodes.values()) {
            if (node instanceof Exchange) {
                continue;
            }
            int wanted = 0;
            if (node instanceof ConnectorScan || node instanceof RelationScan && continuous) {
                wanted = parallelism;
            }
            for (NodeId input : node.inputs()) {
                if (nodes.get(input) instanceof Exchange exchange) {
                    wanted = Math.max(
                            wanted, exchange.distribution().kind() == Distribution.Kind.SINGLE ? 1 : parallelism);
                }
            }
            parallelismOf.merge(stage(node.id()), wanted, Math::max);
        }
        spreadAcrossPlainEdges();
        for (PhysicalNode node : nodes.values()) {
            for (NodeId input : node.inputs()) {
                if (nodes.get(input) instanceof Exchange exchange
                        && !(node instanceof Exchange)
                        && exchange.distribution().kind() == Distribution.Kind.SINGLE) {
                    parallelismOf.put(stage(node.id()), 1);
                }
            }
        }
        parallelismOf.replaceAll((stage, wanted) -> Math.max(1, wanted));
    }

    /** A stage has as many tasks as one from whose tasks it gets rows one to one. */
    private void spreadAcrossPlainEdges() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (PhysicalNode node : nodes.values()) {
                for (NodeId input : node.inputs()) {
                    int tasks = parallelismOf.getOrDefault(stage(input), 0);
                    if (!(nodes.get(input) instanceof Exchange)
                            && tasks > parallelismOf.getOrDefault(stage(node.id()), 0)) {
                        parallelismOf.put(stage(node.id()), tasks);
                        changed = true;
                    }
                }
            }
        }
    }

    private void joinSingleTasks() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (PhysicalNode node : nodes.values()) {
                for (NodeId input : node.inputs()) {
                    if (!(node instanceof Exchange)
                            && nodes.get(input) instanceof Exchange exchange
                            && !vanished.contains(input)
                            && vanishes(exchange, node)) {
                        vanished.addAll(between(stage(input), stage(node.id())));
                        merge(stage(input), stage(node.id()));
                        changed = true;
                    }
                }
            }
        }
    }

    private boolean vanishes(Exchange exchange, PhysicalNode reader) {
        int from = stage(exchange.id());
        int to = stage(reader.id());
        Set<NodeId> exchanges = between(from, to);
        return parallelismOf(from) == 1
                && parallelismOf(to) == 1
                && readersAreIn(to, exchanges)
                && canMerge(from, to, exchanges);
    }

    /** The exchanges from one stage to another: they vanish all together or not at all. */
    private Set<NodeId> between(int from, int to) {
        Set<NodeId> exchanges = new HashSet<>();
        for (PhysicalNode sender : members(from)) {
            if (sender instanceof Exchange
                    && readers(sender.id()).stream().anyMatch(reader -> stage(reader.id()) == to)) {
                exchanges.add(sender.id());
            }
        }
        return exchanges;
    }

    private boolean readersAreIn(int stage, Set<NodeId> exchanges) {
        return exchanges.stream()
                .flatMap(exchange -> readers(exchange).stream())
                .allMatch(reader -> stage(reader.id()) == stage);
    }

    private int stage(NodeId id) {
        Integer stage = stageOf.get(id);
        if (stage == null) {
            throw new IllegalArgumentException("no node " + id);
        }
        return stage;
    }

    private void merge(int a, int b) {
        if (a != b) {
            int kept = Math.min(a, b);
            List<PhysicalNode> moved = members.remove(Math.max(a, b));
            if (moved != null) {
                moved.forEach(node -> stageOf.put(node.id(), kept));
                members.computeIfAbsent(kept, stage -> new ArrayList<>()).addAll(moved);
            }
        }
    }

    private int parallelismOf(int stage) {
        return parallelismOf.getOrDefault(stage, 1);
    }

    /** All nodes by id, exchanges included. */
    PhysicalNode node(NodeId id) {
        PhysicalNode node = nodes.get(id);
        if (node == null) {
            throw new IllegalArgumentException("no node " + id);
        }
        return node;
    }

    /** The node that really feeds an edge: vanished exchanges are looked through. */
    NodeId source(NodeId input) {
        return vanished.contains(input) ? source(((Exchange) node(input)).input()) : input;
    }

    /** The stages, each behind those that feed it. */
    List<Stage> stages() {
        Map<Integer, List<PhysicalNode>> byStage = new LinkedHashMap<>();
        for (PhysicalNode node : nodes.values()) {
            if (!(node instanceof Exchange)) {
                byStage.computeIfAbsent(stage(node.id()), s -> new ArrayList<>())
                        .add(node);
            }
        }
        List<Stage> stages = new ArrayList<>();
        byStage.forEach((number, members) -> stages.add(new Stage(number, members, parallelismOf(number))));
        return stages;
    }

    /** Stage of a node that is no exchange. */
    int stageOf(NodeId id) {
        return stage(id);
    }
}
