package io.millrace.executor.operator;

import io.millrace.executor.state.KeyedState;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.TimeLimits;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;

/** What an operator gets from its task. <b>Threading:</b> the task's thread. */
public interface OperatorContext {
    NodeId node();

    int task();

    int parallelism();

    /** State that survives a restart; each name once per operator. */
    KeyedState state();

    /** What an operator inside this one gets: the same task, state of its own. */
    OperatorContext within(NodeId inner);

    /** Time of the epoch that is open, microseconds since 1970-01-01 UTC; the same at a replay. */
    long epochTimeMicros();

    /** A number that the query has alone, the same after a restart: what chance begins with. */
    default long seed() {
        return 0;
    }

    /** Whether rows whose expressions fail are skipped (and kept) instead of failing the query. */
    boolean skipsBadRows();

    /** Counts and keeps a row that is skipped. */
    void rejectRow(String message, RowBatch batch, int row);

    /** An error of the query as it is to be thrown: with a {@link FailedRow} as its cause. */
    default MillraceException failedRow(MillraceException error, RowBatch batch, int row) {
        return error;
    }

    /** How long state is kept, and corrected, behind the watermark or without a touch. */
    default TimeLimits limits() {
        return TimeLimits.NONE;
    }

    /** Counts rows left out because they were behind the watermark. */
    void countLate(long rows);
}
