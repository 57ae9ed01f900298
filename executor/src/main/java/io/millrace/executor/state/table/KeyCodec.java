package io.millrace.executor.state.table;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.NestedBytes;
import io.millrace.spi.batch.NestedColumn;
import io.millrace.spi.batch.WideColumn;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.key.KeyGroups;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How keys lie in the store, so that their bytes order as their values do: key group (two bytes), then the time if there is
 * one (eight bytes), then the other columns in order, each a byte 0 for NULL or 1 and the value. Bytes are escaped (0 as 0
 * 255) and ended by 0 0. Nested values are in the form of {@link NestedBytes}.
 */
final class KeyCodec {
    static final int GROUP_BYTES = 2;
    private static final int NULL = 0;
    private static final int VALUE = 1;

    final List<DataType> types;
    final Storage[] storages;
    /** Columns in the order of the store. */
    final int[] order;

    final int timeKey;
    final int[] partition;
    private final Partition groups;
    private final NestedBytes nestedBytes = new NestedBytes();

    /** @param partition positions of the columns that decide the key group, in the order of the exchange */
    KeyCodec(List<DataType> types, int timeKey, int[] partition, Partition groups) {
        this(types, naturalOrder(types.size(), timeKey), timeKey, partition, groups);
    }

    KeyCodec(List<DataType> types, int[] order, int timeKey, int[] partition, Partition groups) {
        this.types = List.copyOf(types);
        this.storages = types.stream().map(DataType::storage).toArray(Storage[]::new);
        this.order = order;
        this.timeKey = timeKey;
        this.partition = partition;
        this.groups = groups;
        if (timeKey >= 0 && storages[timeKey] != Storage.LONG) {
            throw MillraceException.internal("time key of type " + types.get(timeKey) + ", expected a LONG storage");
        }
    }

    private static int[] naturalOrder(int columns, int timeKey) {
        IntStream rest = IntStream.range(0, columns).filter(column -> column != timeKey);
        return (timeKey < 0 ? rest : IntStream.concat(IntStream.of(timeKey), rest)).toArray();
    }

    boolean isFixedWidth() {
        return storages.length <= FixedKeys.COLUMNS_MAX
                && !Arrays.asList(storages).contains(Storage.BYTES)
                && !Arrays.asList(storages).contains(Storage.NESTED);
    }

    /** Begins a key: its group, from {@link KeyGroups#hash} of the partitioning columns. */
    void putGroup(ByteSink out, int hash) {
        int group = group(hash);
        check(group);
        out.putShort(group);
    }

    int group(int hash) {
        return groups.group(hash);
    }

    /** Throws if the task does not own the group. */
    void check(int group) {
        groups.check(group);
    }

    static void putTime(ByteSink out, long time) {
        out.putLong(time ^ Long.MIN_VALUE);
    }

    static long timeAt(byte[] data, int keyStart) {
        return ByteSink.longAt(data, keyStart + GROUP_BYTES) ^ Long.MIN_VALUE;
    }

    static void putNull(ByteSink out) {
        out.put(NULL);
    }

    /** A value as words: one, or for {@link Storage#WIDE} two; doubles as their canonical bits. */
    static void putWords(ByteSink out, Storage storage, long word, long lowWord) {
        out.put(VALUE);
        switch (storage) {
            case INT -> out.putInt((int) word ^ Integer.MIN_VALUE);
            case LONG -> out.putLong(word ^ Long.MIN_VALUE);
            case DOUBLE -> out.putLong(orderedBits(word) ^ Long.MIN_VALUE);
            case WIDE -> {
                out.putLong(word ^ Long.MIN_VALUE);
                out.putLong(lowWord);
            }
            case BYTES, NESTED -> throw new IllegalArgumentException();
        }
    }

    /** Bits of a double made to order as signed longs do; its own inverse. */
    static long orderedBits(long bits) {
        return bits ^ bits >> 63 & Long.MAX_VALUE;
    }

    static void putBytes(ByteSink out, byte[] data, int from, int to) {
        out.put(VALUE);
        out.reserve((to - from) * 2 + 2);
        byte[] target = out.data;
        int position = out.size;
        int i = from;
        for (; i + 8 <= to; i += 8, position += 8) {
            long word = ByteSink.longAt(data, i);
            if ((word - 0x0101010101010101L & ~word & 0x8080808080808080L) != 0) {
                break; // one of the bytes is 0
            }
            ByteSink.putLongAt(target, position, word);
        }
        for (; i < to; i++) {
            byte value = data[i];
            target[position++] = value;
            if (value == 0) {
                target[position++] = (byte) 0xff;
            }
        }
        target[position++] = 0;
        target[position++] = 0;
        out.size = position;
    }

