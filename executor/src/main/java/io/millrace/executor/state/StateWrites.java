package io.millrace.executor.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes to be written together, map by map, best in key order. <b>Threading:</b> one thread. */
public final class StateWrites {
    private final List<Entry> entries = new ArrayList<>();

    /** One change; a null value deletes. */
    public record Entry(StateMap map, byte[] key, byte @Nullable [] value) {}

    public void put(StateMap map, byte[] key, byte[] value) {
        entries.add(new Entry(map, key, value));
    }

    public void delete(StateMap map, byte[] key) {
        entries.add(new Entry(map, key, null));
    }

    public List<Entry> entries() {
        return entries;
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }
}
