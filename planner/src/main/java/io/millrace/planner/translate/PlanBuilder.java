package io.millrace.planner.translate;

import io.millrace.plan.node.Exchange;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Collects nodes behind their inputs and names each by its role and its place among its kind. What is computed twice is
 * planned once: a node equal to an earlier one is that one.
 */
final class PlanBuilder {
    private static final NodeId ANONYMOUS = new NodeId("?");

    private final List<PhysicalNode> nodes = new ArrayList<>();
    private final Map<PhysicalNode, PhysicalNode> known = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** Counted from 1: {@code aggregate-1}. */
    <N extends PhysicalNode> N add(String role, Class<N> kind, Function<NodeId, N> make) {
        return add(role, kind, make, true);
    }

    /** Named after what it reads, counted only from the second on: {@code scan-bid}. */
    <N extends PhysicalNode> N addNamed(String role, Class<N> kind, Function<NodeId, N> make) {
        return add(role, kind, make, false);
    }

    private <N extends PhysicalNode> N add(String role, Class<N> kind, Function<NodeId, N> make, boolean countFirst) {
        N anonymous = make.apply(ANONYMOUS);
        // An exchange has one reader: what it reads may have several.
        PhysicalNode same = anonymous instanceof Exchange ? null : known.get(anonymous);
        if (same != null) {
            return kind.cast(same);
        }
        int count = counts.merge(role, 1, Integer::sum);
        N node = make.apply(new NodeId(count == 1 && !countFirst ? role : role + "-" + count));
        known.put(anonymous, node);
        nodes.add(node);
        return node;
    }

    List<PhysicalNode> nodes() {
        return nodes;
    }

    /** Takes nodes out again; none that is left reads them. */
    void remove(Collection<PhysicalNode> removed) {
        nodes.removeAll(removed);
        known.values().removeAll(removed);
    }
}
