package io.millrace.executor.operator.window;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.RowBatch;
import java.util.Arrays;

/** Batches with more columns. */
final class Columns {
    private Columns() {}

    /** The same rows with columns behind theirs. */
    static RowBatch append(RowBatch batch, Column... columns) {
        Column[] all = Arrays.copyOf(batch.columns(), batch.columnCount() + columns.length);
        System.arraycopy(columns, 0, all, batch.columnCount(), columns.length);
        return batch.withColumns(all);
    }
}
