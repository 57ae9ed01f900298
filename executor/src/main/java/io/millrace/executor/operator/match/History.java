package io.millrace.executor.operator.match;

import java.util.Arrays;

/**
 * The paths of all partial matches of a partition: each row taken is a node that points to the one before it, so that partial
 * matches share what they have in common.
 *
 * <p><b>Source:</b> the shared versioned match buffer of Agrawal et al., Efficient Pattern Matching over Event Streams
 * (SIGMOD 2008), without versions: a path is found from its end. <b>Threading:</b> one thread.
 */
final class History {
    /** The path without rows. */
    static final int EMPTY = -1;

    private static final int COMPACTED_MIN = 256;

    private int[] parents = new int[16];
    private int[] states = new int[16];
    private int size;
    private int compactAt = COMPACTED_MIN;
    /** So many nodes from the first one on are as they were when they were last written. */
    private int stable;

    int size() {
        return size;
    }

    int parent(int node) {
        return parents[node];
    }

    /** The state of the automaton that took the row. */
    int state(int node) {
        return states[node];
    }

    int add(int parent, int state) {
        if (size == parents.length) {
            parents = Arrays.copyOf(parents, size * 2);
            states = Arrays.copyOf(states, size * 2);
        }
        parents[size] = parent;
        states[size] = state;
        return size++;
    }

    void clear() {
        size = 0;
        stable = 0;
    }

    int stable() {
        return stable;
    }

    /** All nodes are written. */
    void written() {
        stable = size;
    }

    int compactAt() {
        return compactAt;
    }

    /** All nodes have been read. */
    void restored(int newCompactAt) {
        compactAt = newCompactAt;
        stable = size;
    }

    boolean isFull() {
        return size >= compactAt;
    }

    /** Forgets nodes on no path that ends at one of these, and renames those ends. */
    void compact(int[] ends, int count) {
        boolean[] kept = new boolean[size];
        for (int i = 0; i < count; i++) {
            for (int node = ends[i]; node >= 0 && !kept[node]; node = parents[node]) {
                kept[node] = true;
            }
        }
        int[] places = new int[size];
        int place = 0;
        for (int node = 0; node < size; node++) {
            if (kept[node]) {
                places[node] = place;
                parents[place] = parents[node] < 0 ? EMPTY : places[parents[node]];
                states[place] = states[node];
                place++;
            }
        }
        stable = 0;
        size = place;
        compactAt = Math.max(COMPACTED_MIN, 2 * size);
        for (int i = 0; i < count; i++) {
            ends[i] = ends[i] < 0 ? EMPTY : places[ends[i]];
        }
    }
}
