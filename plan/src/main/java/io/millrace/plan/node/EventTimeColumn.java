package io.millrace.plan.node;

/**
 * A column bounded by the watermark: what is known of its values in rows still to come.
 *
 * @param windowSizeMicros size of the window for the two window bounds, {@link #ANY_SIZE} if windows may be of any; how far a time
 *     lags; otherwise 0
 */
public record EventTimeColumn(int column, Bound bound, long windowSizeMicros) {
    /** Size of windows that may be of any. */
    public static final long ANY_SIZE = Long.MAX_VALUE;

    private static final long WINDOW_TIME_BEFORE_END_MICROS = 1_000;

    public EventTimeColumn at(int newColumn) {
        return new EventTimeColumn(newColumn, bound, windowSizeMicros);
    }

    /** The greatest value that no row to come has any more when the watermark is there. */
    public long closedUpTo(long watermarkMicros) {
        if (watermarkMicros == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        } else if (watermarkMicros == Long.MIN_VALUE || bound == Bound.WINDOW_START && windowSizeMicros == ANY_SIZE) {
            return Long.MIN_VALUE;
        }
        return switch (bound) {
            case ROW_TIME -> watermarkMicros - 1;
            case LAGGING -> watermarkMicros - windowSizeMicros - 1;
            case WINDOW_START -> watermarkMicros - windowSizeMicros;
            case WINDOW_END -> watermarkMicros;
            case WINDOW_TIME -> watermarkMicros - WINDOW_TIME_BEFORE_END_MICROS;
        };
    }

    /** With the watermark at W, rows to come have … */
    public enum Bound {
        /** … a value of at least W. */
        ROW_TIME,
        /** … a value of at least W − lag. */
        LAGGING,
        /** … a value greater than W − window size. */
        WINDOW_START,
        /** … a value greater than W. */
        WINDOW_END,
        /** … a value greater than W − 1 ms, all values being whole milliseconds. */
        WINDOW_TIME
    }
}
