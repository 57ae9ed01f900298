package io.millrace.spi.connector;

import java.util.List;

/** Publishes prepared output. <b>Threading:</b> one thread at a time. */
public interface SinkCommitter {
    /**
     * Makes prepared output visible; repeated after a recovery, so doing it again changes nothing.
     *
     * @param commits what the writers' {@code prepare} gave, in no order
     */
    void commit(String query, long timeline, long epoch, List<String> commits);

    /**
     * Called once before a query's writers start, after {@link #commit} of what the restored checkpoint holds: removes
     * leftovers of this query that no checkpoint names.
     */
    default void cleanUp(String query, long timeline, long epoch) {}
}
