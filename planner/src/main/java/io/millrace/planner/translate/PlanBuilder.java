package io.millrace.planner.translate;

import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Collects nodes behind their inputs and names each by its role and its place among its kind. What is computed twice is
 * planned once: a node equal to an earlier one is that one.
 */
final class PlanBuilder {
    /** Sub-queries in sub-queries can multiply what is planned; so many steps are no query that anybody would wait for. */
    private static final int NODES_MAX = 2_000;

    private static final NodeId ANONYMOUS = new NodeId("?");

    private final List<PhysicalNode> nodes = new ArrayList<>();
    private final Map<PhysicalNode, PhysicalNode> known = new HashMap<>();
    private final Map<NodeId, PhysicalNode> byId = new HashMap<>();
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
        PhysicalNode same = known.get(anonymous);
        if (same != null) {
            return kind.cast(same);
        }
        if (nodes.size() == NODES_MAX) {
            throw new MillraceException(
                    SqlState.STATEMENT_TOO_COMPLEX, "the query takes more than " + NODES_MAX + " steps");
        }
        int count = counts.merge(role, 1, Integer::sum);
        N node = make.apply(new NodeId(count == 1 && !countFirst ? role : role + "-" + count));
        known.put(anonymous, node);
        byId.put(node.id(), node);
        nodes.add(node);
        return node;
    }

    List<PhysicalNode> nodes() {
        return nodes;
    }

    PhysicalNode node(NodeId id) {
        return Objects.requireNonNull(byId.get(id), id::toString);
    }

    /** The nodes that lead to the last one. */
    List<PhysicalNode> used() {
        Set<NodeId> wanted = new HashSet<>(Set.of(nodes.get(nodes.size() - 1).id()));
        List<PhysicalNode> used = new ArrayList<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            PhysicalNode node = nodes.get(i);
            if (wanted.contains(node.id())) {
                wanted.addAll(node.inputs());
                used.add(node);
            }
        }
        Collections.reverse(used);
        return used;
    }

    /** Takes nodes out again; none that is left reads them. */
    void remove(Collection<PhysicalNode> removed) {
        nodes.removeAll(removed);
        known.values().removeAll(removed);
        removed.forEach(node -> byId.remove(node.id()));
    }
}
