package io.millrace.executor.operator.aggregate;

import io.millrace.executor.operator.OperatorContext;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;

/** Rows without a time by which their group could be given out. */
final class NullTimes {
    private NullTimes() {}

    /** The other rows; 22004 for such a row, unless bad rows are skipped. */
    static RowBatch without(RowBatch batch, int timeColumn, OperatorContext context) {
        Column times = batch.column(timeColumn);
        if (times.nulls() == null) {
            return batch;
        }
        int[] selection = new int[batch.rows()];
        int count = 0;
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            if (!times.isNull(row)) {
                selection[count++] = row;
                continue;
            }
            String message = "NULL in the event-time column that GROUP BY waits for (operator " + context.node() + ")";
            if (!context.skipsBadRows()) {
                throw new MillraceException(SqlState.NULL_NOT_ALLOWED, message);
            }
            context.rejectRow(message, batch, row);
        }
        return batch.select(selection, count);
    }
}
