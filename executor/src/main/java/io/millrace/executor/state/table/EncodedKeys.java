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
    private static final int HEAP_BYTES_MAX = Integer.MAX_VALUE - 8;
    private static final int GROUP_UNKNOWN = -1;

    private byte[] heap = new byte[1024];
    private int heapEnd;
    private int garbage;
    /** By slot: where its key begins in the heap (high word) and its length, 0 where unused. */
    private long[] slices = new long[16];

    /** Keys without their groups, which are computed for new keys only. */
    private final ByteSink probes = new ByteSink(64 * PROBES_MAX);

    private final int[] probeEnds = new int[PROBES_MAX + 1];
    private final int[] probeRows = new int[PROBES_MAX];
    private Column[] probeColumns = {};
    private int lastRow = -1;
    private int storedGroup = GROUP_UNKNOWN;

    EncodedKeys(KeyCodec codec) {
        super(codec);
    }

    private static int start(long slice) {
        return (int) (slice >>> 32);
    }

    private static int length(long slice) {
        return (int) slice;
    }

    @Override
    void prepare(RowBatch batch, int[] columns, int from, int count) {
        if (probeColumns.length != columns.length) {
            probeColumns = new Column[columns.length];
        }
        for (int key = 0; key < columns.length; key++) {
            probeColumns[key] = batch.column(columns[key]);
        }
        begin(-1);
        int @Nullable [] selection = batch.selection();
        for (int i = 0; i < count; i++) {
            prepare(selection == null ? from + i : selection[from + i], i);
        }
    }

    @Override
    void prepareOne(Column[] columns, int row, int rowOfLast) {
        probeColumns = columns;
        begin(rowOfLast);
        prepare(row, 0);
    }

    private void begin(int rowOfLast) {
        probes.size = 0;
        lastRow = rowOfLast;
        storedGroup = GROUP_UNKNOWN;
    }

    private int rowOf(int key, int probe) {
        return lastRow >= 0 && key == probeColumns.length - 1 ? lastRow : probeRows[probe];
    }

    private void prepare(int row, int probe) {
        probeRows[probe] = row;
        for (int key : codec.order) {
            codec.putValue(probes, key, probeColumns[key], rowOf(key, probe));
        }
        endProbe(probe);
    }

    @Override
    void prepareStored(byte[] storeKey) {
        begin(-1);
        storedGroup = (storeKey[0] & 0xff) << 8 | storeKey[1] & 0xff;
        probes.put(storeKey, KeyCodec.GROUP_BYTES, storeKey.length - KeyCodec.GROUP_BYTES);
        endProbe(0);
    }

    private int group(int probe) {
        if (storedGroup != GROUP_UNKNOWN) {
            return storedGroup;
        }
        int hash = 0;
        for (int i = 0; i < codec.partition.length; i++) {
            int key = codec.partition[i];
            int own = probeColumns[key].hash(rowOf(key, probe));
            hash = i == 0 ? own : 31 * hash + own;
        }
        return codec.group(hash);
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
        long slice = slices[slot];
        int start = start(slice);
        return Arrays.equals(
                heap,
                start + KeyCodec.GROUP_BYTES,
                start + length(slice),
                probes.data,
                probeEnds[probe],
                probeEnds[probe + 1]);
    }

    @Override
    void store(int slot, int probe) {
        int length = probeEnds[probe + 1] - probeEnds[probe];
        reserve(length + KeyCodec.GROUP_BYTES);
        int group = group(probe);
        heap[heapEnd] = (byte) (group >>> 8);
        heap[heapEnd + 1] = (byte) group;
        System.arraycopy(probes.data, probeEnds[probe], heap, heapEnd + KeyCodec.GROUP_BYTES, length);
        slices[slot] = (long) heapEnd << 32 | length + KeyCodec.GROUP_BYTES;
        heapEnd += length + KeyCodec.GROUP_BYTES;
    }

    private void reserve(int length) {
        if (length <= heap.length - heapEnd) {
            return;
        }
        int live = heapEnd - garbage;
        long wanted = Math.max(live + (long) length, garbage > heapEnd / 2 ? heap.length : heap.length * 3L / 2);
        moveHeap((int) Math.min(wanted, HEAP_BYTES_MAX));
        if (length > heap.length - heapEnd) {
            throw new MillraceException(
                    SqlState.OUT_OF_MEMORY, "keys of one state table take more than 2 GB of memory");
        }
    }

    private void moveHeap(int capacity) {
        byte[] moved = new byte[capacity];
        int end = 0;
        for (int slot = 0; slot < slices.length; slot++) {
            int length = length(slices[slot]);
            System.arraycopy(heap, start(slices[slot]), moved, end, length);
            slices[slot] = (long) end << 32 | length;
            end += length;
        }
        heap = moved;
        heapEnd = end;
        garbage = 0;
    }

    @Override
    void free(int slot) {
        garbage += length(slices[slot]);
        slices[slot] = 0;
    }

    @Override
    void encode(int slot, ByteSink out) {
        int start = start(slices[slot]);
        codec.check((heap[start] & 0xff) << 8 | heap[start + 1] & 0xff);
        out.put(heap, start, length(slices[slot]));
    }

    @Override
    void append(int slot, BatchBuilder builder, int firstColumn) {
        int position = start(slices[slot]) + KeyCodec.GROUP_BYTES;
        for (int key : codec.order) {
            position = codec.decode(heap, position, key, builder.column(firstColumn + key));
        }
    }

    @Override
    void appendColumn(int slot, int key, ColumnBuilder builder) {
        int position = start(slices[slot]) + KeyCodec.GROUP_BYTES;
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
        return KeyCodec.timeAt(heap, start(slices[slot]));
    }

    @Override
    int compareLast(int slot, int otherSlot) {
        int start = start(slices[slot]);
        int otherStart = start(slices[otherSlot]);
        return Arrays.compareUnsigned(
                heap, start, start + length(slices[slot]), heap, otherStart, otherStart + length(slices[otherSlot]));
    }

    @Override
    void resize(int capacity) {
        slices = Arrays.copyOf(slices, capacity);
    }

    @Override
    void renumber(int[] oldSlots, int count, int capacity) {
        long live = 0;
        for (int slot = 0; slot < count; slot++) {
            slices[slot] = slices[oldSlots[slot]];
            live += length(slices[slot]);
        }
        Arrays.fill(slices, count, slices.length, 0);
        resize(capacity);
        moveHeap((int) Math.min(Math.max(1024, live + live / 4), HEAP_BYTES_MAX));
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
        return heap.length + 8L * slices.length;
    }
}
