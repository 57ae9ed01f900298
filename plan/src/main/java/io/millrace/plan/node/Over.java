package io.millrace.plan.node;

import java.util.List;

/**
 * Window functions over one partitioning and order: the input's columns, then one for each call. Rows that the order does not
 * tell apart are ordered by all other columns, as in {@link TopN}.
 *
 * @param partitionKeys columns; none for one partition of all rows
 * @param firingKey as in {@link TopN}
 * @param timeColumn the first column of the order, if it is event time and rows that the watermark has passed are forgotten once
 *     no function looks at them any more; −1 if all rows are kept
 */
public record Over(
        NodeId id,
        NodeId input,
        List<Integer> partitionKeys,
        List<SortKey> order,
        List<OverCall> calls,
        int firingKey,
        int timeColumn,
        NodeProperties properties)
        implements PhysicalNode {
    public Over {
        partitionKeys = List.copyOf(partitionKeys);
        order = List.copyOf(order);
        calls = List.copyOf(calls);
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
