package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.NestedBytes;
import io.millrace.spi.type.Storage;

/**
 * What was made of all values of a group, NULL among them; NULL over no rows.
 *
 * @param cell bytes, which are {@link NestedBytes} if the result is nested
 * @param rowCount of the rows taken
 */
record CollectedResult(Extreme cell, int rowCount) implements Result {
    @Override
    public void append(Accumulators state, int[] positions, int count, ColumnBuilder out) {
        long[] rows = state.longs[rowCount];
        for (int i = 0; i < count; i++) {
            if (rows[positions[i]] == 0) {
                out.appendNull();
            } else if (out instanceof ColumnBuilder.OfNested nested) {
                ColumnBuilder held = ColumnBuilder.of(Storage.BYTES, 1);
                cell.append(state, positions[i], held);
                BytesColumn bytes = (BytesColumn) held.build();
                NestedBytes.decode(bytes.data(), bytes.start(0), nested);
            } else {
                cell.append(state, positions[i], out);
            }
        }
    }
}
