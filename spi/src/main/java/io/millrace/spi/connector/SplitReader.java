package io.millrace.spi.connector;

import io.millrace.spi.batch.BatchBuilder;

/**
 * Reads one split in order. The rows between two positions are the same at each reading, whatever the sizes of the calls.
 *
 * <p><b>Threading:</b> one thread at a time; {@code read} must not block for more than about a millisecond unless
 * {@link #mayBlock} is true (then the engine calls it from an I/O thread, and interrupts it before {@code close}).
 */
public interface SplitReader extends AutoCloseable {
    /** Reads to any length. */
    long NO_LIMIT = Long.MAX_VALUE;

    /**
     * Appends rows until the builder is full, the split has no more at the moment, or the next row begins at or behind
     * {@code untilOffset}.
     *
     * @throws io.millrace.spi.error.MillraceException if the outside system fails, or a row is bad and the context says to
     *     fail
     */
    Status read(BatchBuilder rows, long untilOffset);

    /** Behind the last row read. */
    SplitPosition position();

    /** The offset at which a {@link Source.Boundedness#GROWING} split ends at this moment. */
    default long currentEnd() {
        return NO_LIMIT;
    }

    /** Whether {@link #read} waits for something outside the process. */
    default boolean mayBlock() {
        return false;
    }

    @Override
    void close();

    /** What a call of {@link #read} came to. */
    enum Status {
        /** There may be more at once. */
        MORE,
        /** Nothing more at the moment, or not before the rate limit allows it; or {@code untilOffset} is reached. */
        IDLE,
        /** There will never be more. */
        END
    }
}
