package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.DoubleColumn;

/** Exact sums of pairs of doubles (dependent y, independent x), of their squares and of their products. */
final class PairMoments implements Accumulator {
    private final ExactTotal y;
    private final ExactTotal x;
    private final ExactTotal yy;
    private final ExactTotal xx;
    private final ExactTotal xy;
    /** Pairs with NaN or an infinity. */
    private final int notFinite;

    PairMoments(Layout layout) {
        y = new ExactTotal(layout);
        x = new ExactTotal(layout);
        yy = new ExactTotal(layout);
        xx = new ExactTotal(layout);
        xy = new ExactTotal(layout);
        notFinite = layout.nextLong();
    }

    @Override
    public void add(Accumulators state, SlotRows rows) {
        double[] ys = ((DoubleColumn) rows.argument()).values();
        double[] xs = ((DoubleColumn) rows.secondArgument()).values();
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            int slot = rows.slots()[i];
            int weight = rows.weight(row);
            double yValue = ys[row];
            double xValue = xs[row];
            if (!Double.isFinite(yValue) || !Double.isFinite(xValue)) {
                state.longs[notFinite][slot] += weight;
                continue;
            }
            y.add(state, slot, yValue * weight);
            x.add(state, slot, xValue * weight);
            yy.addProduct(state, slot, yValue, yValue, weight);
            xx.addProduct(state, slot, xValue, xValue, weight);
            xy.addProduct(state, slot, xValue, yValue, weight);
        }
    }

    @Override
    public void merge(Accumulators from, int[] fromPositions, Accumulators to, int[] toPositions, int count) {
        for (int i = 0; i < count; i++) {
            for (ExactTotal total : new ExactTotal[] {y, x, yy, xx, xy}) {
                total.merge(from, fromPositions[i], to, toPositions[i]);
            }
            to.longs[notFinite][toPositions[i]] += from.longs[notFinite][fromPositions[i]];
        }
    }

    /** What results are made of, at one position. */
    Sums at(Accumulators state, int position) {
        return new Sums(
                state.longs[notFinite][position] == 0,
                y.total(state, position),
                x.total(state, position),
                yy.total(state, position),
                xx.total(state, position),
                xy.total(state, position));
    }

    record Sums(boolean finite, Dyadic y, Dyadic x, Dyadic yy, Dyadic xx, Dyadic xy) {
        /** The number of pairs times the sum of squared distances of x from its mean. */
        Dyadic spreadX(long rows) {
            return xx.times(rows).minus(x.times(x));
        }

        Dyadic spreadY(long rows) {
            return yy.times(rows).minus(y.times(y));
        }

        /** The number of pairs times the sum of products of the distances from the means. */
        Dyadic spreadXy(long rows) {
            return xy.times(rows).minus(x.times(y));
        }
    }
}
