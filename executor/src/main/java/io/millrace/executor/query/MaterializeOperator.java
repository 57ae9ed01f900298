package io.millrace.executor.query;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.row.NetChanges;
import io.millrace.executor.task.TerminalOperator;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.List;

/** Gathers a task's share of a view's net changes in an epoch. */
final class MaterializeOperator implements TerminalOperator {
    private final NetChanges changes;
    private List<RowBatch> net = List.of();

    /** What a task gives to its view. */
    record ViewChanges(List<RowBatch> batches) {}

    MaterializeOperator(RowType rowType) {
        this.changes = new NetChanges(rowType);
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        changes.add(batch);
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        net = drain(changes.net());
    }

    @Override
    public Object takeResult() {
        ViewChanges result = new ViewChanges(net);
        net = List.of();
        return result;
    }

    static List<RowBatch> drain(Emission emission) {
        List<RowBatch> batches = new ArrayList<>();
        for (RowBatch batch = emission.next(); batch != null; batch = emission.next()) {
            batches.add(batch);
        }
        return batches;
    }
}
