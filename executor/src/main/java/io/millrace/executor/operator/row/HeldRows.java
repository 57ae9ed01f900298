package io.millrace.executor.operator.row;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.NestedColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.batch.WideColumn;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;

/**
 * Bounds the batches that one operator, or a transaction, keeps in memory: past a quarter of the heap the query fails, and not the
 * process. What rows take is estimated, long texts by some of them. <b>Threading:</b> one thread.
 */
public final class HeldRows {
    private static final int SAMPLES = 16;

    private final long bytesMax;
    private final int overheadBytes;
    private long bytes;

    public HeldRows() {
        this(0);
    }

    /** @param overheadBytes what is kept of each row besides its batch */
    public HeldRows(int overheadBytes) {
        this(Runtime.getRuntime().maxMemory() / 4, overheadBytes);
    }

    HeldRows(long bytesMax, int overheadBytes) {
        this.bytesMax = bytesMax;
        this.overheadBytes = overheadBytes;
    }

    /** @throws MillraceException 53200 if they are too many */
    public void add(RowBatch batch) {
        long rowBytes = overheadBytes;
        for (int i = 0; i < batch.columnCount(); i++) {
            rowBytes += bytesPerRow(batch.column(i), batch);
        }
        bytes += rowBytes * batch.rows();
        if (bytes > bytesMax) {
            throw new MillraceException(
                    SqlState.OUT_OF_MEMORY,
                    "the rows that must be kept until the end of an epoch or transaction take more than "
                            + (bytesMax >> 20)
                            + " MB, a quarter of the memory; give the process more, or write in parts");
        }
    }

    void clear() {
        bytes = 0;
    }

    private static long bytesPerRow(Column column, RowBatch batch) {
        if (column instanceof IntColumn) {
            return Integer.BYTES;
        } else if (column instanceof LongColumn || column instanceof DoubleColumn) {
            return Long.BYTES;
        } else if (column instanceof WideColumn) {
            return 2 * Long.BYTES;
        }
        int samples = Math.min(SAMPLES, batch.rows());
        long sampled = 0;
        for (int i = 0; i < samples; i++) {
            int row = batch.row((int) ((long) i * batch.rows() / samples));
            sampled += column.isNull(row) ? 0 : length(column, row);
        }
        return Integer.BYTES + sampled / Math.max(1, samples);
    }

    private static long length(Column column, int row) {
        return column instanceof BytesColumn texts
                ? texts.length(row)
                : (long) ((NestedColumn) column).length(row) * Long.BYTES * ((NestedColumn) column).childCount();
    }
}
