package io.millrace.connector.nexmark;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.RateLimit;
import io.millrace.spi.connector.ReadContext;
import io.millrace.spi.connector.SplitPosition;
import io.millrace.spi.connector.SplitReader;

/**
 * Makes the events of one kind in one split. All columns of an event are made whatever the query uses, as if it came from
 * outside; those not wanted go to a scratch builder.
 */
final class NexmarkReader implements SplitReader {
    private static final double NANOS_PER_SECOND = 1e9;

    private final NexmarkOptions options;
    private final EventGenerator generator;
    private final int[] wanted;
    private final BatchBuilder scratch;
    private final ColumnBuilder[] columns;
    private final SplitSteps steps;
    private final RateLimit.Share rateLimit;
    private final ReadContext context;
    private final long startNanos;
    private final long startEvent;

    /** The next event of this kind in this split; at or behind the end if there is none. */
    private long next;

    private long rowsRead;

    NexmarkReader(
            Nexmark nexmark,
            NexmarkOptions options,
            RateLimit rateLimit,
            SplitPosition position,
            int[] wanted,
            ReadContext context) {
        this.options = options;
        this.wanted = wanted;
        this.context = context;
        generator = nexmark.generator(options.kind());
        scratch = new BatchBuilder(options.kind().columns(), RowBatch.ROWS_TARGET);
        columns = new ColumnBuilder[scratch.columnCount()];
        steps = new SplitSteps(options.kind(), options.splits());
        this.rateLimit = rateLimit.share(context);
        startNanos = context.nanoTime();
        startEvent = position.offset();
        next = steps.atOrAfter(position.offset());
        rowsRead = position.ordinal();
    }

    @Override
    public Status read(BatchBuilder rows, long untilOffset) {
        long end = Math.min(options.config().events(), untilOffset);
        int room = Math.max(0, RowBatch.ROWS_TARGET - rows.rows());
        int allowed = rateLimit.available(room);
        long due = due();
        bind(rows);
        int read = 0;
        while (read < allowed && next < end && next < due) {
            generator.append(next);
            rows.endRow();
            read++;
            next = steps.after(next);
        }
        resetScratch();
        rateLimit.take(read);
        rowsRead += read;
        if (next >= options.config().events()) {
            rateLimit.idle();
            return Status.END;
        }
        return next < end && next < due && read == room ? Status.MORE : Status.IDLE;
    }

    @Override
    public SplitPosition position() {
        return new SplitPosition(next, rowsRead);
    }

    @Override
    public void close() {
        rateLimit.idle();
    }

    /** The first event whose time has not come. */
    private long due() {
        if (!options.realtime()) {
            return Long.MAX_VALUE;
        }
        double seconds = (context.nanoTime() - startNanos) / NANOS_PER_SECOND;
        return startEvent + 1 + (long) (seconds * options.config().eventsPerSecond());
    }

    private void bind(BatchBuilder rows) {
        for (int i = 0; i < columns.length; i++) {
            columns[i] = scratch.column(i);
        }
        for (int i = 0; i < wanted.length; i++) {
            columns[wanted[i]] = rows.column(i);
        }
        generator.bind(columns);
    }

    private void resetScratch() {
        for (int i = 0; i < columns.length; i++) {
            scratch.column(i).truncate(0);
        }
    }
}
