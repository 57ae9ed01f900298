package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;

/** SINGLE_VALUE: 21000 if there are several rows, NULL if there is none. */
record SingleValueResult(ExtremeResult value, int rowCount) implements Result {
    @Override
    public void append(Accumulators state, int[] positions, int count, ColumnBuilder out) {
        for (int i = 0; i < count; i++) {
            long rows = state.longs[rowCount][positions[i]];
            if (rows > 1) {
                throw new MillraceException(
                        SqlState.CARDINALITY_VIOLATION,
                        "a sub-query used as an expression gave " + rows + " rows; expected at most one");
            }
        }
        value.append(state, positions, count, out);
    }
}
