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

/**
 * Writes to a connector; at a checkpoint its output becomes durable, and visible once the checkpoint is. At a recovery that fell
 * back behind what the sink has committed it leaves that out, epoch by epoch as it was logged.
 */
final class SinkOperator implements TerminalOperator {
    private final SinkWriter writer;
    private final @Nullable NetChanges changes;
    private final SinkProgress progress;
    /** Up to this epoch the sink has the output already. */
    private final long committedEpoch;

    private boolean committed;
    private List<String> prepared = List.of();

    /** What a task's writer prepared at a checkpoint. */
    record Prepared(List<String> commits) {}

    /** Counts rows written. */
    interface SinkProgress {
        void written(long rows);
    }

    SinkOperator(SinkWriter writer, RowType rowType, boolean appendOnly, long committedEpoch, SinkProgress progress) {
        this.writer = writer;
        this.changes = appendOnly ? null : new NetChanges(rowType);
        this.progress = progress;
        this.committedEpoch = committedEpoch;
        this.committed = committedEpoch > 0;
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
        if (committed) {
            return;
        }
        writer.write(batch);
        progress.written(batch.rows());
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        if (changes != null) {
            MaterializeOperator.drain(changes.net()).forEach(this::write);
        }
        writer.endEpoch(epoch.number());
        committed &= epoch.number() < committedEpoch;
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
