package io.millrace.spi.batch;

import io.millrace.spi.type.Storage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Appends values to a growing column. {@link #build} hands the arrays over and starts afresh.
 *
 * <p><b>Threading:</b> one thread.
 */
public abstract sealed class ColumnBuilder {
    int size;
    int capacity;
    private long @Nullable [] nulls;

    ColumnBuilder(int capacity) {
        this.capacity = Math.max(1, capacity);
    }

    /** A builder for a storage, with room for that many rows before it grows. */
    public static ColumnBuilder of(Storage storage, int capacity) {
        return switch (storage) {
            case INT -> new OfInt(capacity);
            case LONG -> new OfLong(capacity);
            case DOUBLE -> new OfDouble(capacity);
            case BYTES -> new OfBytes(capacity);
            case WIDE -> new OfWide(capacity);
        };
    }

    /** Number of values appended since the last {@link #build}. */
    public final int size() {
        return size;
    }

    public final void appendNull() {
        if (nulls == null) {
            nulls = new long[(capacity + 63) >>> 6];
        }
        int word = size >>> 6;
        if (word >= nulls.length) {
            nulls = Arrays.copyOf(nulls, Math.max(word + 1, nulls.length * 2));
        }
        nulls[word] |= 1L << size;
        appendZero();
    }

    /** Appends a value of a column of the same storage, NULL included. */
    public final void appendFrom(Column column, int row) {
        if (column.isNull(row)) {
            appendNull();
        } else {
            appendValue(column, row);
        }
    }

    /** Appends the values of these physical rows of a column of the same storage, NULLs included. */
    public final void appendAll(Column column, int[] rows, int count) {
        reserveRows(count);
        if (column.nulls() == null) {
            appendValues(column, rows, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            appendFrom(column, rows[i]);
        }
    }

    /**
     * The values so far as a column that shares this builder's arrays: valid until the next append, and never to be handed
     * on.
     */
    public final Column peek() {
        return over(paddedNulls());
    }

    /** The column; the builder is empty afterwards and shares nothing with it. */
    public final Column build() {
        long[] finishedNulls = paddedNulls();
        nulls = null;
        Column column = finish(finishedNulls);
        size = 0;
        return column;
    }

    private long @Nullable [] paddedNulls() {
        return nulls != null && nulls.length < (size + 63) >>> 6 ? Arrays.copyOf(nulls, (size + 63) >>> 6) : nulls;
    }

    /** Forgets the last values so that {@code newSize} remain; for a row that turned out to be bad half way. */
    public final void truncate(int newSize) {
        if (nulls != null) {
            for (int row = newSize; row < size; row++) {
                int word = row >>> 6;
                if (word < nulls.length) {
                    nulls[word] &= ~(1L << row);
                }
            }
        }
        size = Math.min(size, newSize);
    }

    /** Appends a placeholder under a NULL. */
    abstract void appendZero();

    abstract void appendValue(Column column, int row);

    /** Appends values of a column without NULLs; {@link #reserveRows} was called. */
    abstract void appendValues(Column column, int[] rows, int count);

    /** Makes room for that many values more. */
    abstract void reserveRows(int count);

    /** A column over the arrays as they are. */
    abstract Column over(long @Nullable [] columnNulls);

    abstract Column finish(long @Nullable [] finishedNulls);

    /** Length of arrays that are made when there is something to put into them, and when they are full. */
    final int capacityFor(int sizeNeeded, int length) {
        int grown = length == 0 ? capacity : Math.max(16, length * 2);
        capacity = Math.max(capacity, Math.max(sizeNeeded, grown));
        return capacity;
    }

    /** Builds an {@link IntColumn}. */
    public static final class OfInt extends ColumnBuilder {
        private int[] values;

        OfInt(int capacity) {
            super(capacity);
            values = new int[0];
        }

        public void append(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, capacityFor(size + 1, values.length));
            }
            values[size++] = value;
        }

        @Override
        void appendZero() {
            append(0);
        }

        @Override
        void appendValue(Column column, int row) {
            append(((IntColumn) column).values()[row]);
        }

        @Override
        void appendValues(Column column, int[] rows, int count) {
            int[] source = ((IntColumn) column).values();
            for (int i = 0; i < count; i++) {
                values[size + i] = source[rows[i]];
            }
            size += count;
        }

        @Override
        void reserveRows(int count) {
            if (size + count > values.length) {
                values = Arrays.copyOf(values, capacityFor(size + count, values.length));
            }
        }

        @Override
        Column over(long @Nullable [] columnNulls) {
            return new IntColumn(values, columnNulls);
        }

        @Override
        Column finish(long @Nullable [] finishedNulls) {
            Column column = new IntColumn(values, finishedNulls);
            values = new int[0];
            return column;
        }
    }

    /** Builds a {@link LongColumn}. */
    public static final class OfLong extends ColumnBuilder {
        private long[] values;

        OfLong(int capacity) {
            super(capacity);
            values = new long[0];
        }

        public void append(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, capacityFor(size + 1, values.length));
            }
            values[size++] = value;
        }

        @Override
        void appendZero() {
            append(0);
        }

        @Override
        void appendValue(Column column, int row) {
            append(((LongColumn) column).values()[row]);
        }

        @Override
        void appendValues(Column column, int[] rows, int count) {
            long[] source = ((LongColumn) column).values();
            for (int i = 0; i < count; i++) {
                values[size + i] = source[rows[i]];
            }
            size += count;
        }

        @Override
        void reserveRows(int count) {
            if (size + count > values.length) {
                values = Arrays.copyOf(values, capacityFor(size + count, values.length));
            }
        }

        @Override
        Column over(long @Nullable [] columnNulls) {
            return new LongColumn(values, columnNulls);
        }

        @Override
        Column finish(long @Nullable [] finishedNulls) {
            Column column = new LongColumn(values, finishedNulls);
            values = new long[0];
            return column;
        }
    }

    /** Builds a {@link DoubleColumn}. */
    public static final class OfDouble extends ColumnBuilder {
        private double[] values;

        OfDouble(int capacity) {
            super(capacity);
            values = new double[0];
        }

        public void append(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, capacityFor(size + 1, values.length));
            }
            values[size++] = value;
        }

        @Override
        void appendZero() {
            append(0);
        }

        @Override
        void appendValue(Column column, int row) {
            append(((DoubleColumn) column).values()[row]);
        }

        @Override
        void appendValues(Column column, int[] rows, int count) {
            double[] source = ((DoubleColumn) column).values();
            for (int i = 0; i < count; i++) {
                values[size + i] = source[rows[i]];
            }
            size += count;
        }

        @Override
        void reserveRows(int count) {
            if (size + count > values.length) {
                values = Arrays.copyOf(values, capacityFor(size + count, values.length));
            }
        }

        @Override
        Column over(long @Nullable [] columnNulls) {
            return new DoubleColumn(values, columnNulls);
        }

        @Override
        Column finish(long @Nullable [] finishedNulls) {
            Column column = new DoubleColumn(values, finishedNulls);
            values = new double[0];
            return column;
        }
    }

    /** Builds a {@link BytesColumn}. */
    public static final class OfBytes extends ColumnBuilder {
        private static final int[] NO_OFFSETS = {0};

        private byte[] data = new byte[0];
        private int[] offsets = NO_OFFSETS;
        private int dataCapacity;

        OfBytes(int capacity) {
            super(capacity);
            dataCapacity = this.capacity * 16;
        }

        public void append(byte[] source, int from, int length) {
            int start = offsets[size];
            reserve(start + length);
            System.arraycopy(source, from, data, start, length);
            close(start + length);
        }

        public void append(byte[] value) {
            append(value, 0, value.length);
        }

        /** Room for one value written in place at {@link #position}; finish it with {@link #appended}. */
        public byte[] reserveNext(int lengthMax) {
            reserve(offsets[size] + lengthMax);
            return data;
        }

        /** Where the next value begins in the array of {@link #reserveNext}. */
        public int position() {
            return offsets[size];
        }

        /** Ends a value that was written in place. */
        public void appended(int length) {
            close(offsets[size] + length);
        }

        private void reserve(int end) {
            if (end > data.length) {
                dataCapacity = Math.max(end, Math.max(dataCapacity, data.length * 2));
                data = Arrays.copyOf(data, dataCapacity);
            }
        }

        private void close(int end) {
            if (size + 1 == offsets.length) {
                offsets = Arrays.copyOf(offsets, capacityFor(size + 1, offsets.length - 1) + 1);
            }
            offsets[++size] = end;
        }

        @Override
        void appendZero() {
            close(offsets[size]);
        }

        @Override
        void appendValue(Column column, int row) {
            BytesColumn bytes = (BytesColumn) column;
            append(bytes.data(), bytes.start(row), bytes.length(row));
        }

        @Override
        void appendValues(Column column, int[] rows, int count) {
            BytesColumn bytes = (BytesColumn) column;
            int[] from = bytes.offsets();
            int total = 0;
            for (int i = 0; i < count; i++) {
                total += from[rows[i] + 1] - from[rows[i]];
            }
            reserve(offsets[size] + total);
            int end = offsets[size];
            for (int i = 0; i < count; i++) {
                int start = from[rows[i]];
                int length = from[rows[i] + 1] - start;
                System.arraycopy(bytes.data(), start, data, end, length);
                end += length;
                offsets[size + i + 1] = end;
            }
            size += count;
        }

        @Override
        void reserveRows(int count) {
            if (size + count >= offsets.length) {
                offsets = Arrays.copyOf(offsets, capacityFor(size + count, offsets.length - 1) + 1);
            }
        }

        @Override
        Column over(long @Nullable [] columnNulls) {
            return new BytesColumn(data, offsets, columnNulls);
        }

        @Override
        Column finish(long @Nullable [] finishedNulls) {
            Column column = new BytesColumn(data, offsets, finishedNulls);
            data = new byte[0];
            offsets = NO_OFFSETS;
            return column;
        }
    }

    /** Builds a {@link WideColumn}. */
    public static final class OfWide extends ColumnBuilder {
        private long[] high;
        private long[] low;

        OfWide(int capacity) {
            super(capacity);
            high = new long[0];
            low = new long[0];
        }

        public void append(long highWord, long lowWord) {
            if (size == high.length) {
                int newCapacity = capacityFor(size + 1, high.length);
                high = Arrays.copyOf(high, newCapacity);
                low = Arrays.copyOf(low, newCapacity);
            }
            high[size] = highWord;
            low[size++] = lowWord;
        }

        @Override
        void appendZero() {
            append(0, 0);
        }

        @Override
        void appendValue(Column column, int row) {
            WideColumn wide = (WideColumn) column;
            append(wide.high()[row], wide.low()[row]);
        }

        @Override
        void appendValues(Column column, int[] rows, int count) {
            for (int i = 0; i < count; i++) {
                appendValue(column, rows[i]);
            }
        }

        @Override
        void reserveRows(int count) {
            if (size + count > high.length) {
                int newCapacity = capacityFor(size + count, high.length);
                high = Arrays.copyOf(high, newCapacity);
                low = Arrays.copyOf(low, newCapacity);
            }
        }

        @Override
        Column over(long @Nullable [] columnNulls) {
            return new WideColumn(high, low, columnNulls);
        }

        @Override
        Column finish(long @Nullable [] finishedNulls) {
            Column column = new WideColumn(high, low, finishedNulls);
            high = new long[0];
            low = new long[0];
            return column;
        }
    }
}
