package io.millrace.executor.state.memory;

import io.millrace.executor.state.StateCursor;
import io.millrace.executor.state.StateMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One map: the newest of its immutable versions. Written under the store's lock, read without. */
final class MemoryMap implements StateMap {
    private final String name;
    private volatile OrderedEntries entries = OrderedEntries.EMPTY;

    MemoryMap(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    OrderedEntries entries() {
        return entries;
    }

    void set(OrderedEntries newEntries) {
        entries = newEntries;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return entries.get(key);
    }

    @Override
    public byte[] @Nullable [] multiGet(byte[][] keys) {
        OrderedEntries now = entries;
        byte[][] values = new byte[keys.length][];
        for (int i = 0; i < keys.length; i++) {
            values[i] = now.get(keys[i]);
        }
        return values;
    }

    @Override
    public StateCursor scan(byte[] from, byte[] to) {
        return new MemoryCursor(entries, from, to, true);
    }

    @Override
    public StateCursor scanBackward(byte[] from, byte[] to) {
        return new MemoryCursor(entries, from, to, false);
    }

    /** Applies changes in the order given. */
    void apply(List<OrderedEntries.Change> changes) {
        OrderedEntries now = entries;
        List<OrderedEntries.Change> run = new ArrayList<>();
        for (OrderedEntries.Change change : changes) {
            if (change.rangeEnd() != null) {
                now = now.with(inKeyOrder(run)).without(change.key(), change.rangeEnd());
                run.clear();
            } else {
                run.add(change);
            }
        }
        set(now.with(inKeyOrder(run)));
    }

    /** Sorted, only the last of several changes of a key. */
    private static List<OrderedEntries.Change> inKeyOrder(List<OrderedEntries.Change> changes) {
        List<OrderedEntries.Change> sorted = new ArrayList<>(changes);
        sorted.sort((left, right) -> Arrays.compareUnsigned(left.key(), right.key()));
        List<OrderedEntries.Change> last = new ArrayList<>(sorted.size());
        for (int i = 0; i < sorted.size(); i++) {
            if (i + 1 == sorted.size()
                    || !Arrays.equals(sorted.get(i).key(), sorted.get(i + 1).key())) {
                last.add(sorted.get(i));
            }
        }
        return last;
    }
}
