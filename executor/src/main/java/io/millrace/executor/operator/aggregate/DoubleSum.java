package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.DoubleColumn;

/**
 * Sum of DOUBLEs as an unevaluated sum of two (about 106 bits), with counts of NaN and the infinities beside it, so that
 * those can be taken back; exactly zero when no rows are left.
 *
 * <p><b>Source:</b> Dekker, A Floating-Point Technique for Extending the Available Precision (1971); Knuth's TwoSum.
 */
final class DoubleSum implements Accumulator {
    private final int high;
    private final int low;
    private final int nans;
    private final int positiveInfinities;
    private final int negativeInfinities;
    private final int rowCount;

    /** @param rowCount column with the number of rows summed */
    DoubleSum(Layout layout, int rowCount) {
        high = layout.nextLong();
        low = layout.nextLong();
        nans = layout.nextLong();
        positiveInfinities = layout.nextLong();
        negativeInfinities = layout.nextLong();
        this.rowCount = rowCount;
    }

    @Override
    public void add(Accumulators state, SlotRows rows) {
        double[] values = ((DoubleColumn) rows.argument()).values();
        long[] highs = state.longs[high];
        long[] lows = state.longs[low];
        byte[] weights = rows.weights();
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            int slot = rows.slots()[i];
            double value = values[row];
            int weight = weights == null ? 1 : weights[row];
            if (Double.isFinite(value)) {
                add(highs, lows, slot, weight > 0 ? value : -value);
            } else {
                special(state, value)[slot] += weight;
            }
        }
    }

    private long[] special(Accumulators state, double value) {
        return state.longs[Double.isNaN(value) ? nans : value > 0 ? positiveInfinities : negativeInfinities];
    }

    private static void add(long[] highs, long[] lows, int slot, double value) {
        double oldHigh = Double.longBitsToDouble(highs[slot]);
        double sum = oldHigh + value;
        double part = sum - oldHigh;
        double error = oldHigh - (sum - part) + (value - part) + Double.longBitsToDouble(lows[slot]);
        double newHigh = sum + error;
        highs[slot] = Double.doubleToRawLongBits(newHigh);
        lows[slot] = Double.doubleToRawLongBits(error - (newHigh - sum));
    }

    @Override
    public void merge(Accumulators from, int[] fromPositions, Accumulators to, int[] toPositions, int count) {
        for (int i = 0; i < count; i++) {
            int source = fromPositions[i];
            int target = toPositions[i];
            add(to.longs[high], to.longs[low], target, Double.longBitsToDouble(from.longs[low][source]));
            add(to.longs[high], to.longs[low], target, Double.longBitsToDouble(from.longs[high][source]));
            to.longs[nans][target] += from.longs[nans][source];
            to.longs[positiveInfinities][target] += from.longs[positiveInfinities][source];
            to.longs[negativeInfinities][target] += from.longs[negativeInfinities][source];
        }
    }

    /** What rounding has left behind goes with the last row. */
    @Override
    public void settle(Accumulators state, int[] positions, int count) {
        long[] counts = state.longs[rowCount];
        for (int i = 0; i < count; i++) {
            if (counts[positions[i]] == 0) {
                state.longs[high][positions[i]] = 0;
                state.longs[low][positions[i]] = 0;
            }
        }
    }

    /** Whether sums of finite numbers have left the range of DOUBLE at that position. */
    boolean overflowed(Accumulators state, int position) {
        return !Double.isFinite(Double.longBitsToDouble(state.longs[high][position]));
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

    double high(Accumulators state, int position) {
        return Double.longBitsToDouble(state.longs[high][position]);
    }

    double low(Accumulators state, int position) {
        return Double.longBitsToDouble(state.longs[low][position]);
    }
}
