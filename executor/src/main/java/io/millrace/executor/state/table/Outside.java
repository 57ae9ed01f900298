package io.millrace.executor.state.table;

import io.millrace.executor.state.StateCursor;
import io.millrace.executor.state.StateMap;

/**
 * What is known of the entries of a table that are only in the store: whether there are any, and for tables with a time
 * between which times, and most of the keys that are not there. So a table that fits into memory never asks the store, and
 * for keys that are new it is rarely asked.
 */
final class Outside {
    private final boolean hasTime;
    private boolean any;
    private long timeMin = Long.MAX_VALUE;
    private long timeMax = Long.MIN_VALUE;

    private final KeyFilter filter;

    Outside(KeyCodec codec, long filterBytesMax) {
        this.hasTime = codec.timeKey >= 0;
        this.filter = new KeyFilter(filterBytesMax);
    }

    boolean isEmpty() {
        return !any;
    }

    boolean mayHold(Keys keys, HashIndex index, int slot) {
        if (!any || !filter.mayContain(index.hash(slot))) {
            return false;
        }
        if (!hasTime) {
            return true;
        }
        long time = keys.time(slot);
        return time >= timeMin && time <= timeMax;
    }

    /** Whether anything may have a time up to that. */
    boolean mayHoldUpTo(long timeInclusive) {
        return any && timeMin <= timeInclusive;
    }

    /** The entry of a slot leaves memory. */
    void add(Keys keys, HashIndex index, int slot) {
        any = true;
        filter.add(index.hash(slot));
        if (hasTime) {
            long time = keys.time(slot);
            timeMin = Math.min(timeMin, time);
            timeMax = Math.max(timeMax, time);
        }
    }

    /** Not everything was loaded at a restart. */
    void restored(StateMap map, Partition partition) {
        any = true;
        filter.giveUp();
        if (!hasTime) {
            return;
        }
        timeMin = Long.MIN_VALUE;
        for (int group = partition.first(); group < partition.end(); group++) {
            try (StateCursor cursor = map.scanBackward(Partition.start(group), Partition.start(group + 1))) {
                if (cursor.next()) {
                    timeMax = Math.max(timeMax, KeyCodec.timeAt(cursor.key(), 0));
                }
            }
        }
    }

    /** The least time of anything outside, at the earliest. */
    long timeMin() {
        return timeMin;
    }

    /** All that had a time up to that is in memory. */
    void nothingUpTo(long timeInclusive) {
        if (timeInclusive >= timeMax) {
            any = false;
            filter.clear();
            timeMin = Long.MAX_VALUE;
            timeMax = Long.MIN_VALUE;
        } else {
            timeMin = Math.max(timeMin, timeInclusive + 1);
        }
    }

    long memoryBytes() {
        return filter.memoryBytes();
    }
}
