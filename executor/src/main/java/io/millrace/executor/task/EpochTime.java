package io.millrace.executor.task;

/** The time of the epoch that is open in a task. <b>Threading:</b> the task's thread. */
public final class EpochTime {
    private long micros;

    public EpochTime(long micros) {
        this.micros = micros;
    }

    /** Microseconds since 1970-01-01 UTC. */
    public long micros() {
        return micros;
    }

    void advanceTo(long newMicros) {
        micros = newMicros;
    }
}
