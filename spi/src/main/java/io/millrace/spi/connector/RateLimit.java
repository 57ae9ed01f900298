package io.millrace.spi.connector;

/**
 * A reader's share of a table's {@code rows-per-second}. Time that passed unused counts for at most a tenth of a second, so
 * that a reader that was held up does not flood its query afterwards.
 *
 * <p><b>Threading:</b> the reader's thread.
 */
public final class RateLimit {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double BURST_SECONDS_MAX = 0.1;

    /** At low rates, what is left of a row is kept from call to call. */
    private static final double ROWS_KEPT_MIN = 2;

    private final ReadContext context;
    private final double rowsPerNano;
    private final double rowsMax;
    private double rowsFree;
    private long updatedNanos;

    /**
     * @param rowsPerSecond over all readers of the table; 0 or less for no limit
     */
    public RateLimit(long rowsPerSecond, ReadContext context) {
        this.context = context;
        double ownRowsPerSecond =
                rowsPerSecond <= 0 ? Double.POSITIVE_INFINITY : (double) rowsPerSecond / Math.max(1, context.readers());
        rowsPerNano = ownRowsPerSecond / NANOS_PER_SECOND;
        rowsMax = Math.max(ROWS_KEPT_MIN, ownRowsPerSecond * BURST_SECONDS_MAX);
        rowsFree = 1;
        updatedNanos = context.nanoTime();
    }

    /** How many rows may be read now, at most {@code wanted}. */
    public int available(int wanted) {
        if (rowsPerNano == Double.POSITIVE_INFINITY) {
            return wanted;
        }
        long now = context.nanoTime();
        rowsFree = Math.min(rowsMax, rowsFree + (now - updatedNanos) * rowsPerNano);
        updatedNanos = now;
        return (int) Math.min(wanted, rowsFree);
    }

    /** Accounts for rows that were read. */
    public void take(int rows) {
        if (rowsPerNano != Double.POSITIVE_INFINITY) {
            rowsFree -= rows;
        }
    }
}
