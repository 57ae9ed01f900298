package io.millrace.executor.engine;

import io.millrace.executor.log.LogRecord;
import io.millrace.spi.error.MillraceException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** For a database in memory: nothing outlives it. */
record NoJournal(Executor conductor) implements Journal {
    @Override
    public void append(LogRecord record, Runnable durable) {
        conductor.execute(durable);
    }

    @Override
    public void append(LogRecord record, Runnable durable, Consumer<MillraceException> refused) {
        conductor.execute(durable);
    }

    @Override
    public void cutOff(long epoch) {}

    @Override
    public void restart() {}

    @Override
    public void close() {}
}
