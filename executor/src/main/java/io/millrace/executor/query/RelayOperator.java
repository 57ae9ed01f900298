package io.millrace.executor.query;

import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.Output;
import io.millrace.spi.batch.RowBatch;

/** Stands for a scan among a task's operators: hands on what its input reads. */
final class RelayOperator implements Operator {
    @Override
    public void process(int input, RowBatch batch, Output out) {
        out.emit(batch);
    }
}
