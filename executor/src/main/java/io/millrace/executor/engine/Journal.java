package io.millrace.executor.engine;

import io.millrace.executor.log.LogRecord;
import io.millrace.spi.error.MillraceException;
import java.util.function.Consumer;

/** Where decisions become durable. <b>Threading:</b> the conductor. */
interface Journal {
    /** Appends a record; {@code durable} runs on the conductor afterwards, in the order of the appends. */
    void append(LogRecord record, Runnable durable);

    /**
     * Appends a record that somebody waits for: while the disk is full it is given up.
     *
     * @param refused runs on the conductor instead of {@code durable}, with 53100; the record is in the log then by no means
     */
    void append(LogRecord record, Runnable durable, Consumer<MillraceException> refused);

    /** Nothing up to that epoch will be asked for again. */
    void cutOff(long epoch);

    /** Nothing appended so far will be asked for again. */
    void restart();

    void close();
}
