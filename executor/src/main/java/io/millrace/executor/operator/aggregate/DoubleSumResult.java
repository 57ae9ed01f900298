package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.math.BigInteger;

/** SUM or AVG of DOUBLEs; NULL over no rows, rounded once; 22003 if the sum of finite numbers is out of range. */
final class DoubleSumResult implements Result {
    private final String name;
    private final DataType type;
    private final DoubleSum sum;
    private final int rowCount;
    private final boolean averages;

    DoubleSumResult(String name, DataType type, DoubleSum sum, int rowCount, boolean averages) {
        this.name = name;
        this.type = type;
        this.sum = sum;
        this.rowCount = rowCount;
        this.averages = averages;
    }

    @Override
    public void append(Accumulators state, int[] positions, int count, ColumnBuilder out) {
        ColumnBuilder.OfDouble doubles = (ColumnBuilder.OfDouble) out;
        for (int i = 0; i < count; i++) {
            long rows = state.longs[rowCount][positions[i]];
            if (rows == 0 && type.nullable()) {
                out.appendNull();
            } else {
                double value = value(state, positions[i], rows);
                doubles.append(type.kind() == TypeKind.REAL ? (float) value : value);
            }
        }
    }

    private double value(Accumulators state, int position, long rows) {
        double special = sum.special(state, position);
        if (special != 0) {
            return special;
        }
        double result = averages
                ? sum.total().total(state, position).dividedBy(BigInteger.valueOf(Math.max(rows, 1)))
                : sum.total().nearest(state, position);
        if (Double.isInfinite(result)) {
            throw new MillraceException(
                    SqlState.NUMBER_OUT_OF_RANGE, "the sum of " + name + " is out of range for " + type.sqlName());
        }
        return result;
    }
}
