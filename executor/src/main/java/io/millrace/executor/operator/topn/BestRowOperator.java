package io.millrace.executor.operator.topn;

import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.ordered.BestRows;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.TopN;
import io.millrace.spi.batch.RowBatch;

/**
 * The first row of each partition of input that never deletes, and no number of it: what {@link TopNOperator} gives, with less
 * work. At the barrier a partition whose first row is another now gives −1 for the old one and +1 for the new one.
 *
 * <p><b>State:</b> of {@link BestRows}.
 */
public final class BestRowOperator implements Operator {
    private final BestRows rows;

    /** @param partitionPositions positions among the partition keys by which the input is distributed */
    public BestRowOperator(TopN node, PhysicalNode input, int[] partitionPositions, OperatorContext context) {
        rows = new BestRows(input.rowType(), node.partitionKeys(), node.order(), partitionPositions, context);
    }

    /** Whether a Top-N is of this kind. */
    public static boolean does(TopN node, PhysicalNode input) {
        return input.changelog().appendOnly()
                && node.rank() == TopN.Rank.ROW_NUMBER
                && node.offset() == 0
                && node.limit() == 1
                && !node.givesRank()
                && node.firingKey() < 0;
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        rows.add(batch);
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        out.emit(rows.changes());
    }
}
