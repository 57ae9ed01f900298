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

    /** A change by itself, as it is kept to be read again. */
    public record Kept(long epoch, List<RowBatch> batches, long watermarkMicros) {
        public Kept {
            batches = List.copyOf(batches);
        }
    }

    /**
     * Changes of a relation once more, for a reader that is not as far as those who read it now.
     *
     * @param kept the change behind which it follows, and those it has not taken, up to the newest there was
     * @param newest of the relation, which the last of them leads to
     * @return the first of them
     */
    public static Change again(List<Kept> kept, Change newest) {
        long rows = newest.rowsSoFar;
        Change next = newest;
        for (int i = kept.size() - 1; i >= 0; i--) {
            Kept change = kept.get(i);
            rows -= change.batches().stream().mapToLong(RowBatch::rows).sum();
            Change made = new Change(change.epoch(), change.batches(), change.watermarkMicros(), rows);
            made.link(next);
            next = made;
        }
        return next;
    }

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
