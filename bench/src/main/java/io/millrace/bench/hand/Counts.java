package io.millrace.bench.hand;

import java.util.Arrays;

/** Counts by a key other than 0: open addressing. <b>Threading:</b> one thread. */
final class Counts {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long[] keys = new long[1 << 10];
    private long[] counts = new long[1 << 10];
    private int size;

    void add(long key, long count) {
        int mask = keys.length - 1;
        int slot = (int) (key * GAMMA >>> 32) & mask;
        while (keys[slot] != key) {
            if (keys[slot] == 0) {
                if (2 * size > mask) {
                    grow();
                    add(key, count);
                    return;
                }
                keys[slot] = key;
                size++;
                break;
            }
            slot = slot + 1 & mask;
        }
        counts[slot] += count;
    }

    void addAll(Counts others) {
        for (int slot = 0; slot < others.keys.length; slot++) {
            if (others.keys[slot] != 0) {
                add(others.keys[slot], others.counts[slot]);
            }
        }
    }

    long largest() {
        long largest = 0;
        for (long count : counts) {
            largest = Math.max(largest, count);
        }
        return largest;
    }

    /** The keys that are counted so often. */
    long[] keysOf(long count) {
        return java.util.stream.IntStream.range(0, keys.length)
                .filter(slot -> keys[slot] != 0 && counts[slot] == count)
                .mapToLong(slot -> keys[slot])
                .toArray();
    }

    void clear() {
        Arrays.fill(keys, 0);
        Arrays.fill(counts, 0);
        size = 0;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldCounts = counts;
        keys = new long[2 * oldKeys.length];
        counts = new long[2 * oldKeys.length];
        size = 0;
        for (int slot = 0; slot < oldKeys.length; slot++) {
            if (oldKeys[slot] != 0) {
                add(oldKeys[slot], oldCounts[slot]);
            }
        }
    }
}
