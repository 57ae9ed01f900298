package io.millrace.executor.engine;

import io.millrace.executor.log.EpochLog;
import io.millrace.executor.log.LogRecord;

/** Decisions in the epoch log. */
record FileJournal(EpochLog log) implements Journal {
    @Override
    public void append(LogRecord record, Runnable durable) {
        log.append(record, durable);
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
