package io.millrace.executor.operator.aggregate;

import java.util.function.LongSupplier;

/**
 * ANY_VALUE over append-only input: the smallest value of the first epoch that had one, so that it neither changes
 * afterwards nor depends on the order of rows inside an epoch.
 */
final class FirstSeen implements Accumulator {
    private final Extreme smallest;
    private final int since;
    private final LongSupplier epochTimeMicros;

    FirstSeen(Layout layout, Extreme smallest, LongSupplier epochTimeMicros) {
        this.smallest = smallest;
        since = layout.nextLong();
        this.epochTimeMicros = epochTimeMicros;
    }

    @Override
    public void add(Accumulators state, SlotRows rows) {
        long now = epochTimeMicros.getAsLong() ^ Long.MIN_VALUE; // zero is for groups without a value
        long[] sinces = state.longs[since];
        int[] keptRows = new int[rows.count()];
        int[] keptSlots = new int[rows.count()];
        int kept = 0;
        for (int i = 0; i < rows.count(); i++) {
            int slot = rows.slots()[i];
            if (sinces[slot] == 0) {
                sinces[slot] = now;
            }
            if (sinces[slot] == now) {
                keptRows[kept] = rows.rows()[i];
                keptSlots[kept++] = slot;
            }
        }
        smallest.add(state, new SlotRows(kept, keptRows, keptSlots, rows.column(), rows.weights()));
    }

    /** Any of the two is right; the smallest is the same in every order of merging. */
    @Override
    public void merge(Accumulators from, int[] fromPositions, Accumulators to, int[] toPositions, int count) {
        smallest.merge(from, fromPositions, to, toPositions, count);
    }
}
