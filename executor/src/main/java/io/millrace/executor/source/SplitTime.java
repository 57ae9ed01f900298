package io.millrace.executor.source;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import java.util.function.UnaryOperator;

/**
 * Event time of one split: the greatest value so far of the table's watermark expression. A row is late if it is behind what was
 * reached before it by more than is allowed: a pure function of the split's rows.
 *
 * <p><b>Threading:</b> the task's thread.
 */
final class SplitTime {
    private final long allowedLatenessMicros;
    private long reachedMicros;

    SplitTime(long reachedMicros, long allowedLatenessMicros) {
        this.reachedMicros = reachedMicros;
        this.allowedLatenessMicros = allowedLatenessMicros;
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
            if (dropLate && (time.isNull(row) || ((LongColumn) time).values()[row] >= onTimeFrom())) {
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

    private long onTimeFrom() {
        return reachedMicros < Long.MIN_VALUE + allowedLatenessMicros
                ? Long.MIN_VALUE
                : reachedMicros - allowedLatenessMicros;
    }

    /** The rows of a batch that are not among those selected from it. */
    static RowBatch without(RowBatch batch, RowBatch selected) {
        int[] others = new int[batch.rows()];
        int count = 0;
        int next = 0;
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            if (next < selected.rows() && selected.row(next) == row) {
                next++;
            } else {
                others[count++] = row;
            }
        }
        return batch.select(others, count);
    }
}
