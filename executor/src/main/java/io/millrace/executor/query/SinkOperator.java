package io.millrace.executor.query;

import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.row.NetChanges;
import io.millrace.executor.task.TerminalOperator;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.SinkWriter;
import io.millrace.spi.type.RowType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes to a connector; at a checkpoint its output becomes durable, and visible once the checkpoint is. */
final class SinkOperator implements TerminalOperator {
    private final SinkWriter writer;
    private final @Nullable NetChanges changes;
    private final SinkProgress progress;
    private List<String> prepared = List.of();

    /** What a task's writer prepared at a checkpoint. */
    record Prepared(List<String> commits) {}

    /** Counts rows written. */
    interface SinkProgress {
        void written(long rows);
    }

    SinkOperator(SinkWriter writer, RowType rowType, boolean appendOnly, SinkProgress progress) {
        this.writer = writer;
        this.changes = appendOnly ? null : new NetChanges(rowType);
        this.progress = progress;
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        if (changes == null) {
            write(batch);
        } else {
            changes.add(batch);
        }
    }

    private void write(RowBatch batch) {
        writer.write(batch);
        progress.written(batch.rows());
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        if (changes != null) {
            MaterializeOperator.drain(changes.net()).forEach(this::write);
        }
        writer.endEpoch(epoch.number());
        if (epoch.checkpoint()) {
            prepared = writer.prepare(epoch.number());
        }
    }

    @Override
    public Object takeResult() {
        Prepared result = new Prepared(prepared);
        prepared = List.of();
        return result;
    }

    @Override
    public void close() {
        writer.close();
    }
}
