package io.millrace.executor.clock;

/** The engine's clock. <b>Threading:</b> any thread. */
public interface Clock {
    /** Wall-clock time in microseconds since 1970-01-01 UTC; may jump. */
    long epochMicros();

    /** Monotonic time in nanoseconds, for durations only. */
    long nanoTime();
}
