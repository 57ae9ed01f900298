package io.millrace.executor.state.table;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.Storage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keys of fixed width: a word a column (two for a wide one), side by side, and a mask of the NULLs. */
final class FixedKeys extends Keys {
    static final int COLUMNS_MAX = 8;

    private final int width;
    /** First word of each column. */
    private final int[] offsets;

    private long[] words;
    /** By slot, one bit a column; absent until a key has a NULL. */
    private byte @Nullable [] nulls;

    private final long[] probes;
    private final byte[] probeNulls = new byte[PROBES_MAX];
    private boolean anyProbeNull;

    FixedKeys(KeyCodec codec) {
        super(codec);
        offsets = new int[codec.storages.length];
        int end = 0;
        for (int column = 0; column < offsets.length; column++) {
            offsets[column] = end;
            end += codec.storages[column] == Storage.WIDE ? 2 : 1;
        }
        width = end;
        words = new long[16 * width];
        probes = new long[PROBES_MAX * width];
    }

    @Override
    void prepare(RowBatch batch, int[] columns, int from, int count) {
        clearNulls();
        for (int key = 0; key < columns.length; key++) {
            gather(batch.column(columns[key]), key, batch.selection(), from, count);
        }
        hash(count);
    }

    private void clearNulls() {
        if (anyProbeNull) {
            Arrays.fill(probeNulls, (byte) 0);
            anyProbeNull = false;
        }
    }

    private void gather(Column column, int key, int @Nullable [] selection, int from, int count) {
        int to = offsets[key];
        boolean plain = column.nulls() == null && codec.storages[key] != Storage.WIDE;
        if (plain && column instanceof LongColumn longs) {
            long[] values = longs.values();
            for (int i = 0; i < count; i++, to += width) {
                probes[to] = values[selection == null ? from + i : selection[from + i]];
            }
        } else if (plain && column instanceof IntColumn ints) {
            int[] values = ints.values();
            for (int i = 0; i < count; i++, to += width) {
                probes[to] = values[selection == null ? from + i : selection[from + i]];
            }
        } else {
            for (int i = 0; i < count; i++) {
                gather(column, selection == null ? from + i : selection[from + i], key, i);
            }
        }
    }

    private void gather(Column column, int row, int key, int probe) {
        int to = probe * width + offsets[key];
        boolean wide = codec.storages[key] == Storage.WIDE;
        if (column.isNull(row)) {
            setNull(probe, key);
        } else if (wide) {
            probes[to] = KeyCodec.highWord(column, row);
            probes[to + 1] = KeyCodec.lowWord(column, row);
        } else {
            probes[to] = KeyCodec.lowWord(column, row);
        }
    }

    private void setNull(int probe, int key) {
        if (key == codec.timeKey) {
            throw KeyCodec.nullTime();
        }
        int to = probe * width + offsets[key];
        probes[to] = 0;
        if (codec.storages[key] == Storage.WIDE) {
            probes[to + 1] = 0;
        }
        probeNulls[probe] |= (byte) (1 << key);
        anyProbeNull = true;
    }

    private void hash(int count) {
        switch (width) {
            case 1 -> {
                for (int i = 0; i < count; i++) {
                    hashes[i] = HashIndex.mix(probes[i]);
                }
            }
            case 2 -> {
                for (int i = 0; i < count; i++) {
                    hashes[i] = HashIndex.mix(probes[2 * i], probes[2 * i + 1]);
                }
            }
            default -> {
                for (int i = 0; i < count; i++) {
                    long hash = 0;
                    for (int word = i * width; word < (i + 1) * width; word++) {
                        hash = Long.rotateLeft((hash ^ probes[word]) * 0xC2B2AE3D27D4EB4FL, 29);
                    }
                    hashes[i] = HashIndex.mix(hash);
                }
            }
        }
    }

    @Override
    void prepareOne(Column[] columns, int row, int lastRow) {
        clearNulls();
        for (int key = 0; key < columns.length; key++) {
            gather(columns[key], key == columns.length - 1 ? lastRow : row, key, 0);
        }
        hash(1);
    }

    @Override
    void prepareStored(byte[] storeKey) {
        clearNulls();
        int position = KeyCodec.GROUP_BYTES;
        for (int key : codec.order) {
            int start = position + 1;
            int to = offsets[key];
            if (key == codec.timeKey) {
                probes[to] = ByteSink.longAt(storeKey, position) ^ Long.MIN_VALUE;
            } else if (storeKey[position] == 0) {
                setNull(0, key);
            } else {
                switch (codec.storages[key]) {
                    case INT -> probes[to] = KeyCodec.intAt(storeKey, start);
                    case LONG -> probes[to] = ByteSink.longAt(storeKey, start) ^ Long.MIN_VALUE;
                    case DOUBLE -> probes[to] = KeyCodec.orderedBits(ByteSink.longAt(storeKey, start) ^ Long.MIN_VALUE);
                    case WIDE -> {
                        probes[to] = ByteSink.longAt(storeKey, start) ^ Long.MIN_VALUE;
                        probes[to + 1] = ByteSink.longAt(storeKey, start + 8);
                    }
                    case BYTES, NESTED -> throw new IllegalStateException();
                }
            }
            position = codec.skip(storeKey, position, key);
        }
        hash(1);
    }

