package io.millrace.executor.source;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import java.util.function.UnaryOperator;

/**
 * Event time of one split: the greatest value so far of the table's watermark expression. A row is late if it is behind what was
 * reached before it: a pure function of the split's rows.
 *
 * <p><b>Threading:</b> the task's thread.
 */
final class SplitTime {
    private long reachedMicros;

    SplitTime(long reachedMicros) {
        this.reachedMicros = reachedMicros;
    }

    long reachedMicros() {
        return reachedMicros;
    }

    /**
     * Advances over the rows of a batch in order.
     *
     * @param watermark computes the watermark expression as the only column
     * @param latestMicros a mark beyond this one does not count; {@link Long#MAX_VALUE} for no limit
     * @return the rows that are on time
     */
    RowBatch advance(
            RowBatch batch, int timeColumn, UnaryOperator<RowBatch> watermark, long latestMicros, boolean dropLate) {
        RowBatch marks = watermark.apply(batch);
        LongColumn mark = (LongColumn) marks.column(0);
        Column time = batch.column(timeColumn);
        int rows = batch.rows();
        int[] onTime = dropLate ? new int[rows] : new int[0];
        int kept = 0;
        for (int i = 0; i < rows; i++) {
            int row = batch.row(i);
            if (dropLate && (time.isNull(row) || ((LongColumn) time).values()[row] >= reachedMicros)) {
                onTime[kept++] = row;
            }
            int markRow = marks.row(i);
            if (!mark.isNull(markRow)) {
                long value = mark.values()[markRow];
                if (value > reachedMicros && value <= latestMicros) {
                    reachedMicros = value;
                }
            }
        }
        return dropLate && kept < rows ? batch.select(onTime, kept) : batch;
    }
}
