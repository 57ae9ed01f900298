package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.WideColumn;
import java.math.BigInteger;

/** Exact sum and sum of squares of numbers (of decimals: unscaled), for variances. */
final class Moments implements Accumulator {
    /** Whole numbers up to that are doubles themselves. */
    private static final long DOUBLE_EXACT_MAX = 1L << 53;

    private final ExactTotal sum;
    private final ExactTotal squares;
    /** Rows with NaN or an infinity. */
    private final int notFinite;

    Moments(Layout layout) {
        sum = new ExactTotal(layout);
        squares = new ExactTotal(layout);
        notFinite = layout.nextLong();
    }

    @Override
    public void add(Accumulators state, SlotRows rows) {
        Column column = rows.argument();
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            int slot = rows.slots()[i];
            int weight = rows.weight(row);
            if (column instanceof DoubleColumn doubles) {
                add(state, slot, doubles.values()[row], weight);
            } else if (column instanceof IntColumn ints) {
                add(state, slot, (double) ints.values()[row], weight);
            } else if (column instanceof LongColumn longs && isExact(longs.values()[row])) {
                add(state, slot, (double) longs.values()[row], weight);
            } else {
                Dyadic number = whole(column, row);
                sum.add(state, slot, number.times(weight));
                squares.add(state, slot, number.times(number).times(weight));
            }
        }
    }

    private static boolean isExact(long value) {
        return value <= DOUBLE_EXACT_MAX && value >= -DOUBLE_EXACT_MAX;
    }

    private static Dyadic whole(Column column, int row) {
        return column instanceof WideColumn wides
                ? new Dyadic(wides.unscaled(row), 0)
                : new Dyadic(BigInteger.valueOf(((LongColumn) column).values()[row]), 0);
    }

    private void add(Accumulators state, int slot, double value, int weight) {
        if (Double.isFinite(value)) {
            sum.add(state, slot, weight > 0 ? value : -value);
            squares.addProduct(state, slot, value, value, weight);
        } else {
            state.longs[notFinite][slot] += weight;
        }
    }

    @Override
    public void merge(Accumulators from, int[] fromPositions, Accumulators to, int[] toPositions, int count) {
        for (int i = 0; i < count; i++) {
            sum.merge(from, fromPositions[i], to, toPositions[i]);
            squares.merge(from, fromPositions[i], to, toPositions[i]);
            to.longs[notFinite][toPositions[i]] += from.longs[notFinite][fromPositions[i]];
        }
    }

    boolean isFinite(Accumulators state, int position) {
        return state.longs[notFinite][position] == 0;
    }

    /** The number of rows times the sum of squared distances from the mean, of unscaled numbers. */
    Dyadic spread(Accumulators state, int position, long rows) {
        Dyadic total = sum.total(state, position);
        return squares.total(state, position).times(rows).minus(total.times(total));
    }
}