    @Override
    void lookUp(HashIndex index, int count, int[] slots, int from) {
        if (anyProbeNull || nulls != null || width > 2 || width == 0) {
            super.lookUp(index, count, slots, from);
            return;
        }
        int[] table = index.table;
        int mask = index.mask;
        for (int i = 0; i < count; i++) {
            slots[from + i] = table[hashes[i] & mask] - 1;
        }
        long[] own = words;
        if (width == 1) {
            for (int i = 0; i < count; i++) {
                int slot = slots[from + i];
                if (slot >= 0 && own[slot] != probes[i]) {
                    slots[from + i] = -1;
                }
            }
        } else {
            for (int i = 0; i < count; i++) {
                int slot = slots[from + i];
                if (slot >= 0 && (own[2 * slot] != probes[2 * i] || own[2 * slot + 1] != probes[2 * i + 1])) {
                    slots[from + i] = -1;
                }
            }
        }
    }

    @Override
    boolean matches(int slot, int probe) {
        for (int word = 0; word < width; word++) {
            if (words[slot * width + word] != probes[probe * width + word]) {
                return false;
            }
        }
        return nullMask(slot) == probeNulls[probe];
    }

    private byte nullMask(int slot) {
        return nulls == null ? 0 : nulls[slot];
    }

    @Override
    void store(int slot, int probe) {
        System.arraycopy(probes, probe * width, words, slot * width, width);
        if (nulls == null && probeNulls[probe] != 0) {
            nulls = new byte[width == 0 ? 0 : words.length / width];
        }
        if (nulls != null) {
            nulls[slot] = probeNulls[probe];
        }
    }

    private boolean isNull(int slot, int key) {
        return nulls != null && (nulls[slot] >> key & 1) != 0;
    }

    @Override
    void encode(int slot, ByteSink out) {
        codec.putGroup(out, partitionHash(slot));
        for (int key : codec.order) {
            int at = slot * width + offsets[key];
            if (key == codec.timeKey) {
                KeyCodec.putTime(out, words[at]);
            } else if (isNull(slot, key)) {
                KeyCodec.putNull(out);
            } else {
                boolean wide = codec.storages[key] == Storage.WIDE;
                KeyCodec.putWords(out, codec.storages[key], words[at], wide ? words[at + 1] : 0);
            }
        }
    }

    private int partitionHash(int slot) {
        int hash = 0;
        for (int i = 0; i < codec.partition.length; i++) {
            int key = codec.partition[i];
            int at = slot * width + offsets[key];
            boolean wide = codec.storages[key] == Storage.WIDE;
            int own = isNull(slot, key)
                    ? 0
                    : KeyCodec.hashOfWords(codec.storages[key], words[at], wide ? words[at + 1] : 0);
            hash = i == 0 ? own : 31 * hash + own;
        }
        return hash;
    }

    @Override
    void append(int slot, BatchBuilder builder, int firstColumn) {
        for (int key = 0; key < offsets.length; key++) {
            appendColumn(slot, key, builder.column(firstColumn + key));
        }
    }

    @Override
    void appendColumn(int slot, int key, ColumnBuilder builder) {
        if (isNull(slot, key)) {
            builder.appendNull();
            return;
        }
        long word = words[slot * width + offsets[key]];
        switch (codec.storages[key]) {
            case INT -> ((ColumnBuilder.OfInt) builder).append((int) word);
            case LONG -> ((ColumnBuilder.OfLong) builder).append(word);
            case DOUBLE -> ((ColumnBuilder.OfDouble) builder).append(Double.longBitsToDouble(word));
            case WIDE -> ((ColumnBuilder.OfWide) builder).append(word, words[slot * width + offsets[key] + 1]);
            case BYTES, NESTED -> throw new IllegalStateException();
        }
    }

    @Override
    long time(int slot) {
        return words[slot * width + offsets[codec.timeKey]];
    }

    @Override
    int compareLast(int slot, int otherSlot) {
        int key = offsets.length - 1;
        if (isNull(slot, key) || isNull(otherSlot, key)) {
            return Boolean.compare(!isNull(slot, key), !isNull(otherSlot, key));
        }
        long word = words[slot * width + offsets[key]];
        long other = words[otherSlot * width + offsets[key]];
        if (codec.storages[key] == Storage.DOUBLE) {
            return Long.compare(KeyCodec.orderedBits(word), KeyCodec.orderedBits(other));
        }
        if (word == other && codec.storages[key] == Storage.WIDE) {
            int low = offsets[key] + 1;
            return Long.compareUnsigned(words[slot * width + low], words[otherSlot * width + low]);
        }
        return Long.compare(word, other);
    }

    @Override
    void resize(int capacity) {
        words = Arrays.copyOf(words, capacity * width);
        if (nulls != null) {
            nulls = Arrays.copyOf(nulls, capacity);
        }
    }

    @Override
    void renumber(int[] oldSlots, int count, int capacity) {
        for (int slot = 0; slot < count; slot++) {
            System.arraycopy(words, oldSlots[slot] * width, words, slot * width, width);
            if (nulls != null) {
                nulls[slot] = nulls[oldSlots[slot]];
            }
        }
        resize(capacity);
    }

    @Override
    int slotBytes() {
        return 8 * width + (nulls == null ? 0 : 1);
    }

    @Override
    long memoryBytes() {
        return 8L * words.length + (nulls == null ? 0 : nulls.length);
    }
}
