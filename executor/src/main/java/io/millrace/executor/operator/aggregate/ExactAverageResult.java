package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.ColumnBuilder;
import java.math.BigInteger;

/** AVG of exact numbers: the exact sum divided by the count, rounded once to the nearest DOUBLE. */
final class ExactAverageResult implements Result {
    /** Whole numbers below that are doubles themselves. */
    private static final long DOUBLE_EXACT_MAX = 1L << 53;

    private final ExactSum sum;
    private final int rowCount;
    private final BigInteger unit;
    private final long unitLong;
    private final boolean nullable;

    /** @param scale digits of the arguments after the point */
    ExactAverageResult(ExactSum sum, int rowCount, int scale, boolean nullable) {
        this.nullable = nullable;
        this.sum = sum;
        this.rowCount = rowCount;
        unit = BigInteger.TEN.pow(scale);
        unitLong = unit.bitLength() <= 53 ? unit.longValueExact() : Long.MAX_VALUE;
    }

    @Override
    public void append(Accumulators state, int[] positions, int count, ColumnBuilder out) {
        ColumnBuilder.OfDouble doubles = (ColumnBuilder.OfDouble) out;
        for (int i = 0; i < count; i++) {
            long rows = state.longs[rowCount][positions[i]];
            if (rows == 0 && nullable) {
                out.appendNull();
            } else {
                doubles.append(average(state, positions[i], rows));
            }
        }
    }

    private double average(Accumulators state, int position, long rows) {
        long low = sum.low(state, position);
        if (sum.fitsLong(state, position)
                && low <= DOUBLE_EXACT_MAX
                && low >= -DOUBLE_EXACT_MAX
                && rows <= DOUBLE_EXACT_MAX / unitLong) {
            return (double) low / (double) (rows * unitLong);
        }
        return new Dyadic(sum.big(state, position), 0).dividedBy(unit.multiply(BigInteger.valueOf(rows)));
    }
}
