package io.millrace.executor.operator.match;

import java.util.Arrays;

/**
 * Partial matches, the preferred ones first: where in the automaton each stands, the row it began at, its path, and what of the
 * path conditions to come may ask for.
 *
 * <p><b>Threading:</b> one thread.
 */
final class Threads {
    private final int registerCount;
    private int size;
    private int[] states = new int[8];
    private long[] starts = new long[8];
    private int[] nodes = new int[8];
    private long[] registers;

    Threads(int registerCount) {
        this.registerCount = registerCount;
        registers = new long[8 * registerCount];
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void clear() {
        size = 0;
    }

    int state(int thread) {
        return states[thread];
    }

    /** The row of the partition the match begins at. */
    long start(int thread) {
        return starts[thread];
    }

    /** The end of its path in the {@link History}. */
    int node(int thread) {
        return nodes[thread];
    }

    /** The ends of all paths; may be renamed. */
    int[] nodes() {
        return nodes;
    }

    /** Registers of all threads, one after the other. */
    long[] registers() {
        return registers;
    }

    int registersAt(int thread) {
        return thread * registerCount;
    }

    /** @param from registers to be copied, from that place on */
    void add(int state, long start, int node, long[] from, int at) {
        if (size == states.length) {
            states = Arrays.copyOf(states, size * 2);
            starts = Arrays.copyOf(starts, size * 2);
            nodes = Arrays.copyOf(nodes, size * 2);
            registers = Arrays.copyOf(registers, size * 2 * registerCount);
        }
        states[size] = state;
        starts[size] = start;
        nodes[size] = node;
        System.arraycopy(from, at, registers, size * registerCount, registerCount);
        size++;
    }

    /** Keeps a thread, moving it to a place at or before its own. */
    void move(int thread, int place) {
        states[place] = states[thread];
        starts[place] = starts[thread];
        nodes[place] = nodes[thread];
        System.arraycopy(registers, thread * registerCount, registers, place * registerCount, registerCount);
    }

    void truncate(int newSize) {
        size = newSize;
    }

    /** The earliest row a match begins at, MAX_VALUE if there is none. */
    long firstStart() {
        long first = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            first = Math.min(first, starts[i]);
        }
        return first;
    }
}
