package io.millrace.executor.operator.aggregate;

import io.millrace.plan.node.AggregateFunction;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.math.BigInteger;

/** Variances, rounded once, and their roots; NULL over no rows, a sample's over one row too; NaN with NaN or an infinity. */
final class VarianceResult implements Result {
    private final String name;
    private final AggregateFunction function;
    private final Moments moments;
    private final int rowCount;
    private final BigInteger unitSquared;

    /** @param scale digits of the arguments after the point */
    VarianceResult(String name, AggregateFunction function, Moments moments, int rowCount, int scale) {
        this.name = name;
        this.function = function;
        this.moments = moments;
        this.rowCount = rowCount;
        unitSquared = BigInteger.TEN.pow(2 * scale);
    }

    @Override
    public void append(Accumulators state, int[] positions, int count, ColumnBuilder out) {
        boolean sample = function == AggregateFunction.VAR_SAMP || function == AggregateFunction.STDDEV_SAMP;
        boolean root = function == AggregateFunction.STDDEV_POP || function == AggregateFunction.STDDEV_SAMP;
        for (int i = 0; i < count; i++) {
            long rows = state.longs[rowCount][positions[i]];
            if (rows <= (sample ? 1 : 0)) {
                out.appendNull();
                continue;
            }
            double variance = variance(state, positions[i], rows, sample ? rows - 1 : rows);
            ((ColumnBuilder.OfDouble) out).append(root ? Math.sqrt(variance) : variance);
        }
    }

    private double variance(Accumulators state, int position, long rows, long degrees) {
        if (!moments.isFinite(state, position)) {
            return Double.NaN;
        }
        BigInteger divisor =
                BigInteger.valueOf(rows).multiply(BigInteger.valueOf(degrees)).multiply(unitSquared);
        double variance = moments.spread(state, position, rows).dividedBy(divisor);
        if (Double.isInfinite(variance)) {
            throw new MillraceException(SqlState.NUMBER_OUT_OF_RANGE, name + " is out of range for DOUBLE");
        }
        return variance;
    }
}
