package io.millrace.executor.operator.harness;

import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.state.KeyedState;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.TimeLimits;
import io.millrace.spi.batch.RowBatch;

/** What a task would give an operator. */
final class TestContext implements OperatorContext {
    private final NodeId node;
    private final int task;
    private final int parallelism;
    private final KeyedState state;
    private final long[] epochTimeMicros;
    private final TimeLimits limits;

    TestContext(NodeId node, int task, int parallelism, KeyedState state, long[] epochTimeMicros, TimeLimits limits) {
        this.limits = limits;
        this.node = node;
        this.task = task;
        this.parallelism = parallelism;
        this.state = state;
        this.epochTimeMicros = epochTimeMicros;
    }

    @Override
    public NodeId node() {
        return node;
    }

    @Override
    public TimeLimits limits() {
        return limits;
    }

    @Override
    public int task() {
        return task;
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    @Override
    public KeyedState state() {
        return state;
    }

    /** With the same state: tables need different names. */
    @Override
    public OperatorContext within(NodeId inner) {
        return new TestContext(inner, task, parallelism, state, epochTimeMicros, limits);
    }

    @Override
    public long epochTimeMicros() {
        return epochTimeMicros[0];
    }

    @Override
    public boolean skipsBadRows() {
        return false;
    }

    @Override
    public void rejectRow(String message, RowBatch batch, int row) {
        throw new AssertionError("rejected: " + message);
    }

    @Override
    public void countLate(long rows) {
        throw new AssertionError(rows + " rows late");
    }
}
