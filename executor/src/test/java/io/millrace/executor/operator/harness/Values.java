package io.millrace.executor.operator.harness;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.batch.WideColumn;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stored values as objects with equality and order. */
final class Values {
    private Values() {}

    /** A byte string. */
    record Bytes(String hex) implements Comparable<Bytes> {
        static Bytes of(byte[] bytes) {
            return new Bytes(java.util.HexFormat.of().formatHex(bytes));
        }

        byte[] bytes() {
            return java.util.HexFormat.of().parseHex(hex);
        }

        @Override
        public int compareTo(Bytes other) {
            return Arrays.compareUnsigned(bytes(), other.bytes());
        }
    }

    static @Nullable Object read(Column column, int row) {
        if (column.isNull(row)) {
            return null;
        } else if (column instanceof IntColumn ints) {
            return ints.values()[row];
        } else if (column instanceof LongColumn longs) {
            return longs.values()[row];
        } else if (column instanceof DoubleColumn doubles) {
            return DoubleColumn.canonical(doubles.values()[row]);
        } else if (column instanceof BytesColumn bytes) {
            return Bytes.of(bytes.bytes(row));
        }
        return ((WideColumn) column).unscaled(row);
    }

    static List<@Nullable Object> read(RowBatch batch, int[] columns, int row) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int column : columns) {
            values.add(read(batch.column(column), row));
        }
        return values;
    }

    static void append(ColumnBuilder builder, @Nullable Object value) {
        if (value == null) {
            builder.appendNull();
        } else if (builder instanceof ColumnBuilder.OfInt ints) {
            ints.append((Integer) value);
        } else if (builder instanceof ColumnBuilder.OfLong longs) {
            longs.append((Long) value);
        } else if (builder instanceof ColumnBuilder.OfDouble doubles) {
            doubles.append((Double) value);
        } else if (builder instanceof ColumnBuilder.OfBytes bytes) {
            bytes.append(((Bytes) value).bytes());
        } else if (builder instanceof ColumnBuilder.OfWide wides) {
            BigInteger big = (BigInteger) value;
            wides.append(big.shiftRight(64).longValue(), big.longValue());
        }
    }
}
