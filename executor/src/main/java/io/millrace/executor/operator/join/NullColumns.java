package io.millrace.executor.operator.join;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.util.Arrays;
import java.util.List;

/** Puts NULLs beside left rows, without copying those. <b>Threading:</b> one thread. */
final class NullColumns {
    private final List<DataType> types;
    private Column[] nulls = new Column[0];
    private int rows = -1;

    NullColumns(List<DataType> types) {
        this.types = types;
    }

    RowBatch beside(RowBatch batch) {
        int physicalRows = batch.rows() == 0 ? 0 : batch.row(batch.rows() - 1) + 1;
        if (rows < physicalRows) {
            rows = Math.max(physicalRows, RowBatch.ROWS_TARGET);
            nulls = new Column[types.size()];
            for (int i = 0; i < nulls.length; i++) {
                ColumnBuilder builder = ColumnBuilder.of(types.get(i), rows);
                for (int row = 0; row < rows; row++) {
                    builder.appendNull();
                }
                nulls[i] = builder.build();
            }
        }
        Column[] columns = Arrays.copyOf(batch.columns(), batch.columnCount() + nulls.length);
        System.arraycopy(nulls, 0, columns, batch.columnCount(), nulls.length);
        return batch.withColumns(columns);
    }
}
