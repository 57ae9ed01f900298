package io.millrace.executor.operator.aggregate;

import io.millrace.plan.node.AggregateFunction;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.math.BigInteger;

/** COVAR, CORR and REGR: quotients of exact numbers; NULL where there is no such number, NaN with NaN or an infinity. */
record PairResult(String name, AggregateFunction function, PairMoments moments, int rowCount) implements Result {
    @Override
    public void append(Accumulators state, int[] positions, int count, ColumnBuilder out) {
        for (int i = 0; i < count; i++) {
            long rows = state.longs[rowCount][positions[i]];
            PairMoments.Sums sums = moments.at(state, positions[i]);
            if (rows <= 0 || rows == 1 && function == AggregateFunction.COVAR_SAMP) {
                out.appendNull();
            } else if (!sums.finite()) {
                ((ColumnBuilder.OfDouble) out).append(Double.NaN);
            } else {
                append(sums, rows, out);
            }
        }
    }

    private void append(PairMoments.Sums sums, long rows, ColumnBuilder out) {
        Dyadic spreadX = sums.spreadX(rows);
        Dyadic spreadY = sums.spreadY(rows);
        Dyadic spreadXy = sums.spreadXy(rows);
        boolean needsX = function == AggregateFunction.REGR_SLOPE
                || function == AggregateFunction.REGR_INTERCEPT
                || function == AggregateFunction.REGR_R2
                || function == AggregateFunction.CORR;
        if (needsX && spreadX.signum() == 0 || function == AggregateFunction.CORR && spreadY.signum() == 0) {
            out.appendNull();
            return;
        }
        BigInteger n = BigInteger.valueOf(rows);
        double result =
                switch (function) {
                    case COVAR_POP -> spreadXy.dividedBy(n.multiply(n));
                    case COVAR_SAMP -> spreadXy.dividedBy(n.multiply(BigInteger.valueOf(rows - 1)));
                    case REGR_AVGX -> sums.x().dividedBy(n);
                    case REGR_AVGY -> sums.y().dividedBy(n);
                    case REGR_SXX -> spreadX.dividedBy(n);
                    case REGR_SYY -> spreadY.dividedBy(n);
                    case REGR_SXY -> spreadXy.dividedBy(n);
                    case REGR_SLOPE -> spreadXy.dividedBy(spreadX);
                    case REGR_INTERCEPT ->
                        sums.y().times(spreadX).minus(sums.x().times(spreadXy)).dividedBy(spreadX.times(rows));
                    case REGR_R2 ->
                        spreadY.signum() == 0 ? 1 : spreadXy.times(spreadXy).dividedBy(spreadX.times(spreadY));
                    case CORR ->
                        spreadXy.signum() * Math.sqrt(spreadXy.times(spreadXy).dividedBy(spreadX.times(spreadY)));
                    default -> throw MillraceException.internal(function + " is not an aggregate of pairs");
                };
        if (Double.isInfinite(result)) {
            throw new MillraceException(SqlState.NUMBER_OUT_OF_RANGE, name + " is out of range for DOUBLE");
        }
        ((ColumnBuilder.OfDouble) out).append(result);
    }
}
