package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.type.Storage;

/** MIN_BY and MAX_BY: the value in the first or last {@link Composite}; NULL over no rows. */
record CompositeResult(Extreme extreme, Composite composite, int rowCount) implements Result {
    @Override
    public void append(Accumulators state, int[] positions, int count, ColumnBuilder out) {
        ColumnBuilder held = ColumnBuilder.of(Storage.BYTES, count);
        for (int i = 0; i < count; i++) {
            if (state.longs[rowCount][positions[i]] == 0) {
                held.appendNull();
            } else {
                extreme.append(state, positions[i], held);
            }
        }
        BytesColumn composites = (BytesColumn) held.build();
        for (int i = 0; i < count; i++) {
            if (composites.isNull(i)) {
                out.appendNull();
            } else {
                composite.appendValue(composites, i, out);
            }
        }
    }
}
