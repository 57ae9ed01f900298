package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.IntColumn;

/** Number of rows whose BOOLEAN argument is TRUE. */
final class TrueAccumulator implements Accumulator {
    private final int at;

    TrueAccumulator(Layout layout) {
        at = layout.nextLong();
    }

    /** Its column. */
    int at() {
        return at;
    }

    @Override
    public void add(Accumulators state, SlotRows rows) {
        long[] counts = state.longs[at];
        int[] values = ((IntColumn) rows.argument()).values();
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            counts[rows.slots()[i]] += values[row] != 0 ? rows.weight(row) : 0;
        }
    }

    @Override
    public void merge(Accumulators from, int[] fromPositions, Accumulators to, int[] toPositions, int count) {
        for (int i = 0; i < count; i++) {
            to.longs[at][toPositions[i]] += from.longs[at][fromPositions[i]];
        }
    }
}
