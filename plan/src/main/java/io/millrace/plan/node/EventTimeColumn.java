package io.millrace.plan.node;

/**
 * A column bounded by the watermark: what is known of its values in rows still to come.
 *
 * @param windowSizeMicros size of the window for the two window bounds, otherwise 0
 */
public record EventTimeColumn(int column, Bound bound, long windowSizeMicros) {
    public EventTimeColumn at(int newColumn) {
        return new EventTimeColumn(newColumn, bound, windowSizeMicros);
    }

    /** The greatest value that no row to come has any more when the watermark is there. */
    public long closedUpTo(long watermarkMicros) {
        if (watermarkMicros == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        return switch (bound) {
            case ROW_TIME -> watermarkMicros - 1;
            case WINDOW_START -> watermarkMicros - windowSizeMicros;
            case WINDOW_END -> watermarkMicros;
        };
    }

    /** With the watermark at W, rows to come have … */
    public enum Bound {
        /** … a value of at least W. */
        ROW_TIME,
        /** … a value greater than W − window size. */
        WINDOW_START,
        /** … a value greater than W. */
        WINDOW_END
    }
}
