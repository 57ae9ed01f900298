package io.millrace.executor.query;

import io.millrace.executor.expression.function.RandomValues;
import io.millrace.executor.operator.FailedRow;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.state.KeyedState;
import io.millrace.executor.state.TaskState;
import io.millrace.executor.task.EpochTime;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.TimeLimits;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.RowType;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** What an operator of a running query gets. */
record TaskContext(
        NodeId node,
        int task,
        int parallelism,
        TaskState taskState,
        EpochTime time,
        QuerySpec spec,
        RowType inputType,
        QueryMetrics metrics,
        QueryInputs inputs)
        implements OperatorContext {

    @Override
    public KeyedState state() {
        return taskState.operator(node.value());
    }

    @Override
    public OperatorContext within(NodeId inner) {
        return new TaskContext(inner, task, parallelism, taskState, time, spec, inputType, metrics, inputs);
    }

    @Override
    public long epochTimeMicros() {
        return time.micros();
    }

    @Override
    public long seed() {
        long seed = 0;
        for (byte unit : spec.name().getBytes(StandardCharsets.UTF_8)) {
            seed = RandomValues.mix(seed ^ unit);
        }
        return seed;
    }

    @Override
    public boolean skipsBadRows() {
        return spec.skipsBadRows();
    }

    @Override
    public void rejectRow(String message, RowBatch batch, int row) {
        metrics.rowsRejected.increment();
        inputs.reject(spec.name(), "operator " + node, message, text(batch, row, inputType));
    }

    @Override
    public MillraceException failedRow(MillraceException error, RowBatch batch, int row) {
        FailedRow cause = new FailedRow("operator " + node, text(batch, row, inputType), error);
        return new MillraceException(error.sqlState(), String.valueOf(error.getMessage()), cause);
    }

    /** A row for people. */
    static String text(RowBatch batch, int row, RowType type) {
        StringJoiner text = new StringJoiner(", ", "(", ")");
        for (int column = 0; column < Math.min(batch.columnCount(), type.size()); column++) {
            text.add(String.valueOf(JavaValues.read(batch.column(column), row, type.type(column))));
        }
        return text.toString();
    }

    @Override
    public TimeLimits limits() {
        return spec.plan().limits();
    }

    @Override
    public void countLate(long rows) {
        metrics.rowsLate.add(rows);
    }
}
