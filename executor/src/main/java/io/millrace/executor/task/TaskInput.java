package io.millrace.executor.task;

import io.millrace.spi.batch.RowBatch;
import org.jspecify.annotations.Nullable;

/**
 * Where a task's rows come from: a channel or a scan.
 *
 * <p><b>Threading:</b> the task's thread.
 */
public interface TaskInput extends AutoCloseable {
    /**
     * The next rows or barrier, without blocking; null if there is nothing now. After a barrier that says the input has ended
     * it gives only barriers.
     */
    @Nullable Item poll();

    /** Whether it is worth asking again soon though nothing announces it (a file that may grow, a rate limit). */
    default boolean needsPolling() {
        return false;
    }

    /** Where it can, says of barriers that are to come from it what is before them, though the task has no room for rows now. */
    default void announceBarriers() {}

    /** How to wake its task when rows come from another thread; told once, before the task starts. */
    default void onRows(Runnable wake) {}

    @Override
    default void close() {}

    /** What travels: rows or a barrier. */
    sealed interface Item {}

    /** Rows. */
    record Rows(RowBatch batch) implements Item {}

    /** The end of an epoch. */
    record Mark(Barrier barrier) implements Item {}
}
