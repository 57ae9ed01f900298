package io.millrace.executor.expression;

import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;

/** What expressions see besides their row. <b>Threading:</b> the thread of the task. */
public interface EvaluationContext {
    /** The time of the current epoch, microseconds since 1970-01-01 UTC. */
    long epochTimeMicros();

    /**
     * Takes a row that an expression failed on, under {@link ErrorPolicy#SKIP}.
     *
     * @param message what was wrong
     * @param batch the input batch
     * @param row physical row
     */
    void rejectRow(String message, RowBatch batch, int row);

    /**
     * Says of an error which row has it, under {@link ErrorPolicy#FAIL}.
     *
     * @return what to throw
     */
    default MillraceException failedRow(MillraceException error, RowBatch batch, int row) {
        return error;
    }
}
