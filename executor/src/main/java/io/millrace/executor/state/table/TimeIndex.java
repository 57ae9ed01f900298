package io.millrace.executor.state.table;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Time → the entries in memory that have it: a chain of slots a time. */
final class TimeIndex implements SlotTable.Observer {
    private static final int NONE = -1;
    private static final int RECENT = 64;

    private final Keys keys;
    private final TreeMap<Long, Chain> chains = new TreeMap<>();
    /** Chains by some bits of their time, because most entries come in a few times. */
    private final @Nullable Chain[] recent = new Chain[RECENT];

    private int[] next = {};
    private int[] previous = {};

    private static final class Chain {
        final long time;
        int head = NONE;

        Chain(long time) {
            this.time = time;
        }
    }

    TimeIndex(Keys keys) {
        this.keys = keys;
    }

    private static int place(long time) {
        return HashIndex.mix(time) & RECENT - 1;
    }

    private Chain chain(long time) {
        int place = place(time);
        Chain chain = recent[place];
        if (chain == null || chain.time != time) {
            chain = chains.computeIfAbsent(time, Chain::new);
            recent[place] = chain;
        }
        return chain;
    }

    @Override
    public void added(int slot) {
        Chain chain = chain(keys.time(slot));
        next[slot] = chain.head;
        previous[slot] = NONE;
        if (chain.head != NONE) {
            previous[chain.head] = slot;
        }
        chain.head = slot;
    }

    @Override
    public void gone(int slot) {
        Chain chain = chain(keys.time(slot));
        if (next[slot] != NONE) {
            previous[next[slot]] = previous[slot];
        }
        if (previous[slot] != NONE) {
            next[previous[slot]] = next[slot];
        } else {
            chain.head = next[slot];
        }
        next[slot] = NONE;
        previous[slot] = NONE;
        if (chain.head == NONE) {
            chains.remove(chain.time);
            recent[place(chain.time)] = null;
        }
    }

    /** The least time, {@link Long#MAX_VALUE} if there is none. */
    long first() {
        return chains.isEmpty() ? Long.MAX_VALUE : chains.firstKey();
    }

    /** Slots of the first time that is at least that and at most the other one, null if there is none. */
    int @Nullable [] slots(long fromTime, long toTime) {
        Map.Entry<Long, Chain> entry = chains.ceilingEntry(fromTime);
        if (entry == null || entry.getKey() > toTime) {
            return null;
        }
        int[] slots = new int[64];
        int count = 0;
        for (int slot = entry.getValue().head; slot != NONE; slot = next[slot]) {
            if (count == slots.length) {
                slots = Arrays.copyOf(slots, count * 2);
            }
            slots[count++] = slot;
        }
        return Arrays.copyOf(slots, count);
    }

    @Override
    public void resized(int capacity) {
        next = Arrays.copyOf(next, capacity);
        previous = Arrays.copyOf(previous, capacity);
    }

    @Override
    public void renumbered(int[] oldSlots, int[] newSlots, int count, int capacity) {
        for (int slot = 0; slot < count; slot++) {
            int oldNext = next[oldSlots[slot]];
            int oldPrevious = previous[oldSlots[slot]];
            next[slot] = oldNext == NONE ? NONE : newSlots[oldNext];
            previous[slot] = oldPrevious == NONE ? NONE : newSlots[oldPrevious];
        }
        for (Chain chain : chains.values()) {
            chain.head = newSlots[chain.head];
        }
    }

    @Override
    public int slotBytes() {
        return 8;
    }
}
