package io.millrace.executor.source;

import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.SplitPosition;
import org.jspecify.annotations.Nullable;

/** Rows of one split as its task takes them: at once, or fetched beforehand. <b>Threading:</b> the task's thread; never blocks. */
sealed interface SplitFeed extends AutoCloseable permits DirectFeed, BackgroundFeed {
    /**
     * The next rows; null if there are none at the moment.
     *
     * @param untilOffset rows that begin there or behind it are not given; must not shrink before it is reached
     */
    @Nullable RowBatch poll(long untilOffset);

    /** Behind the rows that were given, and those that were skipped before the next. */
    SplitPosition position();

    /** Whether there will never be more. */
    boolean ended();

    @Override
    void close();
}
