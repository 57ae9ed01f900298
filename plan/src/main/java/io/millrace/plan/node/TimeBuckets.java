package io.millrace.plan.node;

import java.util.List;

/**
 * For an interval join: each row once for each bucket of event time in which the other side can have a match, the bucket's
 * start behind its columns. Buckets begin at the multiples of their size. A row whose time is NULL comes once, without a
 * bucket.
 *
 * @param timeColumn event-time column of the input
 * @param bucketMicros size of a bucket
 * @param lowerMicros the first bucket is that of the row's time and this, which may be negative
 * @param upperMicros the last bucket is that of the row's time and this
 */
public record TimeBuckets(
        NodeId id,
        NodeId input,
        int timeColumn,
        long bucketMicros,
        long lowerMicros,
        long upperMicros,
        NodeProperties properties)
        implements PhysicalNode {
    public TimeBuckets {
        if (bucketMicros <= 0 || lowerMicros > upperMicros) {
            throw new IllegalArgumentException(
                    "buckets of " + bucketMicros + " µs from " + lowerMicros + " to " + upperMicros);
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
