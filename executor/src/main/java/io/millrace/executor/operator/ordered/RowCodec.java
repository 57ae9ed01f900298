package io.millrace.executor.operator.ordered;

import io.millrace.plan.node.SortKey;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.NestedBytes;
import io.millrace.spi.batch.NestedColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.batch.WideColumn;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows without the columns of their partition as bytes that order as the rows do: by the sort keys, then by all other columns,
 * ascending with NULL last. Two rows have the same bytes if and only if they are the same.
 *
 * <p>A number is a byte that says its sign and how many bytes follow, then those; a double or text is a byte and its own
 * bytes, those of text and of {@link NestedBytes} escaped (0 as 0 255) and ended by 0 0; all bits are turned over where the order is descending.
 */
final class RowCodec {
    private static final int NULL_FIRST = 0x00;
    private static final int NULL_LAST = 0xff;
    /** Of 0 and more: plus the number of bytes. */
    private static final int POSITIVE = 0x80;
    /** Of less than 0: minus the number of bytes. */
    private static final int NEGATIVE = 0x7f;

    private final int[] columns;
    private final Storage[] storages;
    private final int[] masks;
    private final int[] nulls;
    private final int sortKeys;
    private final NestedBytes nested = new NestedBytes();

    RowCodec(RowType type, List<Integer> partitionKeys, List<SortKey> order) {
        List<SortKey> keys = new ArrayList<>();
        for (SortKey key : order) {
            boolean isKnown = partitionKeys.contains(key.column())
                    || keys.stream().anyMatch(other -> other.column() == key.column());
            if (!isKnown) {
                keys.add(key);
            }
        }
        sortKeys = keys.size();
        for (int column = 0; column < type.size(); column++) {
            int rest = column;
            if (!partitionKeys.contains(column) && keys.stream().noneMatch(key -> key.column() == rest)) {
                keys.add(new SortKey(column, false, false));
            }
        }
        columns = keys.stream().mapToInt(SortKey::column).toArray();
        storages = keys.stream().map(key -> type.type(key.column()).storage()).toArray(Storage[]::new);
        masks = keys.stream().mapToInt(key -> key.descending() ? 0xff : 0).toArray();
        nulls = keys.stream()
                .mapToInt(key -> key.nullsFirst() ? NULL_FIRST : NULL_LAST)
                .toArray();
    }

    /** Appends a physical row. */
    void encode(RowBatch batch, int row, ByteHeap out) {
        encode(batch, row, 0, columns.length, out);
    }

    /** Appends the beginning of a physical row, by which it is ordered against all but those that tie with it. */
    void encodeSortKeys(RowBatch batch, int row, ByteHeap out) {
        encode(batch, row, 0, sortKeys, out);
    }

    /** Appends what comes behind {@link #encodeSortKeys}. */
    void encodeRest(RowBatch batch, int row, ByteHeap out) {
        encode(batch, row, sortKeys, columns.length, out);
    }

    private void encode(RowBatch batch, int row, int from, int to, ByteHeap out) {
        for (int i = from; i < to; i++) {
            Column column = batch.column(columns[i]);
            if (column.isNull(row)) {
                out.put(nulls[i]);
                continue;
            }
            int start = out.size();
            switch (storages[i]) {
                case INT -> putLong(((IntColumn) column).values()[row], out);
                case LONG -> putLong(((LongColumn) column).values()[row], out);
                case WIDE -> putWide((WideColumn) column, row, out);
                case DOUBLE -> putDouble(((DoubleColumn) column).values()[row], out);
                case BYTES -> putBytes((BytesColumn) column, row, out);
                case NESTED -> {
                    nested.set((NestedColumn) column, row);
                    putEscaped(nested.data(), 0, nested.size(), out);
                }
            }
            if (masks[i] != 0) {
                out.invert(start);
            }
        }
    }

    private static void putLong(long value, ByteHeap out) {
        int length = length(value);
        out.put(value < 0 ? NEGATIVE - length : POSITIVE + length);
        out.putLow(value, length);
    }

    /** Bytes that hold what tells a number from all ones or all zeros. */
    private static int length(long value) {
        long magnitude = value ^ value >> 63;
        return 8 - (Long.numberOfLeadingZeros(magnitude) >>> 3);
    }

    private static void putWide(WideColumn column, int row, ByteHeap out) {
        long high = column.high()[row];
        long low = column.low()[row];
        long sign = high >> 63;
        if (high == sign) {
            int length = 8 - (Long.numberOfLeadingZeros(low ^ sign) >>> 3);
            out.put(high < 0 ? NEGATIVE - length : POSITIVE + length);
            out.putLow(low, length);
        } else {
            int length = length(high);
            out.put(high < 0 ? NEGATIVE - length - 8 : POSITIVE + length + 8);
            out.putLow(high, length);
            out.putLow(low, 8);
        }
    }

    private static void putDouble(double value, ByteHeap out) {
        long bits = Double.doubleToLongBits(DoubleColumn.canonical(value));
        out.put(POSITIVE);
        out.putLow(bits ^ bits >> 63 & Long.MAX_VALUE ^ Long.MIN_VALUE, 8);
    }

    private static void putBytes(BytesColumn column, int row, ByteHeap out) {
        putEscaped(column.data(), column.start(row), column.length(row), out);
    }

