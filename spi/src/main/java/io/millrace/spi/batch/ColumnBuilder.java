package io.millrace.spi.batch;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
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

    /** A builder for a type, with room for that many rows before it grows. */
    public static ColumnBuilder of(DataType type, int capacity) {
        if (type.storage() != Storage.NESTED) {
            return of(type.storage(), capacity);
        }
        ColumnBuilder[] children = new ColumnBuilder[type.children().size()];
        for (int i = 0; i < children.length; i++) {
            children[i] = of(type.child(i), capacity);
        }
        return new OfNested(type.kind(), children, capacity);
    }

    /** A builder for an ARRAY (one child), a MAP (keys and values) or a ROW (a child for each field). */
    public static ColumnBuilder nested(TypeKind kind, ColumnBuilder[] children, int capacity) {
        return new OfNested(kind, children, capacity);
    }

    /** A builder for a storage other than {@link Storage#NESTED}. */
    public static ColumnBuilder of(Storage storage, int capacity) {
        return switch (storage) {
            case INT -> new OfInt(capacity);
            case LONG -> new OfLong(capacity);
            case DOUBLE -> new OfDouble(capacity);
            case BYTES -> new OfBytes(capacity);
            case WIDE -> new OfWide(capacity);
            case NESTED -> throw new IllegalArgumentException("a nested column is built by its type");
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
        truncated();
    }

    /** {@link #size} has become smaller. */
    void truncated() {}

    /** An empty builder of the same form. */
    abstract ColumnBuilder another();

    /** Bytes of its arrays, without the bits of NULLs. */
    public abstract long memoryBytes();

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

        @Override
        ColumnBuilder another() {
            return new OfInt(1);
        }

        @Override
        public long memoryBytes() {
            return 4L * values.length;
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

        @Override
        ColumnBuilder another() {
            return new OfLong(1);
        }

        @Override
        public long memoryBytes() {
            return 8L * values.length;
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
        /** Whether values are inside others: these are one whether they were in memory or in bytes, so −0.0 is 0.0. */
        private boolean canonical;

        OfDouble(int capacity) {
            super(capacity);
            values = new double[0];
        }

        @Override
        ColumnBuilder another() {
            return new OfDouble(1);
        }

        @Override
        public long memoryBytes() {
            return 8L * values.length;
        }

        public void append(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, capacityFor(size + 1, values.length));
            }
            values[size++] = canonical ? DoubleColumn.canonical(value) : value;
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
                values[size + i] = canonical ? DoubleColumn.canonical(source[rows[i]]) : source[rows[i]];
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

        @Override
        ColumnBuilder another() {
            return new OfBytes(1);
        }

        @Override
        public long memoryBytes() {
            return data.length + 4L * offsets.length;
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

        @Override
        ColumnBuilder another() {
            return new OfWide(1);
        }

        @Override
        public long memoryBytes() {
            return 16L * low.length;
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

    /**
     * Builds a {@link NestedColumn}: values are appended to the children, then {@link #endValue} makes one of what was appended
     * since the last; to each child of a ROW exactly one.
     */
    public static final class OfNested extends ColumnBuilder {
        private static final int[] NO_OFFSETS = {0};

        private final TypeKind kind;
        private final ColumnBuilder[] children;
        /** Of ARRAY and MAP. */
        private int[] offsets = NO_OFFSETS;

        OfNested(TypeKind kind, ColumnBuilder[] children, int capacity) {
            super(capacity);
            this.kind = kind;
            this.children = children;
            for (ColumnBuilder child : children) {
                if (child instanceof OfDouble doubles) {
                    doubles.canonical = true;
                }
            }
        }

        /** ARRAY, MAP or ROW. */
        public TypeKind kind() {
            return kind;
        }

        public int childCount() {
            return children.length;
        }

        /** Elements of an ARRAY (0), keys (0) and values (1) of a MAP, fields of a ROW. */
        public ColumnBuilder child(int index) {
            return children[index];
        }

        /** Number of elements or entries appended since the last value ended. */
        public int openLength() {
            return children[0].size() - offsets[size];
        }

        /**
         * Ends a value. The entries of a MAP are put in the order of their keys.
         *
         * @throws MillraceException 22004 if a key of a MAP is NULL, 22023 if one stands twice
         */
        public void endValue() {
            if (kind == TypeKind.MAP) {
                MapOrder.settle(this, offsets[size], children[0].size());
            }
            close();
        }

        private void close() {
            if (kind == TypeKind.ROW) {
                size++;
                return;
            }
            if (size + 1 == offsets.length) {
                offsets = Arrays.copyOf(offsets, capacityFor(size + 1, offsets.length - 1) + 1);
            }
            offsets[++size] = children[0].size();
        }

        @Override
        ColumnBuilder another() {
            ColumnBuilder[] others = new ColumnBuilder[children.length];
            for (int i = 0; i < others.length; i++) {
                others[i] = children[i].another();
            }
            return new OfNested(kind, others, 1);
        }

        @Override
        public long memoryBytes() {
            long bytes = 4L * offsets.length;
            for (ColumnBuilder child : children) {
                bytes += child.memoryBytes();
            }
            return bytes;
        }

        @Override
        void truncated() {
            int childSize = kind == TypeKind.ROW ? size : offsets[size];
            for (ColumnBuilder child : children) {
                child.truncate(childSize);
            }
        }

        @Override
        void appendZero() {
            if (kind == TypeKind.ROW) {
                for (ColumnBuilder child : children) {
                    child.appendNull();
                }
            }
            close();
        }

        @Override
        void appendValue(Column column, int row) {
            NestedColumn nested = (NestedColumn) column;
            int end = nested.end(row);
            for (int i = 0; i < children.length; i++) {
                Column child = nested.child(i);
                for (int position = nested.start(row); position < end; position++) {
                    children[i].appendFrom(child, position);
                }
            }
            close();
        }

        @Override
        void appendValues(Column column, int[] rows, int count) {
            for (int i = 0; i < count; i++) {
                appendValue(column, rows[i]);
            }
        }

        @Override
        void reserveRows(int count) {
            if (kind != TypeKind.ROW && size + count >= offsets.length) {
                offsets = Arrays.copyOf(offsets, capacityFor(size + count, offsets.length - 1) + 1);
            }
        }

        @Override
        Column over(long @Nullable [] columnNulls) {
            Column[] views = new Column[children.length];
            for (int i = 0; i < views.length; i++) {
                views[i] = children[i].peek();
            }
            return new NestedColumn(kind, kind == TypeKind.ROW ? null : offsets, views, columnNulls);
        }

        @Override
        Column finish(long @Nullable [] finishedNulls) {
            Column[] built = new Column[children.length];
            for (int i = 0; i < built.length; i++) {
                built[i] = children[i].build();
            }
            Column column = new NestedColumn(kind, kind == TypeKind.ROW ? null : offsets, built, finishedNulls);
            offsets = NO_OFFSETS;
            return column;
        }
    }
}
