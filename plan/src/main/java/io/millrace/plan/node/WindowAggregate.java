package io.millrace.plan.node;

import java.util.List;

/**
 * Aggregation over windows of event time: emits each group of a window once, when the watermark reaches the window's end,
 * and then forgets it. Output: keys, aggregates, window start, window end.
 *
 * @param timeColumn event-time column of the input
 * @param keys group columns of the input besides the window
 */
public record WindowAggregate(
        NodeId id,
        NodeId input,
        WindowSpec window,
        int timeColumn,
        List<Integer> keys,
        List<AggregateCall> aggregates,
        NodeProperties properties)
        implements PhysicalNode {
    public WindowAggregate {
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