    /** Appends a column's value to a key; the column may have a narrower storage than the key. */
    void putValue(ByteSink out, int key, Column column, int row) {
        if (key == timeKey) {
            putTime(out, time(column, row));
        } else if (column.isNull(row)) {
            putNull(out);
        } else if (column instanceof BytesColumn bytes) {
            putBytes(out, bytes.data(), bytes.start(row), bytes.start(row) + bytes.length(row));
        } else if (column instanceof NestedColumn nested) {
            nestedBytes.set(nested, row);
            out.put(VALUE);
            out.put(nestedBytes.data(), 0, nestedBytes.size());
        } else if (storages[key] == Storage.WIDE) {
            putWords(out, Storage.WIDE, highWord(column, row), lowWord(column, row));
        } else {
            putWords(out, storages[key], lowWord(column, row), 0);
        }
    }

    static long time(Column column, int row) {
        if (column.isNull(row)) {
            throw nullTime();
        }
        return lowWord(column, row);
    }

    static MillraceException nullTime() {
        return MillraceException.internal("the time of a state key is NULL");
    }

    /** The one word of a non-NULL value of fixed width, the low one if it has two. */
    static long lowWord(Column column, int row) {
        if (column instanceof LongColumn longs) {
            return longs.values()[row];
        } else if (column instanceof IntColumn ints) {
            return ints.values()[row];
        } else if (column instanceof DoubleColumn doubles) {
            return Double.doubleToLongBits(DoubleColumn.canonical(doubles.values()[row]));
        }
        return ((WideColumn) column).low()[row];
    }

    static long highWord(Column column, int row) {
        return column instanceof WideColumn wide ? wide.high()[row] : lowWord(column, row) >> 63;
    }

    /** What {@link Column#hash} gives for a non-NULL value of these words. */
    static int hashOfWords(Storage storage, long word, long lowWord) {
        if (storage != Storage.WIDE) {
            return Long.hashCode(word);
        }
        return word == lowWord >> 63 ? Long.hashCode(lowWord) : 31 * Long.hashCode(word) + Long.hashCode(lowWord);
    }

    /** Appends the value of a column of an encoded key to a builder; returns where the next column begins. */
    int decode(byte[] data, int position, int key, ColumnBuilder builder) {
        if (key == timeKey) {
            ((ColumnBuilder.OfLong) builder).append(ByteSink.longAt(data, position) ^ Long.MIN_VALUE);
            return position + 8;
        }
        if (data[position] == NULL) {
            builder.appendNull();
            return position + 1;
        }
        int start = position + 1;
        switch (storages[key]) {
            case INT -> {
                ((ColumnBuilder.OfInt) builder).append(intAt(data, start));
                return start + 4;
            }
            case LONG -> {
                ((ColumnBuilder.OfLong) builder).append(ByteSink.longAt(data, start) ^ Long.MIN_VALUE);
                return start + 8;
            }
            case DOUBLE -> {
                long bits = orderedBits(ByteSink.longAt(data, start) ^ Long.MIN_VALUE);
                ((ColumnBuilder.OfDouble) builder).append(Double.longBitsToDouble(bits));
                return start + 8;
            }
            case WIDE -> {
                ((ColumnBuilder.OfWide) builder)
                        .append(ByteSink.longAt(data, start) ^ Long.MIN_VALUE, ByteSink.longAt(data, start + 8));
                return start + 16;
            }
            case BYTES -> {
                return decodeBytes(data, start, (ColumnBuilder.OfBytes) builder);
            }
            case NESTED -> {
                return NestedBytes.decode(data, start, (ColumnBuilder.OfNested) builder);
            }
        }
        throw new IllegalStateException();
    }

    static int intAt(byte[] data, int position) {
        return ((data[position] & 0xff) << 24
                        | (data[position + 1] & 0xff) << 16
                        | (data[position + 2] & 0xff) << 8
                        | data[position + 3] & 0xff)
                ^ Integer.MIN_VALUE;
    }

    private static int decodeBytes(byte[] data, int start, ColumnBuilder.OfBytes builder) {
        int end = endOfBytes(data, start);
        byte[] target = builder.reserveNext(end - start);
        int begin = builder.position();
        int size = begin;
        for (int i = start; i < end - 2; i++) {
            target[size++] = data[i];
            if (data[i] == 0) {
                i++;
            }
        }
        builder.appended(size - begin);
        return end;
    }

    private static int endOfBytes(byte[] data, int start) {
        int i = start;
        while (data[i] != 0 || data[i + 1] != 0) {
            i += data[i] == 0 ? 2 : 1;
        }
        return i + 2;
    }

    /** Where the next column begins. */
    int skip(byte[] data, int position, int key) {
        if (key == timeKey) {
            return position + 8;
        }
        if (data[position] == NULL) {
            return position + 1;
        }
        return switch (storages[key]) {
            case INT -> position + 5;
            case LONG, DOUBLE -> position + 9;
            case WIDE -> position + 17;
            case BYTES -> endOfBytes(data, position + 1);
            case NESTED -> NestedBytes.skip(data, position + 1, types.get(key));
        };
    }

    /** The first key behind all that begin with these bytes. */
    static byte[] successor(byte[] prefix) {
        byte[] next = prefix.clone();
        for (int i = next.length - 1; i >= 0; i--) {
            if (++next[i] != 0) {
                return Arrays.copyOf(next, i + 1);
            }
        }
        throw new IllegalArgumentException("no key is behind " + Arrays.toString(prefix));
    }
}
