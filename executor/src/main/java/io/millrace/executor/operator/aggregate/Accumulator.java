package io.millrace.executor.operator.aggregate;

/**
 * What one or more aggregates keep of each group: numbers in columns of their own. All zeros mean no rows. Knows where its
 * columns are, holds no state itself. <b>Threading:</b> one thread.
 */
interface Accumulator {
    /** Takes rows, whose argument is not NULL. */
    void add(Accumulators state, SlotRows rows);

    /** Adds positions of one to positions of another. */
    void merge(Accumulators from, int[] fromPositions, Accumulators to, int[] toPositions, int count);

    /** At the barrier, when weights are net: brings what rows have touched into its one form for those rows. */
    default void settle(Accumulators state, int[] positions, int count) {}
}
