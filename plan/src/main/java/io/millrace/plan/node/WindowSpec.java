package io.millrace.plan.node;

/**
 * How event time is cut into windows; all in microseconds. A window of TUMBLE and HOP is {@code [start, start + size)} and
 * starts at {@code offset + k × slide}. Those of CUMULATE start at {@code offset + k × size} and end after each step up to the
 * size.
 *
 * @param slideMicros equal to the size for TUMBLE; the step of CUMULATE, of which the size is a multiple
 */
public record WindowSpec(Kind kind, long sizeMicros, long slideMicros, long offsetMicros) {
    public WindowSpec {
        if (sizeMicros <= 0 || slideMicros <= 0) {
            throw new IllegalArgumentException("window of " + sizeMicros + " µs sliding by " + slideMicros + " µs");
        } else if (kind == Kind.CUMULATE && sizeMicros % slideMicros != 0) {
            throw new IllegalArgumentException("window of " + sizeMicros + " µs growing by " + slideMicros + " µs");
        }
    }

    /** How often windows start. */
    public long periodMicros() {
        return kind == Kind.CUMULATE ? sizeMicros : slideMicros;
    }

    public enum Kind {
        TUMBLE,
        HOP,
        CUMULATE
    }
}
