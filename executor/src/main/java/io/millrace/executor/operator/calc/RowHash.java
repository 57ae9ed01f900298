package io.millrace.executor.operator.calc;

import io.millrace.executor.expression.function.RandomValues;
import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.NestedBytes;
import io.millrace.spi.batch.NestedColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.batch.WideColumn;

/** 64 bits of a row's content: equal rows give the same; it must stay as it is from version to version. */
final class RowHash {
    private static final long NULL = 0x2545f4914f6cdd1dL;

    private RowHash() {}

    /** @param row physical */
    static long of(RowBatch batch, int row, long start) {
        long hash = start;
        for (int i = 0; i < batch.columnCount(); i++) {
            Column column = batch.column(i);
            hash = column.isNull(row) ? RandomValues.mix(hash ^ NULL) : value(column, row, hash);
        }
        return hash;
    }

    private static long value(Column column, int row, long hash) {
        if (column instanceof LongColumn longs) {
            return RandomValues.mix(hash ^ longs.values()[row]);
        } else if (column instanceof IntColumn ints) {
            return RandomValues.mix(hash ^ ints.values()[row]);
        } else if (column instanceof DoubleColumn doubles) {
            return RandomValues.mix(hash ^ Double.doubleToLongBits(DoubleColumn.canonical(doubles.values()[row])));
        } else if (column instanceof WideColumn wides) {
            return RandomValues.mix(RandomValues.mix(hash ^ wides.high()[row]) ^ wides.low()[row]);
        } else if (column instanceof BytesColumn bytes) {
            return bytes(bytes.data(), bytes.start(row), bytes.length(row), hash);
        }
        NestedBytes nested = new NestedBytes().set((NestedColumn) column, row);
        return bytes(nested.data(), 0, nested.size(), hash);
    }

    private static long bytes(byte[] data, int from, int length, long hash) {
        long mixed = RandomValues.mix(hash ^ length);
        long word = 0;
        for (int i = 0; i < length; i++) {
            word = word << 8 | data[from + i] & 0xff;
            if ((i & 7) == 7) {
                mixed = RandomValues.mix(mixed ^ word);
                word = 0;
            }
        }
        return RandomValues.mix(mixed ^ word);
    }
}
