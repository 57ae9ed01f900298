package io.millrace.executor.state.table;

import io.millrace.executor.state.StateMap;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.StateWrites;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Encoded changes of one table on their way into the store. Filled by the task's thread, then handed over for good to
 * whoever calls {@link #writeTo}.
 */
final class Changes {
    private static final int SEGMENT_BYTES = 32 << 20;
    private static final int WRITE_ENTRIES = 8192;

    /** Entries one behind the other: key with its length before it, value with its length + 1 before it, 0 for a deletion. */
    private static final class Segment {
        final ByteSink bytes = new ByteSink(1 << 12);
        int[] starts = new int[64];
        int count;
    }

    private final StateMap map;
    private final List<Segment> segments = new ArrayList<>();
    private final List<byte[]> rangeStarts = new ArrayList<>();
    private final List<byte[]> rangeEnds = new ArrayList<>();
    private Segment segment = new Segment();

    Changes(StateMap map) {
        this.map = map;
    }

    /** Deleted before everything else is written. */
    void deleteRange(byte[] from, byte[] to) {
        rangeStarts.add(from);
        rangeEnds.add(to);
    }

    boolean isEmpty() {
        return segment.count == 0 && rangeStarts.isEmpty();
    }

    long memoryBytes() {
        long bytes = 0;
        for (Segment one : segments) {
            bytes += one.bytes.data.length + 4L * one.starts.length;
        }
        return bytes + segment.bytes.data.length;
    }

    /** Begins an entry: append key, call {@link #endKey}, append value, call {@link #endValue}; or {@link #endDeleted}. */
    ByteSink beginKey() {
        if (segment.count == 0 || segment.bytes.size > SEGMENT_BYTES) {
            segment = new Segment();
            segments.add(segment);
        }
        if (segment.count == segment.starts.length) {
            segment.starts = Arrays.copyOf(segment.starts, segment.count * 2);
        }
        segment.starts[segment.count++] = segment.bytes.size;
        segment.bytes.putInt(0);
        return segment.bytes;
    }

    ByteSink endKey() {
        endLength(segment.starts[segment.count - 1], 0);
        valueStart = segment.bytes.size;
        segment.bytes.putInt(0);
        return segment.bytes;
    }

    private int valueStart;

    void endValue() {
        endLength(valueStart, 1);
    }

    void endDeleted() {
        endKey();
    }

    private void endLength(int at, int more) {
        ByteSink bytes = segment.bytes;
        int end = bytes.size;
        bytes.size = at;
        bytes.putInt(end - at - 4 + more);
        bytes.size = end;
    }

    /** Writes everything, in parts. Blocks. */
    void writeTo(StateStore store) {
        StateWrites writes = new StateWrites();
        for (int i = 0; i < rangeStarts.size(); i++) {
            writes.deleteRange(map, rangeStarts.get(i), rangeEnds.get(i));
        }
        for (Segment one : segments) {
            byte[] data = one.bytes.data;
            int[] order = SliceSort.sorted(data, one.starts, one.count);
            for (int i = 0; i < one.count; i++) {
                add(writes, data, order[i]);
                if (writes.entries().size() >= WRITE_ENTRIES) {
                    store.write(writes);
                    writes = new StateWrites();
                }
            }
        }
        if (!writes.isEmpty()) {
            store.write(writes);
        }
    }

    private void add(StateWrites writes, byte[] data, int start) {
        int keyLength = SliceSort.intAt(data, start);
        int valueAt = start + 4 + keyLength;
        byte[] key = Arrays.copyOfRange(data, start + 4, valueAt);
        int valueLength = SliceSort.intAt(data, valueAt) - 1;
        if (valueLength < 0) {
            writes.delete(map, key);
        } else {
            writes.put(map, key, Arrays.copyOfRange(data, valueAt + 4, valueAt + 4 + valueLength));
        }
    }
}
