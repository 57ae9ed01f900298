package io.millrace.plan.node;

/**
 * How event time is cut into windows; all in microseconds. A window is {@code [start, start + size)} and starts at
 * {@code offset + k × slide}.
 *
 * @param slideMicros equal to the size for TUMBLE
 */
public record WindowSpec(Kind kind, long sizeMicros, long slideMicros, long offsetMicros) {
    public WindowSpec {
        if (sizeMicros <= 0 || slideMicros <= 0) {
            throw new IllegalArgumentException("window of " + sizeMicros + " µs sliding by " + slideMicros + " µs");
        }
    }

    public enum Kind {
        TUMBLE,
        HOP
    }
}
