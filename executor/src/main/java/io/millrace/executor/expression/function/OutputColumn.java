package io.millrace.executor.expression.function;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.WideColumn;
import io.millrace.spi.type.DataType;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A column that generated code writes at ascending positions, some of which may be left out. {@link #begin}, then writes,
 * then {@link #finish} hands the arrays over; without {@code finish} they are used again.
 *
 * <p><b>Threading:</b> one thread.
 */
public abstract sealed class OutputColumn {
    private int size;
    long @Nullable [] nulls;

    /** Makes room for positions below {@code newSize}. */
    public final void begin(int newSize) {
        size = newSize;
        nulls = null;
        reserve(newSize);
    }

    public final void setNull(int position) {
        if (nulls == null) {
            nulls = new long[(size + 63) >>> 6];
        }
        nulls[position >>> 6] |= 1L << position;
    }

    abstract void reserve(int newSize);

    /** The column of the positions below {@code end}. */
    public abstract Column finish(int end);

    /** Ints and booleans. */
    public static final class OfInt extends OutputColumn {
        private int[] values = {};

        @Override
        void reserve(int newSize) {
            if (values.length < newSize) {
                values = new int[newSize];
            }
        }

        public int[] values() {
            return values;
        }

        @Override
        public Column finish(int end) {
            Column column = new IntColumn(values, nulls);
            values = new int[0];
            return column;
        }
    }

    public static final class OfLong extends OutputColumn {
        private long[] values = {};

        @Override
        void reserve(int newSize) {
            if (values.length < newSize) {
                values = new long[newSize];
            }
        }

        public long[] values() {
            return values;
        }

        @Override
        public Column finish(int end) {
            Column column = new LongColumn(values, nulls);
            values = new long[0];
            return column;
        }
    }

    public static final class OfDouble extends OutputColumn {
        private double[] values = {};

        @Override
        void reserve(int newSize) {
            if (values.length < newSize) {
                values = new double[newSize];
            }
        }

        public double[] values() {
            return values;
        }

        @Override
        public Column finish(int end) {
            Column column = new DoubleColumn(values, nulls);
            values = new double[0];
            return column;
        }
    }

    public static final class OfWide extends OutputColumn {
        private long[] high = {};
        private long[] low = {};

        @Override
        void reserve(int newSize) {
            if (high.length < newSize) {
                high = new long[newSize];
                low = new long[newSize];
            }
        }

        public void set(int position, Wide value) {
            high[position] = value.high();
            low[position] = value.low();
        }

        @Override
        public Column finish(int end) {
            Column column = new WideColumn(high, low, nulls);
            high = new long[0];
            low = new long[0];
            return column;
        }
    }

    /** Positions that were left out, or are NULL, are empty. */
    public static final class OfBytes extends OutputColumn {
        private static final int BYTES_PER_ROW_FIRST = 16;

        private byte[] data = {};
        private int[] offsets = {0};
        private int next;
        private int bytesLast;

        @Override
        void reserve(int newSize) {
            next = 0;
            if (offsets.length <= newSize) {
                offsets = new int[newSize + 1];
            }
            if (data.length == 0) {
                data = new byte[bytesLast > 0 ? bytesLast + (bytesLast >> 3) : newSize * BYTES_PER_ROW_FIRST];
            }
        }

        public void set(int position, Slice value) {
            int start = offsets[next];
            while (next < position) {
                offsets[++next] = start;
            }
            int length = value.length();
            int end = Math.addExact(start, length);
            if (end > data.length) {
                data = Arrays.copyOf(data, Math.max(end, data.length + (data.length >> 1)));
            }
            System.arraycopy(value.data(), value.from(), data, start, length);
            offsets[++next] = end;
        }

        @Override
        public Column finish(int end) {
            int last = offsets[next];
            Arrays.fill(offsets, next, end + 1, last);
            bytesLast = last;
            Column column = new BytesColumn(data, offsets, nulls);
            data = new byte[0];
            offsets = new int[1];
            next = 0;
            return column;
        }
    }

    /** Positions that were left out are NULL. */
    public static final class OfNested extends OutputColumn {
        private final ColumnBuilder builder;

        public OfNested(DataType type) {
            builder = ColumnBuilder.of(type, 1);
        }

        @Override
        void reserve(int newSize) {
            builder.truncate(0);
        }

        public void set(int position, Nested value) {
            fill(position);
            builder.appendFrom(value.column(), value.row());
        }

        private void fill(int end) {
            while (builder.size() < end) {
                builder.appendNull();
            }
        }

        @Override
        public Column finish(int end) {
            fill(end);
            return builder.build();
        }
    }
}
