package io.millrace.executor.relation;

import io.millrace.spi.batch.RowBatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The net changes of one published epoch, linked to the next: readers hold the last one they took and follow the links, so that
 * what the slowest has passed is garbage.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class Change {
    private final long epoch;
    private final List<RowBatch> batches;
    private final long watermarkMicros;
    private volatile @Nullable Change next;

    Change(long epoch, List<RowBatch> batches, long watermarkMicros) {
        this.epoch = epoch;
        this.batches = List.copyOf(batches);
        this.watermarkMicros = watermarkMicros;
    }

    public long epoch() {
        return epoch;
    }

    /** Rows with weights. */
    public List<RowBatch> batches() {
        return batches;
    }

    /** Event time reached at the end of the epoch. */
    public long watermarkMicros() {
        return watermarkMicros;
    }

    public @Nullable Change next() {
        return next;
    }

    void link(Change newer) {
        next = newer;
    }
}
