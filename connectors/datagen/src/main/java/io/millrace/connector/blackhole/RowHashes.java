package io.millrace.connector.blackhole;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.batch.WideColumn;

/** A 64-bit hash of each row of a batch, column by column. <b>Threading:</b> one thread. */
final class RowHashes {
    private long[] hashes = new long[RowBatch.ROWS_TARGET];

    /** By logical row; good until the next call. */
    long[] of(RowBatch batch) {
        if (hashes.length < batch.rows()) {
            hashes = new long[batch.rows()];
        }
        for (int row = 0; row < batch.rows(); row++) {
            hashes[row] = RowHash.START;
        }
        for (int i = 0; i < batch.columnCount(); i++) {
            add(batch, batch.column(i));
        }
        return hashes;
    }

    private void add(RowBatch batch, Column column) {
        if (column instanceof LongColumn longs) {
            long[] values = longs.values();
            for (int i = 0; i < batch.rows(); i++) {
                add(i, column, batch.row(i), values[batch.row(i)]);
            }
        } else if (column instanceof IntColumn ints) {
            int[] values = ints.values();
            for (int i = 0; i < batch.rows(); i++) {
                add(i, column, batch.row(i), values[batch.row(i)]);
            }
        } else if (column instanceof DoubleColumn doubles) {
            double[] values = doubles.values();
            for (int i = 0; i < batch.rows(); i++) {
                add(i, column, batch.row(i), RowHash.ofDouble(values[batch.row(i)]));
            }
        } else if (column instanceof BytesColumn bytes) {
            for (int i = 0; i < batch.rows(); i++) {
                int row = batch.row(i);
                add(i, column, row, RowHash.ofBytes(bytes.data(), bytes.start(row), bytes.length(row)));
            }
        } else if (column instanceof WideColumn wide) {
            for (int i = 0; i < batch.rows(); i++) {
                int row = batch.row(i);
                add(i, column, row, RowHash.ofWide(wide.high()[row], wide.low()[row]));
            }
        }
    }

    private void add(int index, Column column, int row, long value) {
        hashes[index] = column.isNull(row) ? RowHash.addNull(hashes[index]) : RowHash.add(hashes[index], value);
    }
}
