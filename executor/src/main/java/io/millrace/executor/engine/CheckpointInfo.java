package io.millrace.executor.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code sys.checkpoints}.
 *
 * @param state of the attempt
 * @param durationMillis from its barrier to its manifest, or to its end
 * @param alignMicros the longest that a task of it waited between its first barrier and its last
 * @param bytes of all its files
 * @param freshBytes of the files that were written for it
 * @param queries what the queries that ran gave to it
 * @param error why it was given up
 */
public record CheckpointInfo(
        long id,
        State state,
        long epoch,
        long timeline,
        long createdMicros,
        long durationMillis,
        long alignMicros,
        long bytes,
        long freshBytes,
        long files,
        List<QueryShare> queries,
        @Nullable String error) {
    public CheckpointInfo {
        queries = List.copyOf(queries);
    }

    /** How an attempt stands. */
    public enum State {
        RUNNING,
        COMPLETED,
        FAILED
    }

    /**
     * A row of {@code sys.checkpoint_queries}.
     *
     * @param mode how its barrier met rows
     * @param alignMicros the longest that a task waited between its first barrier and its last
     * @param freezeMicros the longest that a task took to set its state aside
     * @param remark what is to be said of its mode; null for nothing
     */
    public record QueryShare(
            String query,
            String mode,
            boolean async,
            boolean incremental,
            String backend,
            long alignMicros,
            long freezeMicros,
            long writeMicros,
            long bytes,
            long freshBytes,
            long files,
            @Nullable String remark) {}
}
