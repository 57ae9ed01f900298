package io.millrace.spi.connector;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The option {@code rows-per-second} of a table, held by its source and divided evenly between the readers that have something
 * to read.
 *
 * <p><b>Threading:</b> any thread; a share belongs to its reader's.
 */
public final class RateLimit {
    private static final double NANOS_PER_SECOND = 1e9;
    /** Time that passed unused counts for so much at most: a reader that was held up does not flood its query. */
    private static final double BURST_SECONDS_MAX = 0.1;
    /** At low rates, what is left of a row is kept from call to call. */
    private static final double ROWS_KEPT_MIN = 2;

    private final double rowsPerSecond;
    private final AtomicInteger busyReaders = new AtomicInteger();

    /** @param rowsPerSecond over all readers; 0 or less for no limit */
    public RateLimit(long rowsPerSecond) {
        this.rowsPerSecond = rowsPerSecond <= 0 ? Double.POSITIVE_INFINITY : rowsPerSecond;
    }

    /** What one more reader may read. */
    public Share share(ReadContext context) {
        return new Share(context);
    }

    /** A reader's part. */
    public final class Share {
        private final ReadContext context;
        private boolean busy;
        private double rowsFree = 1;
        private long updatedNanos;

        private Share(ReadContext context) {
            this.context = context;
            updatedNanos = context.nanoTime();
        }

        /** How many rows may be read now, at most {@code wanted}. The reader counts as busy from now on. */
        public int available(int wanted) {
            if (rowsPerSecond == Double.POSITIVE_INFINITY) {
                return wanted;
            }
            if (!busy) {
                busy = true;
                busyReaders.incrementAndGet();
            }
            long now = context.nanoTime();
            double ownRowsPerSecond = rowsPerSecond / busyReaders.get();
            double rowsMax = Math.max(ROWS_KEPT_MIN, ownRowsPerSecond * BURST_SECONDS_MAX);
            rowsFree = Math.min(rowsMax, rowsFree + (now - updatedNanos) * ownRowsPerSecond / NANOS_PER_SECOND);
            updatedNanos = now;
            return (int) Math.min(wanted, rowsFree);
        }

        /** Accounts for rows that were read. */
        public void take(int rows) {
            if (rowsPerSecond != Double.POSITIVE_INFINITY) {
                rowsFree -= rows;
            }
        }

        /** There is nothing to read at the moment, or there never will be: the others may read more. */
        public void idle() {
            if (busy) {
                busy = false;
                busyReaders.decrementAndGet();
            }
        }
    }
}
