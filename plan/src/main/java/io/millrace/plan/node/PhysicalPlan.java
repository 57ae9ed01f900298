package io.millrace.plan.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A DAG of nodes, each behind its inputs; the last one is the root.
 *
 * @param version of this format and of the operators' state; a reader refuses one it does not know
 * @param limits for all of its nodes; absent in a stored plan that has none
 */
public record PhysicalPlan(int version, List<PhysicalNode> nodes, TimeLimits limits) {
    public static final int VERSION = 3;

    public PhysicalPlan {
        nodes = List.copyOf(nodes);
        limits = Objects.requireNonNullElse(limits, TimeLimits.NONE);
        Map<NodeId, PhysicalNode> seen = new HashMap<>();
        for (PhysicalNode node : nodes) {
            for (NodeId input : node.inputs()) {
                if (!seen.containsKey(input)) {
                    throw new IllegalArgumentException("node " + node.id() + " stands before its input " + input);
                }
            }
            if (seen.put(node.id(), node) != null) {
                throw new IllegalArgumentException("two nodes have the id " + node.id());
            }
        }
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("a plan without nodes");
        }
    }

    public PhysicalPlan(List<PhysicalNode> nodes) {
        this(VERSION, nodes, TimeLimits.NONE);
    }

    /** The same with other nodes. */
    public PhysicalPlan withNodes(List<PhysicalNode> otherNodes) {
        return new PhysicalPlan(version, otherNodes, limits);
    }

    public PhysicalNode root() {
        return nodes.get(nodes.size() - 1);
    }

    public PhysicalNode node(NodeId id) {
        for (PhysicalNode node : nodes) {
            if (node.id().equals(id)) {
                return node;
            }
        }
        throw new IllegalArgumentException("no node " + id);
    }
}
