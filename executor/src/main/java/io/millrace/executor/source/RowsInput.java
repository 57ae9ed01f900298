package io.millrace.executor.source;

import io.millrace.executor.task.Barrier;
import io.millrace.executor.task.Progress;
import io.millrace.spi.batch.RowBatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Rows known beforehand, each given once. <b>Threading:</b> the task's thread. */
public final class RowsInput implements ScanInput {
    private final Deque<RowBatch> batches;
    private final ScanListener listener;
    private final Queue<BarrierCommand> commands = new ConcurrentLinkedQueue<>();
    private boolean endTold;
    /** The newest epoch whose end was announced. */
    private long announced = Long.MIN_VALUE;

    public RowsInput(List<RowBatch> batches, ScanListener listener) {
        this.batches = new ArrayDeque<>(batches);
        this.listener = listener;
    }

    @Override
    public void command(BarrierCommand command) {
        commands.add(command);
    }

    @Override
    public void announceBarriers() {
        for (BarrierCommand command : commands) {
            long epoch = command.epoch().number();
            if (command.replay() != null) {
                return;
            } else if (epoch > announced) {
                announced = epoch;
                listener.cutAhead(epoch, !batches.isEmpty());
            }
        }
    }

    @Override
    public @Nullable Item poll() {
        RowBatch batch = batches.poll();
        if (batch != null) {
            listener.read(batch.rows());
            return new Rows(batch);
        }
        if (!endTold) {
            endTold = true;
            listener.ended();
        }
        BarrierCommand command = commands.poll();
        if (command == null) {
            return null;
        }
        if (command.epoch().number() > announced) {
            listener.cut(command.epoch().number(), List.of());
        }
        return new Mark(new Barrier(command.epoch(), command.nextTimeMicros(), Progress.ENDED));
    }
}
