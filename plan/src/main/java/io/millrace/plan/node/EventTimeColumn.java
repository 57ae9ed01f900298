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
