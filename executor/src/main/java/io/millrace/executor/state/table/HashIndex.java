package io.millrace.executor.state.table;

import java.util.Arrays;

/**
 * Finds slots by the hash of their key: open addressing, linear probing, removal by shifting back (so that removals leave
 * nothing behind), at most three fifths full.
 */
final class HashIndex {
    /** Slot + 1 by position, 0 where empty. */
    int[] table = new int[64];

    int mask = table.length - 1;
    private int size;
    private int[] hashes = new int[16];

    int size() {
        return size;
    }

    int hash(int slot) {
        return hashes[slot];
    }

    void resize(int capacity) {
        hashes = Arrays.copyOf(hashes, capacity);
    }

    void insert(int slot, int hash) {
        if (++size * 5L > table.length * 3L) {
            rehash(table.length * 2);
        }
        hashes[slot] = hash;
        place(slot);
    }

    private void place(int slot) {
        int position = hashes[slot] & mask;
        while (table[position] != 0) {
            position = position + 1 & mask;
        }
        table[position] = slot + 1;
    }

    void remove(int slot) {
        int hole = hashes[slot] & mask;
        while (table[hole] != slot + 1) {
            hole = hole + 1 & mask;
        }
        for (int next = hole + 1 & mask; table[next] != 0; next = next + 1 & mask) {
            int home = hashes[table[next] - 1] & mask;
            if ((next - home & mask) >= (next - hole & mask)) {
                table[hole] = table[next];
                hole = next;
            }
        }
        table[hole] = 0;
        size--;
    }

    private void rehash(int length) {
        int[] old = table;
        table = new int[length];
        mask = length - 1;
        for (int entry : old) {
            if (entry != 0) {
                place(entry - 1);
            }
        }
    }

    /** Entry {@code i} is what was in slot {@code oldSlots[i]}, for ascending old slots; all others are gone. */
    void renumber(int[] oldSlots, int count, int capacity) {
        for (int slot = 0; slot < count; slot++) {
            hashes[slot] = hashes[oldSlots[slot]];
        }
        hashes = Arrays.copyOf(hashes, capacity);
        int length = 64;
        while (count * 5L > length * 3L) {
            length *= 2;
        }
        table = new int[length];
        mask = length - 1;
        size = count;
        for (int slot = 0; slot < count; slot++) {
            place(slot);
        }
    }

    long memoryBytes() {
        return 4L * table.length + 4L * hashes.length;
    }

    static int mix(long word) {
        long mixed = word * 0x9E3779B97F4A7C15L;
        return (int) (mixed ^ mixed >>> 32);
    }

    static int mix(long first, long second) {
        return mix(first * 0xC2B2AE3D27D4EB4FL ^ Long.rotateLeft(second * 0x165667B19E3779F9L, 29));
    }
}
