package io.millrace.connector.blackhole;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.batch.WideColumn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A 64-bit hash of each row of a batch, column by column. <b>Threading:</b> one thread. */
final class RowHashes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final long NULL_HASH = 0x2545F4914F6CDD1DL;

    private long[] hashes = new long[RowBatch.ROWS_TARGET];

    /** By logical row; good until the next call. */
    long[] of(RowBatch batch) {
        if (hashes.length < batch.rows()) {
            hashes = new long[batch.rows()];
        }
        for (int row = 0; row < batch.rows(); row++) {
            hashes[row] = GAMMA;
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
                double value = DoubleColumn.canonical(values[batch.row(i)]);
                add(i, column, batch.row(i), Double.doubleToRawLongBits(value));
            }
        } else if (column instanceof BytesColumn bytes) {
            for (int i = 0; i < batch.rows(); i++) {
                int row = batch.row(i);
                add(i, column, row, hash(bytes.data(), bytes.start(row), bytes.length(row)));
            }
        } else if (column instanceof WideColumn wide) {
            for (int i = 0; i < batch.rows(); i++) {
                int row = batch.row(i);
                add(i, column, row, mix(wide.high()[row]) + wide.low()[row]);
            }
        }
    }

    private void add(int index, Column column, int row, long value) {
        hashes[index] = mix(hashes[index] + (column.isNull(row) ? NULL_HASH : value));
    }

    private static long hash(byte[] data, int start, int length) {
        long hash = length;
        int i = start;
        int end = start + length;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            hash = Long.rotateLeft((hash ^ (long) LONGS.get(data, i)) * GAMMA, 31);
        }
        long tail = 0;
        for (; i < end; i++) {
            tail = tail << 8 | (data[i] & 0xff);
        }
        return (hash ^ tail) * GAMMA;
    }

    private static long mix(long z) {
        long a = (z ^ z >>> 32) * GAMMA;
        return a ^ a >>> 29;
    }
}
