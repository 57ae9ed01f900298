package io.millrace.executor.expression.function;

/** Constants of an IN list: a hash table of longs, linear probing, at most half full. Immutable. */
public final class LongSet {
    private static final long MIXER = 0x9E3779B97F4A7C15L;

    private final long[] values;
    private final boolean[] used;
    private final int shift;

    private LongSet(int bits) {
        values = new long[1 << bits];
        used = new boolean[1 << bits];
        shift = Long.SIZE - bits;
    }

    public static LongSet of(long... values) {
        LongSet set = new LongSet(Math.max(2, Integer.SIZE - Integer.numberOfLeadingZeros(values.length) + 1));
        for (long value : values) {
            int slot = set.slot(value);
            set.values[slot] = value;
            set.used[slot] = true;
        }
        return set;
    }

    public boolean contains(long value) {
        return used[slot(value)];
    }

    /** Where the value is, or would be. */
    private int slot(long value) {
        int slot = (int) (value * MIXER >>> shift);
        while (used[slot] && values[slot] != value) {
            slot = slot + 1 & values.length - 1;
        }
        return slot;
    }
}
