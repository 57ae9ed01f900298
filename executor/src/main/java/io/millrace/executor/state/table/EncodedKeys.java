package io.millrace.executor.state.table;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keys of any types, kept in one byte array as they are in the store. */
final class EncodedKeys extends Keys {
    private byte[] heap = new byte[1024];
    private int heapEnd;
    private int garbage;
    private int[] starts = new int[16];
    /** By slot; 0 where unused. */
    private int[] lengths = new int[16];

    private final ByteSink probes = new ByteSink(64 * PROBES_MAX);
    private final int[] probeEnds = new int[PROBES_MAX + 1];

    EncodedKeys(KeyCodec codec) {
        super(codec);
    }

    @Override
    void prepare(RowBatch batch, int[] columns, int from, int count) {
        probes.size = 0;
        int @Nullable [] selection = batch.selection();
        Column[] keyColumns = new Column[columns.length];
        for (int key = 0; key < columns.length; key++) {
            keyColumns[key] = batch.column(columns[key]);
        }
        for (int i = 0; i < count; i++) {
            int row = selection == null ? from + i : selection[from + i];
            prepare(keyColumns, row, row, i);
        }
    }

    @Override
    void prepareOne(Column[] columns, int row, int lastRow) {
        probes.size = 0;
        prepare(columns, row, lastRow, 0);
    }

    private void prepare(Column[] columns, int row, int lastRow, int probe) {
        int last = columns.length - 1;
        int hash = 0;
        for (int i = 0; i < codec.partition.length; i++) {
            int key = codec.partition[i];
            int own = columns[key].hash(key == last ? lastRow : row);
            hash = i == 0 ? own : 31 * hash + own;
        }
        codec.putGroup(probes, hash);
        for (int key : codec.order) {
            codec.putValue(probes, key, columns[key], key == last ? lastRow : row);
        }
        endProbe(probe);
    }

    @Override
    void prepareStored(byte[] storeKey) {
        probes.size = 0;
        probes.put(storeKey, 0, storeKey.length);
        endProbe(0);
    }

    private void endProbe(int probe) {
        probeEnds[probe + 1] = probes.size;
        hashes[probe] = hash(probes.data, probeEnds[probe], probes.size);
    }

    static int hash(byte[] data, int from, int to) {
        long hash = (long) to - from;
        int position = from;
        for (; position + 8 <= to; position += 8) {
            hash = Long.rotateLeft((hash ^ ByteSink.longAt(data, position)) * 0xC2B2AE3D27D4EB4FL, 29);
        }
        long tail = 0;
        for (; position < to; position++) {
            tail = tail << 8 | data[position] & 0xff;
        }
        hash = (hash ^ tail) * 0x165667B19E3779F9L;
        return HashIndex.mix(hash ^ hash >>> 29);
    }

    @Override
    boolean matches(int slot, int probe) {
        int start = starts[slot];
        return Arrays.equals(heap, start, start + lengths[slot], probes.data, probeEnds[probe], probeEnds[probe + 1]);
    }

    @Override
    void store(int slot, int probe) {
        int length = probeEnds[probe + 1] - probeEnds[probe];
        reserve(length);
        System.arraycopy(probes.data, probeEnds[probe], heap, heapEnd, length);
        starts[slot] = heapEnd;
        lengths[slot] = length;
        heapEnd += length;
    }

    private void reserve(int length) {
        if (length <= heap.length - heapEnd) {
            return;
        }
        int live = heapEnd - garbage;
        long wanted = Math.max(live + (long) length, garbage > heapEnd / 2 ? heap.length : heap.length * 3L / 2);
        moveHeap((int) Math.min(wanted, Integer.MAX_VALUE - 8));
        if (length > heap.length - heapEnd) {
            throw new MillraceException(
                    SqlState.OUT_OF_MEMORY, "keys of one state table take more than 2 GB of memory");
        }
    }

    private void moveHeap(int capacity) {
        byte[] moved = new byte[capacity];
        int end = 0;
        for (int slot = 0; slot < lengths.length; slot++) {
            System.arraycopy(heap, starts[slot], moved, end, lengths[slot]);
            starts[slot] = end;
            end += lengths[slot];
        }
        heap = moved;
        heapEnd = end;
        garbage = 0;
    }

    @Override
    void free(int slot) {
        garbage += lengths[slot];
        starts[slot] = 0;
        lengths[slot] = 0;
    }

    @Override
    void encode(int slot, ByteSink out) {
        out.put(heap, starts[slot], lengths[slot]);
    }

    @Override
    void append(int slot, BatchBuilder builder, int firstColumn) {
        int position = starts[slot] + KeyCodec.GROUP_BYTES;
        for (int key : codec.order) {
            position = codec.decode(heap, position, key, builder.column(firstColumn + key));
        }
    }

    @Override
    void appendColumn(int slot, int key, ColumnBuilder builder) {
        int position = starts[slot] + KeyCodec.GROUP_BYTES;
        for (int before : codec.order) {
            if (before == key) {
                codec.decode(heap, position, key, builder);
                return;
            }
            position = codec.skip(heap, position, before);
        }
    }

    @Override
    long time(int slot) {
        return KeyCodec.timeAt(heap, starts[slot]);
    }

    @Override
    int compareLast(int slot, int otherSlot) {
        int start = starts[slot];
        int otherStart = starts[otherSlot];
        return Arrays.compareUnsigned(
                heap, start, start + lengths[slot], heap, otherStart, otherStart + lengths[otherSlot]);
    }

    @Override
    void resize(int capacity) {
        starts = Arrays.copyOf(starts, capacity);
        lengths = Arrays.copyOf(lengths, capacity);
    }

    @Override
    void renumber(int[] oldSlots, int count, int capacity) {
        for (int slot = 0; slot < count; slot++) {
            starts[slot] = starts[oldSlots[slot]];
            lengths[slot] = lengths[oldSlots[slot]];
        }
        Arrays.fill(lengths, count, lengths.length, 0);
        Arrays.fill(starts, count, starts.length, 0);
        resize(capacity);
        long live = 0;
        for (int length : lengths) {
            live += length;
        }
        moveHeap((int) Math.min(Math.max(1024, live + live / 4), Integer.MAX_VALUE - 8));
    }

    @Override
    int slotBytes() {
        return 8;
    }

    @Override
    long heapBytes() {
        return (long) heapEnd - garbage;
    }

    @Override
    long memoryBytes() {
        return heap.length + 8L * starts.length;
    }
}
