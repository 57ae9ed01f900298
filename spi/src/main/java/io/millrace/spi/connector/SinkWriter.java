package io.millrace.spi.connector;

import io.millrace.spi.batch.RowBatch;
import java.util.List;

/**
 * Takes the rows of one task.
 *
 * <p><b>Threading:</b> one thread at a time; an I/O thread, where it may block, unless {@link #mayBlock} is false. A query that is
 * stopped interrupts a call that blocks and does not wait for it: {@link #close} follows when it returns, and a writer of a newer
 * generation may be at work by then.
 *
 * <p><b>Errors:</b> what a call throws fails the query.
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

    /** Whether any of this waits for something outside the process, or for a disk. */
    default boolean mayBlock() {
        return true;
    }

    /** Drops what was not prepared. */
    @Override
    void close();
}
