package io.millrace.executor.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes to be written together, in this order, map by map, best in key order. <b>Threading:</b> one thread. */
public final class StateWrites {
    private final List<Entry> entries = new ArrayList<>();

    /**
     * One change; a null value deletes.
     *
     * @param rangeEnd if not null, everything from the key up to here (exclusive) is deleted
     */
    public record Entry(StateMap map, byte[] key, byte @Nullable [] value, byte @Nullable [] rangeEnd) {}

    public void put(StateMap map, byte[] key, byte[] value) {
        entries.add(new Entry(map, key, value, null));
    }

    public void delete(StateMap map, byte[] key) {
        entries.add(new Entry(map, key, null, null));
    }

    /** Deletes all keys in a range. */
    public void deleteRange(StateMap map, byte[] from, byte[] toExclusive) {
        entries.add(new Entry(map, from, null, toExclusive));
    }

    public List<Entry> entries() {
        return entries;
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }
}
