package io.millrace.executor.state.table;

import java.util.Arrays;

/**
 * Ordered sets of slots, as trees whose links lie in arrays by slot; a slot is in one set at most. Ordered by the last
 * column of the keys, kept in balance by the keys' hashes.
 *
 * <p><b>Source:</b> Seidel and Aragon, "Randomized Search Trees", 1996.
 */
final class Treap {
    static final int NONE = -1;

    private final Keys keys;
    private final HashIndex index;
    private int[] left = {};
    private int[] right = {};

    private int splitLeft;
    private int splitRight;

    Treap(Keys keys, HashIndex index) {
        this.keys = keys;
        this.index = index;
    }

    void resize(int capacity) {
        left = Arrays.copyOf(left, capacity);
        right = Arrays.copyOf(right, capacity);
    }

    /** Adds a slot; returns the new root. */
    int insert(int root, int slot) {
        if (root == NONE) {
            left[slot] = NONE;
            right[slot] = NONE;
            return slot;
        }
        if (isAbove(slot, root)) {
            split(root, slot);
            left[slot] = splitLeft;
            right[slot] = splitRight;
            return slot;
        }
        if (keys.compareLast(slot, root) < 0) {
            left[root] = insert(left[root], slot);
        } else {
            right[root] = insert(right[root], slot);
        }
        return root;
    }

    private boolean isAbove(int slot, int other) {
        // The index uses the low bits; these are others of the same hash.
        return HashIndex.mix(index.hash(slot)) > HashIndex.mix(index.hash(other));
    }

    /** Into what is before the slot and what is behind it. */
    private void split(int root, int slot) {
        if (root == NONE) {
            splitLeft = NONE;
            splitRight = NONE;
        } else if (keys.compareLast(root, slot) < 0) {
            split(right[root], slot);
            right[root] = splitLeft;
            splitLeft = root;
        } else {
            split(left[root], slot);
            left[root] = splitRight;
            splitRight = root;
        }
    }

    /** Removes a slot that is in the set; returns the new root. */
    int remove(int root, int slot) {
        int merged = merge(left[slot], right[slot]);
        left[slot] = NONE;
        right[slot] = NONE;
        if (root == slot) {
            return merged;
        }
        int parent = root;
        while (true) {
            boolean before = keys.compareLast(slot, parent) < 0;
            int child = before ? left[parent] : right[parent];
            if (child == slot) {
                if (before) {
                    left[parent] = merged;
                } else {
                    right[parent] = merged;
                }
                return root;
            }
            parent = child;
        }
    }

    private int merge(int before, int behind) {
        if (before == NONE) {
            return behind;
        }
        if (behind == NONE) {
            return before;
        }
        if (isAbove(before, behind)) {
            right[before] = merge(right[before], behind);
            return before;
        }
        left[behind] = merge(before, left[behind]);
        return behind;
    }

    int first(int root) {
        int slot = root;
        while (left[slot] != NONE) {
            slot = left[slot];
        }
        return slot;
    }

    int last(int root) {
        int slot = root;
        while (right[slot] != NONE) {
            slot = right[slot];
        }
        return slot;
    }

    /** Slot {@code i} gets the links of {@code oldSlots[i]}, as new numbers. */
    void renumber(int[] oldSlots, int[] newSlots, int count) {
        for (int slot = 0; slot < count; slot++) {
            left[slot] = renumbered(left[oldSlots[slot]], newSlots);
            right[slot] = renumbered(right[oldSlots[slot]], newSlots);
        }
    }

    private static int renumbered(int slot, int[] newSlots) {
        return slot == NONE ? NONE : newSlots[slot];
    }

    // A slot that is in no set may be linked into a list by the same arrays.

    int next(int slot) {
        return right[slot];
    }

    /** Puts a slot in front of a list; returns the new head. */
    int link(int head, int slot) {
        left[slot] = NONE;
        right[slot] = head;
        if (head != NONE) {
            left[head] = slot;
        }
        return slot;
    }

    /** Takes a slot out of a list; returns the new head. */
    int unlink(int head, int slot) {
        int next = right[slot];
        int previous = left[slot];
        left[slot] = NONE;
        right[slot] = NONE;
        if (next != NONE) {
            left[next] = previous;
        }
        if (previous != NONE) {
            right[previous] = next;
            return head;
        }
        return next;
    }

    /** Left and right of a slot in its tree. */
    int leftOf(int slot) {
        return left[slot];
    }

    int rightOf(int slot) {
        return right[slot];
    }

    static int slotBytes() {
        return 8;
    }
}
