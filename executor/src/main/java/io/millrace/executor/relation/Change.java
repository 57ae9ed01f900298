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
    private final long rowsSoFar;
    private volatile @Nullable Change next;

    /** @param rowsBefore rows of all changes before it */
    Change(long epoch, List<RowBatch> batches, long watermarkMicros, long rowsBefore) {
        this.epoch = epoch;
        this.batches = List.copyOf(batches);
        this.watermarkMicros = watermarkMicros;
        this.rowsSoFar =
                rowsBefore + this.batches.stream().mapToLong(RowBatch::rows).sum();
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

    /** Rows of all changes up to this one since the relation was opened. */
    public long rowsSoFar() {
        return rowsSoFar;
    }

    public @Nullable Change next() {
        return next;
    }

    void link(Change newer) {
        next = newer;
    }
}
