package io.millrace.executor.query;

import io.millrace.plan.node.Collect;
import io.millrace.plan.node.ConnectorScan;
import io.millrace.plan.node.Distribution;
import io.millrace.plan.node.Exchange;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.RelationScan;
import java.util.ArrayList;
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
    private final Map<NodeId, Integer> stageOf = new HashMap<>();
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
            stageOf.put(node.id(), stageOf.size());
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
                        .filter(input -> !reachesThroughChannels(stage(input), node))
                        .forEach(input -> merge(stage(input), stage(node.id())));
            }
        }
    }

    /**
     * Whether rows of a stage also get to a node through other tasks. In one stage with it, the stage would wait for a barrier
     * that waits for its own; apart, what was a plain edge between them becomes channels from task to task.
     */
    private boolean reachesThroughChannels(int from, PhysicalNode node) {
        Set<NodeId> reached = new HashSet<>();
        for (PhysicalNode between : nodes.values()) {
            for (NodeId input : between.inputs()) {
                boolean leaves = stage(input) == from
                        && (nodes.get(input) instanceof Exchange || stage(between.id()) != from)
                        && !between.id().equals(node.id());
                boolean leavesByExchange = stage(input) == from && nodes.get(input) instanceof Exchange;
                if (leaves || leavesByExchange || reached.contains(input)) {
                    reached.add(between.id());
                }
            }
        }
        return reached.contains(node.id());
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
                        vanished.add(input);
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
        return parallelismOf(from) == 1
                && parallelismOf(to) == 1
                && readersAreIn(to, between(from, to))
                && (from == to || !reachesThroughOthers(from, to));
    }

    /** The exchanges from one stage to another: they vanish all together or not at all, as a stage that sends to
     * itself would wait for itself. */
    private Set<NodeId> between(int from, int to) {
        Set<NodeId> exchanges = new HashSet<>();
        for (PhysicalNode node : nodes.values()) {
            for (NodeId input : node.inputs()) {
                if (nodes.get(input) instanceof Exchange && stage(input) == from && stage(node.id()) == to) {
                    exchanges.add(input);
                }
            }
        }
        return exchanges;
    }

    private boolean readersAreIn(int stage, Set<NodeId> exchanges) {
        return nodes.values().stream()
                .filter(node -> node.inputs().stream().anyMatch(exchanges::contains))
                .allMatch(node -> stage(node.id()) == stage);
    }

    /** Whether rows also get from one stage to the other through a third one: then they must stay apart. */
    private boolean reachesThroughOthers(int from, int to) {
        Set<Integer> seen = new HashSet<>();
        List<Integer> open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            int stage = open.remove(open.size() - 1);
            for (int next : following(stage)) {
                if (next == to && stage != from) {
                    return true;
                } else if (next != to && next != stage && seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return false;
    }

    private Set<Integer> following(int stage) {
        Set<Integer> stages = new HashSet<>();
        for (PhysicalNode node : nodes.values()) {
            for (NodeId input : node.inputs()) {
                if (stage(input) == stage && stage(node.id()) != stage) {
                    stages.add(stage(node.id()));
                }
            }
        }
        return stages;
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
            int gone = Math.max(a, b);
            stageOf.replaceAll((id, stage) -> stage == gone ? kept : stage);
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
