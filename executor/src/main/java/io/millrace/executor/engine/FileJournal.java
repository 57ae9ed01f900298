package io.millrace.executor.engine;

import io.millrace.executor.log.EpochLog;
import io.millrace.executor.log.LogRecord;
import io.millrace.spi.error.MillraceException;
import java.util.function.Consumer;

/** Decisions in the epoch log. */
record FileJournal(EpochLog log) implements Journal {
    @Override
    public void append(LogRecord record, Runnable durable) {
        log.append(record, durable);
    }

    @Override
    public void append(LogRecord record, Runnable durable, Consumer<MillraceException> refused) {
        log.append(record, durable, refused);
    }

    @Override
    public void cutOff(long epoch) {
        log.cutOff(epoch);
    }

    @Override
    public void restart() {
        log.restart();
    }

    @Override
    public void close() {
        log.close();
    }
}
