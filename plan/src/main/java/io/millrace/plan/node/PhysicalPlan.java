package io.millrace.plan.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A DAG of nodes, each behind its inputs; the last one is the root.
 *
 * @param version of this format and of the operators' state; a reader refuses one it does not know
 */
public record PhysicalPlan(int version, List<PhysicalNode> nodes) {
    public static final int VERSION = 1;

    public PhysicalPlan {
        nodes = List.copyOf(nodes);
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
        this(VERSION, nodes);
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
