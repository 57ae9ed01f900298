package io.millrace.spi.connector;

import io.millrace.spi.batch.RowBatch;
import java.util.List;

/**
 * Takes the rows of one task. <b>Threading:</b> one thread at a time.
 */
public interface SinkWriter extends AutoCloseable {
    /** Takes rows; their order inside an epoch means nothing. */
    void write(RowBatch batch);

    /** An epoch is complete: output that needs no commit (a terminal, a log) is flushed. */
    default void endEpoch(long epoch) {}

    /**
     * A checkpoint's barrier: everything written so far becomes durable, but not yet visible.
     *
     * @return what the committer needs to make it visible, kept in the checkpoint; empty if nothing was written
     */
    List<String> prepare(long epoch);

    /** Drops what was not prepared. */
    @Override
    void close();
}
