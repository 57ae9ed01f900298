package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.ColumnBuilder;

/** MIN and MAX; NULL over no rows. */
record ExtremeResult(Extreme extreme, int rowCount) implements Result {
    @Override
    public void append(Accumulators state, int[] positions, int count, ColumnBuilder out) {
        long[] rows = state.longs[rowCount];
        for (int i = 0; i < count; i++) {
            if (rows[positions[i]] == 0) {
                out.appendNull();
            } else {
                extreme.append(state, positions[i], out);
            }
        }
    }
}
