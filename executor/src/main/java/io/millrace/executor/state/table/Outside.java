package io.millrace.executor.state.table;

import io.millrace.executor.state.StateCursor;
import io.millrace.executor.state.StateMap;

/**
 * What is known of the entries of a table that are only in the store: whether there are any, and for tables with a time
 * between which times. So a table that fits into memory, or whose new keys are newer than all it has put away, never asks
 * the store.
 */
final class Outside {
    private final boolean hasTime;
    private boolean any;
    private long timeMin = Long.MAX_VALUE;
    private long timeMax = Long.MIN_VALUE;

    Outside(KeyCodec codec) {
        this.hasTime = codec.timeKey >= 0;
    }

    boolean isEmpty() {
        return !any;
    }

    boolean mayHold(Keys keys, int slot) {
        if (!any || !hasTime) {
            return any;
        }
        long time = keys.time(slot);
        return time >= timeMin && time <= timeMax;
    }

    /** Whether anything may have a time up to that. */
    boolean mayHoldUpTo(long timeInclusive) {
        return any && timeMin <= timeInclusive;
    }

    /** The entry of a slot leaves memory. */
    void add(Keys keys, int slot) {
        any = true;
        if (hasTime) {
            long time = keys.time(slot);
            timeMin = Math.min(timeMin, time);
            timeMax = Math.max(timeMax, time);
        }
    }

    /** Not everything was loaded at a restart. */
    void restored(StateMap map, Partition partition) {
        any = true;
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
            timeMin = Long.MAX_VALUE;
            timeMax = Long.MIN_VALUE;
        } else {
            timeMin = Math.max(timeMin, timeInclusive + 1);
        }
    }
}
