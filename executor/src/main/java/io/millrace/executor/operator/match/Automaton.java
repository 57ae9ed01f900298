package io.millrace.executor.operator.match;

/**
 * A pattern as a non-deterministic automaton whose choices are ordered: of two ways on, the first is preferred.
 *
 * <p><b>Threading:</b> immutable.
 */
final class Automaton {
    /** What a state does. */
    enum Kind {
        /** Takes a row that has the variable {@link #data}. */
        VARIABLE,
        /** Goes on at {@link #next} or else at {@link #other}. */
        SPLIT,
        /** Begins an iteration that must take a row; {@link #data} is the depth of iterations. */
        OPEN,
        /** Ends it. */
        CLOSE,
        /** Is at the first row of the partition. */
        START,
        /** Is behind the last row of the partition. */
        END,
        /** The match is complete. */
        ACCEPT
    }

    private final Kind[] kinds;
    private final int[] next;
    private final int[] other;
    private final int[] data;
    private final boolean[] excluded;
    private final int start;

    @SuppressWarnings("ArrayParameter")
    Automaton(Kind[] kinds, int[] next, int[] other, int[] data, boolean[] excluded, int start) {
        this.kinds = kinds;
        this.next = next;
        this.other = other;
        this.data = data;
        this.excluded = excluded;
        this.start = start;
    }

    int size() {
        return kinds.length;
    }

    int start() {
        return start;
    }

    Kind kind(int state) {
        return kinds[state];
    }

    int next(int state) {
        return next[state];
    }

    int other(int state) {
        return other[state];
    }

    int data(int state) {
        return data[state];
    }

    /** Whether the row a VARIABLE takes is left out of what comes out. */
    boolean excluded(int state) {
        return excluded[state];
    }
}
