package io.millrace.connector.datagen;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.RateLimit;
import io.millrace.spi.connector.ReadContext;
import io.millrace.spi.connector.SplitPosition;
import io.millrace.spi.connector.SplitReader;

/** Makes the rows of one split, column by column. */
final class DatagenReader implements SplitReader {
    private final DatagenOptions options;
    private final ValueGenerator[] generators;
    private final RateLimit.Share rateLimit;
    private long next;
    private long rowsRead;

    DatagenReader(
            DatagenOptions options,
            RateLimit rateLimit,
            ValueGenerator[] generators,
            SplitPosition position,
            ReadContext context) {
        this.options = options;
        this.generators = generators;
        this.rateLimit = rateLimit.share(context);
        next = position.offset();
        rowsRead = position.ordinal();
    }

    @Override
    public Status read(BatchBuilder rows, long untilOffset) {
        int room = Math.max(0, RowBatch.ROWS_TARGET - rows.rows());
        long end = Math.min(options.rows(), untilOffset);
        long left = end <= next ? 0 : (end - next - 1) / options.splits() + 1;
        int wanted = (int) Math.min(room, left);
        int read = rateLimit.available(wanted);
        for (int i = 0; i < generators.length; i++) {
            ColumnBuilder column = rows.column(i);
            for (int row = 0; row < read; row++) {
                generators[i].append(next + (long) row * options.splits(), column);
            }
        }
        for (int row = 0; row < read; row++) {
            rows.endRow();
        }
        rateLimit.take(read);
        next += (long) read * options.splits();
        rowsRead += read;
        if (next >= options.rows()) {
            rateLimit.idle();
            return Status.END;
        }
        return read == wanted && wanted < left ? Status.MORE : Status.IDLE;
    }

    @Override
    public SplitPosition position() {
        return new SplitPosition(next, rowsRead);
    }

    @Override
    public void close() {
        rateLimit.idle();
    }
}
