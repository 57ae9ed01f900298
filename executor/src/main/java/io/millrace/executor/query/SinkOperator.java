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
 * Writes to a connector; at a checkpoint its output becomes durable, and visible once the checkpoint is. At a recovery that fell
 * back behind what the sink has committed it leaves that out, epoch by epoch as it was logged.
 */
final class SinkOperator implements TerminalOperator {
    private final SinkOutput output;
    private final @Nullable NetChanges changes;
    private final SinkProgress progress;
    /** Up to this epoch the sink has the output already. */
    private final long committedEpoch;

    private boolean committed;

    /** What a task's writer prepared at a checkpoint. */
    record Prepared(List<String> commits) {}

    /** Counts rows written. */
    interface SinkProgress {
        void written(long rows);
    }

    SinkOperator(SinkOutput output, RowType rowType, boolean appendOnly, long committedEpoch, SinkProgress progress) {
        this.output = output;
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
        output.write(batch);
        progress.written(batch.rows());
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        if (changes != null) {
            MaterializeOperator.drain(changes.net()).forEach(this::write);
        }
        committed &= epoch.number() < committedEpoch;
        output.endEpoch(epoch.number(), epoch.checkpoint());
    }

    @Override
    public void onRoom(Runnable wake) {
        output.onRoom(wake);
    }

    @Override
    public boolean hasRoom() {
        return output.hasRoom();
    }

    @Override
    public Object takeResult() {
        return new Prepared(output.takePrepared());
    }

    @Override
    public void close() {
        output.close();
    }
}
