package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.ColumnBuilder;

/**
 * MIN and MAX; NULL over no rows.
 *
 * @param nullable whether the type has NULL; if not, groups without rows are never shown and hold any value
 */
record ExtremeResult(Extreme extreme, int rowCount, boolean nullable) implements Result {
    @Override
    public void append(Accumulators state, int[] positions, int count, ColumnBuilder out) {
        long[] rows = state.longs[rowCount];
        for (int i = 0; i < count; i++) {
            if (nullable && rows[positions[i]] == 0) {
                out.appendNull();
            } else {
                extreme.append(state, positions[i], out);
            }
        }
    }
}
