package io.millrace.executor.expression;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import org.jspecify.annotations.Nullable;

/** A compiled condition on a pair of rows; generated code extends it. <b>Threading:</b> one thread. */
public abstract class JoinCondition {
    private @Nullable RowBatch boundLeft;
    private @Nullable RowBatch boundRight;

    /** The time of the epoch, for generated code. */
    protected long epochTimeMicros;

    /** Points the fields of the class at the arrays of two batches. */
    protected abstract void bind(Column[] left, Column[] right);

    /** Whether the condition is TRUE for two physical rows of the batches that were bound. */
    protected abstract boolean testRows(int leftRow, int rightRow);

    /**
     * Whether the condition is TRUE for a row of each batch (physical rows).
     *
     * @throws MillraceException if the condition cannot be computed for these rows
     */
    public final boolean test(RowBatch left, int leftRow, RowBatch right, int rightRow) {
        if (left != boundLeft || right != boundRight) {
            bind(left.columns(), right.columns());
            boundLeft = left;
            boundRight = right;
        }
        return testRows(leftRow, rightRow);
    }

    /** Sets the time that EPOCH_TIME gives. */
    public final void epochTime(long micros) {
        epochTimeMicros = micros;
    }
}
