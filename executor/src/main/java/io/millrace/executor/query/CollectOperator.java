package io.millrace.executor.query;

import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.row.NetChanges;
import io.millrace.executor.task.TerminalOperator;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.RowType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands rows to a client. Of an append-only query each batch at once; of an updating one the net changes of an epoch together at
 * its end, deletes first.
 */
final class CollectOperator implements TerminalOperator {
    private final ResultQueue queue;
    private final @Nullable NetChanges changes;

    CollectOperator(RowType rowType, boolean appendOnly, ResultQueue queue) {
        this.queue = queue;
        this.changes = appendOnly ? null : new NetChanges(rowType);
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        if (changes == null) {
            queue.put(new ResultQueue.Part(List.of(batch), 0, false));
        } else {
            changes.add(batch);
        }
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        List<RowBatch> net = changes == null ? List.of() : MaterializeOperator.drain(changes.net());
        queue.put(new ResultQueue.Part(net, epoch.number(), true));
    }

    @Override
    public void onRoom(Runnable wake) {
        queue.onRoom(wake);
    }

    @Override
    public boolean hasRoom() {
        return queue.hasRoom();
    }

    @Override
    public @Nullable Object takeResult() {
        return null;
    }
}
