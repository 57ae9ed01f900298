package io.millrace.executor.operator.sort;

import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.row.RowNumbers;
import io.millrace.plan.node.Sort;
import io.millrace.spi.batch.RowBatch;
import java.util.Arrays;

/** LIMIT and OFFSET without an order, over append-only input of a query that ends with them: the first rows to come. */
public final class LimitOperator implements Operator {
    private long offset;
    private long fetch;

    public LimitOperator(Sort node) {
        offset = node.offset();
        fetch = node.fetch() < 0 ? Long.MAX_VALUE : node.fetch();
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        int skipped = (int) Math.min(offset, batch.rows());
        int given = (int) Math.min(fetch, batch.rows() - skipped);
        offset -= skipped;
        fetch -= given;
        if (given == batch.rows()) {
            out.emit(batch);
        } else if (given > 0) {
            out.emit(batch.select(Arrays.copyOfRange(RowNumbers.of(batch), skipped, skipped + given), given));
        }
    }
}
