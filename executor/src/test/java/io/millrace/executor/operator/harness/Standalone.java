package io.millrace.executor.operator.harness;

import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.state.KeyedState;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.TimeLimits;
import io.millrace.spi.batch.RowBatch;

/** The context of an operator alone in its task, over state in memory with room enough. */
public final class Standalone implements OperatorContext, AutoCloseable {
    private final StateHome home;
    private final TestContext context;

    private Standalone(NodeId node) {
        home = StateHome.open(new Circumstances(1, false, false, 1, StateKind.MEMORY_LARGE_CACHE));
        context = new TestContext(node, 0, 1, home.state(0), new long[] {0}, TimeLimits.NONE);
    }

    public static Standalone open(NodeId node) {
        return new Standalone(node);
    }

    @Override
    public NodeId node() {
        return context.node();
    }

    @Override
    public int task() {
        return 0;
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public KeyedState state() {
        return context.state();
    }

    @Override
    public OperatorContext within(NodeId inner) {
        return context.within(inner);
    }

    @Override
    public long epochTimeMicros() {
        return 0;
    }

    @Override
    public boolean skipsBadRows() {
        return false;
    }

    @Override
    public void rejectRow(String message, RowBatch batch, int row) {
        context.rejectRow(message, batch, row);
    }

    @Override
    public void countLate(long rows) {
        context.countLate(rows);
    }

    @Override
    public void close() {
        home.close();
    }
}
