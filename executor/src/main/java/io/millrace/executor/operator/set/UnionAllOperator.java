package io.millrace.executor.operator.set;

import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.Output;
import io.millrace.spi.batch.RowBatch;

/** UNION ALL: weights add up downstream, so every row passes as it is. */
public final class UnionAllOperator implements Operator {
    @Override
    public void process(int input, RowBatch batch, Output out) {
        out.emit(batch);
    }
}
