package io.millrace.executor.engine;

import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.state.KeyedState;
import io.millrace.plan.node.NodeId;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;

/** What expressions of a native table's declaration are computed in; they have no state. */
record TableContext(String table) implements OperatorContext {
    @Override
    public NodeId node() {
        return new NodeId(table);
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
        throw MillraceException.internal("table " + table + " has no keyed state");
    }

    @Override
    public OperatorContext within(NodeId inner) {
        throw MillraceException.internal("table " + table + " has no operators inside");
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
        throw MillraceException.internal("table " + table + ": " + message);
    }

    @Override
    public void countLate(long rows) {}
}
