package io.millrace.spi.connector;

import java.util.List;
import java.util.Optional;

/** Publishes prepared output. <b>Threading:</b> one thread at a time. */
public interface SinkCommitter {
    /**
     * The newest output of a query that was committed.
     *
     * @param timeline grows with each rollback
     * @param epoch of the checkpoint; epochs of one timeline are never used twice
     */
    record Committed(long timeline, long epoch) {}

    /** A query was created: what an earlier one of the same name had committed here is not its own. */
    default void begin(String query) {}

    /**
     * Makes prepared output visible; repeated after a recovery, so doing it again changes nothing.
     *
     * @param commits what the writers' {@code prepare} gave, in no order; also for earlier checkpoints, if those were given up
     */
    void commit(String query, long timeline, long epoch, List<String> commits);

    /**
     * What {@link #commit} was last called with for a query since {@link #begin}; finishes it where a crash came between. Asked
     * at a recovery, which may have to fall back to an older checkpoint: output up to there is not written again.
     *
     * @return empty if nothing was committed, or if the sink does not remember, which makes it write such output again
     */
    default Optional<Committed> lastCommitted(String query) {
        return Optional.empty();
    }

    /**
     * Called once before a query's writers start, after {@link #commit} of what the restored checkpoint holds and {@link #lastCommitted}: removes
     * leftovers of this query that no checkpoint names.
     */
    default void cleanUp(String query, long timeline, long epoch) {}
}
