package io.millrace.executor.state.memory;

import io.millrace.executor.state.StateCursor;
import java.util.Arrays;

/** Walks one version of a map. */
final class MemoryCursor implements StateCursor {
    private final OrderedEntries entries;
    private final byte[] from;
    private final byte[] to;
    private final int step;
    private int leaf;
    private int place;

    MemoryCursor(OrderedEntries entries, byte[] from, byte[] to, boolean ascending) {
        this.entries = entries;
        this.from = from;
        this.to = to;
        step = ascending ? 1 : -1;
        byte[] start = ascending ? from : to;
        leaf = Math.max(0, entries.leafOf(start));
        if (leaf < entries.leafCount()) {
            int found = OrderedEntries.place(entries.leaf(leaf), start);
            int firstAtOrBehind = found < 0 ? -1 - found : found;
            place = firstAtOrBehind - (ascending ? 1 : 0);
        }
    }

    @Override
    public boolean next() {
        place += step;
        while (leaf >= 0 && leaf < entries.leafCount()) {
            if (place >= 0 && place < entries.leaf(leaf).keys().length) {
                return step > 0 ? Arrays.compareUnsigned(key(), to) < 0 : Arrays.compareUnsigned(key(), from) >= 0;
            }
            leaf += step;
            place = step > 0 || leaf < 0 ? 0 : entries.leaf(leaf).keys().length - 1;
        }
        return false;
    }

    @Override
    public byte[] key() {
        return entries.leaf(leaf).keys()[place];
    }

    @Override
    public byte[] value() {
        return entries.leaf(leaf).values()[place];
    }

    @Override
    public void close() {}
}
