package io.millrace.plan.node;

import java.util.List;

/**
 * SESSION: each row once with the bounds of its session behind its columns: {@code window_start}, {@code window_end} and
 * {@code window_time} (end − 1 ms). A session is a run of rows with the same keys in which each row comes less than the gap
 * after the one before; it ends a gap after its last row. A row whose time is NULL is in no session.
 *
 * @param keys columns of the input by which it is partitioned
 * @param fires whether a session's rows are given when the watermark reaches its end; otherwise they are kept up to date
 * @param latenessMicros how long behind its end a session may still change
 */
public record SessionWindow(
        NodeId id,
        NodeId input,
        int timeColumn,
        List<Integer> keys,
        long gapMicros,
        boolean fires,
        long latenessMicros,
        NodeProperties properties)
        implements PhysicalNode {
    public SessionWindow {
        keys = List.copyOf(keys);
        if (gapMicros <= 0 || latenessMicros < 0) {
            throw new IllegalArgumentException("session with a gap of " + gapMicros + " µs, late by " + latenessMicros);
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