    private static void putEscaped(byte[] data, int start, int length, ByteHeap out) {
        out.put(POSITIVE);
        for (int i = start; i < start + length; i++) {
            out.put(data[i]);
            if (data[i] == 0) {
                out.put(0xff);
            }
        }
        out.put(0);
        out.put(0);
    }

    /** Appends the columns of a row to a builder of the whole row type; those of the partition are not touched. */
    void decode(byte[] data, int from, BatchBuilder builder) {
        int position = from;
        for (int i = 0; i < columns.length; i++) {
            position = decode(data, position, i, builder.column(columns[i]));
        }
    }

    private int decode(byte[] data, int from, int column, ColumnBuilder builder) {
        int first = data[from] & 0xff;
        if (first == NULL_FIRST || first == NULL_LAST) {
            builder.appendNull();
            return from + 1;
        }
        int mask = masks[column];
        int start = from + 1;
        int end = skip(data, from, column);
        switch (storages[column]) {
            case INT -> ((ColumnBuilder.OfInt) builder).append((int) number(data, first, start, end, mask));
            case LONG -> ((ColumnBuilder.OfLong) builder).append(number(data, first, start, end, mask));
            case WIDE -> {
                long sign = (first ^ mask) >= POSITIVE ? 0 : -1;
                int middle = Math.max(start, end - 8);
                long high = bits(sign, data, start, middle, mask);
                ((ColumnBuilder.OfWide) builder).append(high, bits(sign, data, middle, end, mask));
            }
            case DOUBLE -> {
                long bits = bits(0, data, start, end, mask) ^ Long.MIN_VALUE;
                ((ColumnBuilder.OfDouble) builder).append(Double.longBitsToDouble(bits ^ bits >> 63 & Long.MAX_VALUE));
            }
            case BYTES -> decodeBytes(data, start, end, mask, (ColumnBuilder.OfBytes) builder);
            case NESTED -> {
                ColumnBuilder.OfBytes bytes = (ColumnBuilder.OfBytes) ColumnBuilder.of(Storage.BYTES, 1);
                decodeBytes(data, start, end, mask, bytes);
                BytesColumn whole = (BytesColumn) bytes.build();
                NestedBytes.decode(whole.data(), whole.start(0), (ColumnBuilder.OfNested) builder);
            }
        }
        return end;
    }

    private static long number(byte[] data, int first, int start, int end, int mask) {
        return bits((first ^ mask) >= POSITIVE ? 0 : -1, data, start, end, mask);
    }

    private static long bits(long sign, byte[] data, int start, int end, int mask) {
        long value = sign;
        for (int i = start; i < end; i++) {
            value = value << 8 | (data[i] ^ mask) & 0xff;
        }
        return value;
    }

    private static void decodeBytes(byte[] data, int start, int end, int mask, ColumnBuilder.OfBytes builder) {
        byte[] target = builder.reserveNext(end - start);
        int begin = builder.position();
        int size = begin;
        for (int i = start; i < end - 2; i++) {
            byte value = (byte) (data[i] ^ mask);
            target[size++] = value;
            if (value == 0) {
                i++;
            }
        }
        builder.appended(size - begin);
    }

    /** Whether the first sort key of a row is a whole number of at most 64 bits, and not NULL. */
    boolean hasWholeKey(byte[] data, int from) {
        int first = data[from] & 0xff;
        boolean isWhole = sortKeys > 0 && (storages[0] == Storage.INT || storages[0] == Storage.LONG);
        return isWhole && first != NULL_FIRST && first != NULL_LAST;
    }

    /** What rows begin with whose first sort key is so far behind that of a row by the order, or at the end of all. */
    byte[] key(byte[] data, int from, long distance) {
        long value = number(data, data[from] & 0xff, from + 1, skip(data, from, 0), masks[0]);
        long step = masks[0] == 0 ? distance : -distance;
        long moved = value + step;
        if (((value ^ moved) & (step ^ moved)) < 0) {
            moved = value < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        ByteHeap key = new ByteHeap();
        putLong(moved, key);
        if (masks[0] != 0) {
            key.invert(0);
        }
        return Arrays.copyOf(key.data(), key.size());
    }

    /** What rows begin with whose first sort key, ascending, is a whole number. */
    byte[] firstKey(long value) {
        ByteHeap key = new ByteHeap();
        putLong(value, key);
        return Arrays.copyOf(key.data(), key.size());
    }

    /** Where the sort keys of a row end: rows tie that have the same bytes up to there. */
    int tieEnd(byte[] data, int from) {
        int position = from;
        for (int i = 0; i < sortKeys; i++) {
            position = skip(data, position, i);
        }
        return position;
    }

    private int skip(byte[] data, int from, int column) {
        int first = data[from] & 0xff;
        if (first == NULL_FIRST || first == NULL_LAST) {
            return from + 1;
        }
        return switch (storages[column]) {
            case INT, LONG, WIDE -> {
                int header = first ^ masks[column];
                yield from + 1 + (header >= POSITIVE ? header - POSITIVE : NEGATIVE - header);
            }
            case DOUBLE -> from + 9;
            case BYTES, NESTED -> {
                byte zero = (byte) masks[column];
                int i = from + 1;
                while (data[i] != zero || data[i + 1] != zero) {
                    i += data[i] == zero ? 2 : 1;
                }
                yield i + 2;
            }
        };
    }
}
