package io.millrace.executor.engine;

import io.millrace.executor.log.LogRecord;

/** Where decisions become durable. <b>Threading:</b> the conductor. */
interface Journal {
    /** Appends a record; {@code durable} runs on the conductor afterwards, in the order of the appends. */
    void append(LogRecord record, Runnable durable);

    /** Nothing up to that epoch will be asked for again. */
    void cutOff(long epoch);

    /** Nothing appended so far will be asked for again. */
    void restart();

    void close();
}
