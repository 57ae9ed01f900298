package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.DoubleColumn;

/**
 * Exact sum of DOUBLEs, with counts of NaN and the infinities beside it, so that those can be taken back.
 */
final class DoubleSum implements Accumulator {
    private final ExactTotal total;
    private final int nans;
    private final int positiveInfinities;
    private final int negativeInfinities;
    private final int rowCount;

    /** @param rowCount column with the number of rows summed */
    DoubleSum(Layout layout, int rowCount) {
        total = new ExactTotal(layout);
        nans = layout.nextLong();
        positiveInfinities = layout.nextLong();
        negativeInfinities = layout.nextLong();
        this.rowCount = rowCount;
    }

    @Override
    public void add(Accumulators state, SlotRows rows) {
        double[] values = ((DoubleColumn) rows.argument()).values();
        byte[] weights = rows.weights();
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            int slot = rows.slots()[i];
            double value = values[row];
            int weight = weights == null ? 1 : weights[row];
            if (Double.isFinite(value)) {
                total.add(state, slot, weight > 0 ? value : -value);
            } else {
                special(state, value)[slot] += weight;
            }
        }
    }

    private long[] special(Accumulators state, double value) {
        return state.longs[Double.isNaN(value) ? nans : value > 0 ? positiveInfinities : negativeInfinities];
    }

    @Override
    public void merge(Accumulators from, int[] fromPositions, Accumulators to, int[] toPositions, int count) {
        for (int i = 0; i < count; i++) {
            int source = fromPositions[i];
            int target = toPositions[i];
            total.merge(from, source, to, target);
            to.longs[nans][target] += from.longs[nans][source];
            to.longs[positiveInfinities][target] += from.longs[positiveInfinities][source];
            to.longs[negativeInfinities][target] += from.longs[negativeInfinities][source];
        }
    }

    /** Without rows there is one form of zero. */
    @Override
    public void settle(Accumulators state, int[] positions, int count) {
        long[] counts = state.longs[rowCount];
        for (int i = 0; i < count; i++) {
            if (counts[positions[i]] == 0) {
                total.clear(state, positions[i]);
            }
        }
    }

    /** NaN, an infinity, or 0 if the sum is of finite numbers only. */
    double special(Accumulators state, int position) {
        boolean positive = state.longs[positiveInfinities][position] != 0;
        boolean negative = state.longs[negativeInfinities][position] != 0;
        if (state.longs[nans][position] != 0 || positive && negative) {
            return Double.NaN;
        }
        return positive ? Double.POSITIVE_INFINITY : negative ? Double.NEGATIVE_INFINITY : 0;
    }

    /** Of finite numbers. */
    ExactTotal total() {
        return total;
    }
}
