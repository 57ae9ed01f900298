package io.millrace.executor.state.table;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.WideColumn;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A column that grows and keeps the form of a {@link Column}. Doubles are kept canonical. */
final class RowColumn {
    private static final int HEAP_BYTES_MAX = Integer.MAX_VALUE - 8;

    private final DataType type;
    private final Storage storage;
    /** INT. */
    private int[] ints = {};
    /** LONG; WIDE: the low words. */
    private long[] longs = {};

    private long[] highs = {};
    private double[] doubles = {};
    private byte[] data = {};
    private int[] offsets = {};
    private int garbage;
    private int end;
    private long @Nullable [] nulls;
    private int capacity;
    /** NESTED. */
    private @Nullable ColumnBuilder nested;

    private boolean viewIsOld;
    private int freed;
    private Column view;

    RowColumn(DataType type) {
        this.type = type;
        storage = type.storage();
        nested = storage == Storage.NESTED ? ColumnBuilder.of(type, 1) : null;
        view = makeView();
    }

    Column view() {
        if (viewIsOld) {
            view = makeView();
            viewIsOld = false;
        }
        return view;
    }

    private Column makeView() {
        return switch (storage) {
            case INT -> new IntColumn(ints, nulls);
            case LONG -> new LongColumn(longs, nulls);
            case DOUBLE -> new DoubleColumn(doubles, nulls);
            case WIDE -> new WideColumn(highs, longs, nulls);
            case BYTES -> new BytesColumn(data, offsets, nulls);
            case NESTED -> nested().peek();
        };
    }

    private ColumnBuilder nested() {
        if (nested == null) {
            throw new IllegalStateException("a column of " + type);
        }
        return nested;
    }

    void store(int slot, Column column, int row) {
        if (storage == Storage.NESTED) {
            nested().appendFrom(column, row);
            viewIsOld = true;
            return;
        }
        boolean isNull = column.isNull(row);
        if (isNull && nulls == null) {
            nulls = new long[(capacity + 63) >>> 6];
            view = makeView();
        }
        if (nulls != null) {
            long bit = 1L << slot;
            nulls[slot >>> 6] = isNull ? nulls[slot >>> 6] | bit : nulls[slot >>> 6] & ~bit;
        }
        if (storage == Storage.BYTES) {
            storeBytes(slot, (BytesColumn) column, row, isNull);
        } else if (!isNull) {
            storeWords(slot, column, row);
        }
    }

    private void storeWords(int slot, Column column, int row) {
        switch (storage) {
            case INT -> ints[slot] = (int) KeyCodec.lowWord(column, row);
            case LONG -> longs[slot] = KeyCodec.lowWord(column, row);
            case DOUBLE -> doubles[slot] = DoubleColumn.canonical(((DoubleColumn) column).values()[row]);
            case WIDE -> {
                highs[slot] = KeyCodec.highWord(column, row);
                longs[slot] = KeyCodec.lowWord(column, row);
            }
            case BYTES, NESTED -> throw new IllegalStateException();
        }
    }

    private void storeBytes(int slot, BytesColumn column, int row, boolean isNull) {
        int length = isNull ? 0 : column.length(row);
        if (length > HEAP_BYTES_MAX - end) {
            throw new MillraceException(
                    SqlState.OUT_OF_MEMORY, "text of one column of a state table takes more than 2 GB of memory");
        }
        if (end + length > data.length) {
            data = Arrays.copyOf(data, (int) Math.min(HEAP_BYTES_MAX, Math.max(end + length, data.length * 3L / 2)));
            view = makeView();
        }
        System.arraycopy(column.data(), column.start(row), data, end, length);
        offsets[slot] = end;
        end += length;
        offsets[slot + 1] = end;
    }

    void free(int slot) {
        if (storage == Storage.BYTES) {
            garbage += offsets[slot + 1] - offsets[slot];
        }
        freed++;
    }

    void resize(int newCapacity) {
        capacity = newCapacity;
        switch (storage) {
            case INT -> ints = Arrays.copyOf(ints, capacity);
            case LONG -> longs = Arrays.copyOf(longs, capacity);
            case DOUBLE -> doubles = Arrays.copyOf(doubles, capacity);
            case WIDE -> {
                highs = Arrays.copyOf(highs, capacity);
                longs = Arrays.copyOf(longs, capacity);
            }
            case BYTES -> offsets = Arrays.copyOf(offsets, capacity + 1);
            case NESTED -> {}
        }
        if (nulls != null) {
            nulls = Arrays.copyOf(nulls, (capacity + 63) >>> 6);
        }
        view = makeView();
    }

    void renumber(int[] oldSlots, int count, int newCapacity) {
        Column old = view();
        RowColumn moved = new RowColumn(type);
        moved.resize(newCapacity);
        moved.data = new byte[Math.max(64, end - garbage)];
        for (int slot = 0; slot < count; slot++) {
            moved.store(slot, old, oldSlots[slot]);
        }
        ints = moved.ints;
        longs = moved.longs;
        highs = moved.highs;
        doubles = moved.doubles;
        data = moved.data;
        offsets = moved.offsets;
        nulls = moved.nulls;
        nested = moved.nested;
        freed = 0;
        end = moved.end;
        garbage = 0;
        capacity = newCapacity;
        view = makeView();
    }

    int slotBytes() {
        return switch (storage) {
            case INT, BYTES, NESTED -> 4;
            case LONG, DOUBLE -> 8;
            case WIDE -> 16;
        };
    }

    long heapBytes() {
        if (nested != null) {
            return nested.size() == 0 ? 0 : nested.memoryBytes() * (nested.size() - freed) / nested.size();
        }
        return (long) end - garbage;
    }

    long memoryBytes() {
        if (nested != null) {
            return nested.memoryBytes();
        }
        return (long) capacity * slotBytes() + data.length + (nulls == null ? 0 : 8L * nulls.length);
    }
}
