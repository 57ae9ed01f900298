package io.millrace.executor.operator.join;

import io.millrace.executor.expression.JoinCondition;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.Blame;
import io.millrace.spi.error.MillraceException;

/** What must hold of a pair besides equal keys. <b>Threading:</b> the operator's thread. */
final class PairCondition {
    private final JoinCondition condition;
    private final OperatorContext context;

    PairCondition(JoinCondition condition, OperatorContext context) {
        this.condition = condition;
        this.context = context;
    }

    /** Call before the first {@link #test} for some rows. */
    void begin() {
        condition.epochTime(context.epochTimeMicros());
    }

    boolean test(RowBatch left, int leftRow, RowBatch right, int rightRow) {
        try {
            return condition.test(left, leftRow, right, rightRow);
        } catch (MillraceException e) {
            if (!context.skipsBadRows() || e.blame() != Blame.USER) {
                throw e;
            }
            context.rejectRow(String.valueOf(e.getMessage()), left, leftRow);
            return false;
        }
    }
}
