package io.millrace.plan.node;

import java.util.List;

/**
 * GROUP BY: one row a group, key columns first, then the aggregates. Without keys there is always exactly one row.
 *
 * @param firingKey position among the keys of a column bounded by the watermark ({@link EventTimeColumn}): a group is
 *     emitted once, when no row for it can come any more, and then forgotten; −1 if groups are kept up to date instead
 */
public record GroupAggregate(
        NodeId id,
        NodeId input,
        List<Integer> keys,
        List<AggregateCall> aggregates,
        int firingKey,
        NodeProperties properties)
        implements PhysicalNode {
    public GroupAggregate {
        keys = List.copyOf(keys);
        aggregates = List.copyOf(aggregates);
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
