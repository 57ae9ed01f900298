package io.millrace.plan.node;

import java.util.List;

/**
 * The same rows, whose watermark is behind that of the input: for what goes by a time that lags behind it.
 *
 * @param delayMicros positive
 */
public record WatermarkDelay(NodeId id, NodeId input, long delayMicros, NodeProperties properties)
        implements PhysicalNode {
    public WatermarkDelay {
        if (delayMicros <= 0) {
            throw new IllegalArgumentException("a watermark delayed by " + delayMicros + " µs");
        }
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
