package io.millrace.plan.node;

import java.util.List;

/**
 * ORDER BY with LIMIT and OFFSET, in finite queries; without keys it only limits, then also as the last step of one that goes on and is
 * to end when it has so many rows.
 *
 * @param offset rows left out at the beginning
 * @param fetch most rows given, −1 for all
 */
public record Sort(NodeId id, NodeId input, List<SortKey> keys, long offset, long fetch, NodeProperties properties)
        implements PhysicalNode {
    public Sort {
        keys = List.copyOf(keys);
    }

    @Override
    public List<NodeId> inputs() {
        return List.of(input);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
