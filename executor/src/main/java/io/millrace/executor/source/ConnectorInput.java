package io.millrace.executor.source;

import io.millrace.executor.log.SplitCut;
import io.millrace.executor.task.Barrier;
import io.millrace.executor.task.Progress;
import io.millrace.executor.task.Scheduler;
import io.millrace.executor.task.SerialIo;
import io.millrace.plan.node.Watermark;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.SplitPosition;
import io.millrace.spi.connector.SplitReader;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the splits of a connector's table that one task has, a batch of each in turn. Epochs end between batches; at a replay
 * exactly where they ended before.
 *
 * <p><b>Threading:</b> the task's thread.
 */
public final class ConnectorInput implements ScanInput {
    private final Setup setup;
    private final List<OpenSplit> splits = new ArrayList<>();
    private final Map<String, OpenSplit> splitsById = new HashMap<>();
    private final Queue<BarrierCommand> commands = new ConcurrentLinkedQueue<>();
    /** Barriers that were announced: nothing is read before they are given. */
    private final Deque<Item> announced = new ArrayDeque<>();

    private final BatchBuilder builder;
    private long timeMicros;
    private boolean held;
    private boolean endTold;
    private boolean starved;
    private int next;
    private volatile Runnable wakeTask = () -> {};

    /** Opens splits and offers what scans of a query share. */
    public interface Splits {
        /** Opens a reader; the id is of a split that was found before. */
        SplitReader open(String id, SplitPosition position);

        /** Where a split begins. */
        SplitPosition start(String id);

        /** Monotonic time in nanoseconds, for idleness. */
        long nanoTime();
    }

    /**
     * What is read and how.
     *
     * @param scan the plan node's id
     * @param readTypes of the physical columns the reader delivers
     * @param withSplit whether the name of the split follows them
     * @param outputs computes the scan's columns from them
     * @param marks computes the watermark expression from the scan's columns; null if there is no watermark
     * @param endless whether the input never ends, so that new splits may be found later
     * @param finite whether it ends at the position the input has when it begins
     */
    public record Setup(
            String scan,
            List<DataType> readTypes,
            boolean withSplit,
            UnaryOperator<RowBatch> outputs,
            @Nullable Watermark watermark,
            @Nullable UnaryOperator<RowBatch> marks,
            boolean dropLate,
            long allowedLatenessMicros,
            boolean endless,
            boolean finite,
            Splits splits,
            Scheduler scheduler,
            ScanListener listener) {}

    /** A split being read. */
    private static final class OpenSplit {
        final String id;
        final @Nullable SplitFeed feed;
        final SplitTime time;
        final long untilOffset;
        SplitPosition position;
        boolean ended;
        boolean idle;
        long lastRowNanos;

        OpenSplit(String id, @Nullable SplitFeed feed, SplitPosition position, SplitTime time, long untilOffset) {
            this.id = id;
            this.feed = feed;
            this.position = position;
            this.time = time;
            this.untilOffset = untilOffset;
            this.ended = feed == null;
        }
    }

    /**
     * @param begun the splits of this task as a cut left them; new ones at their start
     * @param timeMicros time of the epoch that is open
     * @param held whether to read nothing before the first command (a replay)
     */
    public ConnectorInput(Setup setup, List<SplitCut> begun, long timeMicros, boolean held) {
        this.setup = setup;
        this.timeMicros = timeMicros;
        this.held = held;
        this.builder = new BatchBuilder(setup.readTypes(), RowBatch.ROWS_TARGET);
        for (SplitCut split : begun) {
            add(split.split(), split.position(), split.watermarkMicros(), split.idle(), split.ended());
        }
    }

    private void add(String id, SplitPosition position, long watermarkMicros, boolean idle, boolean ended) {
        SplitReader reader = ended ? null : setup.splits().open(id, position);
        long until = setup.finite() && reader != null ? reader.currentEnd() : SplitReader.NO_LIMIT;
        SplitTime time = new SplitTime(watermarkMicros, setup.allowedLatenessMicros());
        OpenSplit split = new OpenSplit(id, reader == null ? null : feed(reader), position, time, until);
        split.idle = idle;
        split.lastRowNanos = setup.splits().nanoTime();
        splits.add(split);
        splitsById.put(id, split);
    }

    private SplitFeed feed(SplitReader reader) {
        return reader.mayBlock()
                ? new BackgroundFeed(reader, setup.readTypes(), new SerialIo(setup.scheduler()), () -> wakeTask.run())
                : new DirectFeed(reader, builder);
    }

    @Override
    public void onRows(Runnable wake) {
        wakeTask = wake;
    }

    /** Time of the epoch that is open. */
    public long timeMicros() {
        return timeMicros;
    }

    @Override
    public void command(BarrierCommand command) {
        commands.add(command);
    }

    @Override
    public boolean needsPolling() {
        return starved && (!held || !commands.isEmpty()) && !allEnded();
    }

    /** It ends epochs where it stands. */
    @Override
    public void announceBarriers() {
        BarrierCommand command = commands.peek();
        while (command != null && command.replay() == null) {
            commands.remove();
            announced.add(barrier(command));
            command = commands.peek();
        }
    }

    @Override
    public @Nullable Item poll() {
        starved = false;
        Item barrier = announced.poll();
        if (barrier != null) {
            return barrier;
        }
        BarrierCommand command = commands.peek();
        if (command == null) {
            return held ? null : readOnward();
        }
        if (command.replay() != null) {
            RowBatch batch = replay(command.replay());
            if (batch != null) {
                return new Rows(batch);
            } else if (!reached(command.replay())) {
                starved = true;
                return null;
            }
        }
        commands.remove();
        return barrier(command);
    }

    private @Nullable Item readOnward() {
        for (int tried = 0; tried < splits.size(); tried++) {
            OpenSplit split = splits.get(next);
            next = (next + 1) % splits.size();
            if (!split.ended) {
                RowBatch batch = read(split, split.untilOffset);
                if (batch != null) {
                    return new Rows(batch);
                }
            }
        }
        starved = true;
        if (!endTold && allEnded()) {
            endTold = true;
            setup.listener().ended();
        }
        return null;
    }

    /** Reads towards the positions of a cut; null when nothing is left to read, or nothing is there at the moment. */
    private @Nullable RowBatch replay(List<SplitCut> targets) {
        for (SplitCut target : targets) {
            OpenSplit split = splitsById.get(target.split());
            if (split == null) {
                boolean fresh = target.position().equals(setup.splits().start(target.split()));
                add(
                        target.split(),
                        setup.splits().start(target.split()),
                        fresh ? target.watermarkMicros() : Long.MIN_VALUE,
                        false,
                        false);
                split = splits.get(splits.size() - 1);
            }
            while (!split.ended && split.position.offset() < target.position().offset()) {
                long before = split.position.offset();
                RowBatch batch = read(split, target.position().offset());
                if (batch != null) {
                    return batch;
                } else if (split.position.offset() == before) {
                    break;
                }
            }
        }
        return null;
    }

    private boolean reached(List<SplitCut> targets) {
        for (SplitCut target : targets) {
            OpenSplit split = splitsById.get(target.split());
            if (split == null
                    || !split.ended
                            && split.position.offset() < target.position().offset()) {
                return false;
            }
        }
        return true;
    }

    /** Reads one batch; null if no row came of it. */
    private @Nullable RowBatch read(OpenSplit split, long untilOffset) {
        SplitFeed feed = split.feed;
        if (feed == null) {
            return null;
        }
        RowBatch rows = feed.poll(untilOffset);
        split.position = feed.position();
        split.ended = feed.ended() || split.position.offset() >= split.untilOffset;
        if (rows == null) {
            return null;
        }
        setup.listener().read(rows.rows());
        split.idle = false;
        split.lastRowNanos = setup.splits().nanoTime();
        RowBatch batch = setup.outputs().apply(setup.withSplit() ? withSplit(rows, split.id) : rows);
        Watermark watermark = setup.watermark();
        UnaryOperator<RowBatch> marks = setup.marks();
        if (watermark == null || marks == null || batch.rows() == 0) {
            return batch.rows() == 0 ? null : batch;
        }
        long skew = watermark.maxFutureSkewMicros();
        RowBatch onTime = split.time.advance(
                batch, watermark.column(), marks, skew == 0 ? Long.MAX_VALUE : timeMicros + skew, setup.dropLate());
        if (onTime.rows() < batch.rows()) {
            setup.listener().late(SplitTime.without(batch, onTime));
        }
        return onTime.rows() == 0 ? null : onTime;
    }

    private static RowBatch withSplit(RowBatch batch, String split) {
        byte[] name = split.getBytes(StandardCharsets.UTF_8);
        ColumnBuilder.OfBytes names = (ColumnBuilder.OfBytes) ColumnBuilder.of(Storage.BYTES, batch.rows());
        for (int row = 0; row < batch.rows(); row++) {
            names.append(name);
        }
        Column[] columns = Arrays.copyOf(batch.columns(), batch.columnCount() + 1);
        columns[batch.columnCount()] = names.build();
        return batch.withColumns(columns);
    }

    private Item barrier(BarrierCommand command) {
        List<SplitCut> replayed = command.replay();
        if (replayed == null) {
            noteIdleness();
        } else {
            for (SplitCut target : replayed) {
                OpenSplit split = splitsById.get(target.split());
                if (split != null) {
                    split.idle = target.idle();
                    split.ended |= target.ended();
                }
            }
        }
        for (BarrierCommand.NewSplit split : command.newSplits()) {
            add(split.split().id(), split.split().start(), split.watermarkMicros(), false, false);
        }
        Progress progress = progress();
        List<SplitCut> cut = new ArrayList<>(splits.size());
        for (OpenSplit split : splits) {
            cut.add(new SplitCut(
                    setup.scan(), split.id, split.position, split.time.reachedMicros(), split.idle, split.ended));
        }
        timeMicros = command.nextTimeMicros();
        held = command.hold();
        setup.listener().cut(command.epoch().number(), cut);
        return new Mark(new Barrier(command.epoch(), command.nextTimeMicros(), progress));
    }

    private void noteIdleness() {
        Watermark watermark = setup.watermark();
        if (watermark == null || watermark.idleTimeoutMicros() == 0) {
            return;
        }
        long now = setup.splits().nanoTime();
        for (OpenSplit split : splits) {
            split.idle |= now - split.lastRowNanos > watermark.idleTimeoutMicros() * 1_000;
        }
    }

    private Progress progress() {
        if (allEnded()) {
            return setup.finite() ? endOfFinite() : setup.endless() ? Progress.IDLE : Progress.ENDED;
        }
        Progress together = Progress.ENDED;
        for (OpenSplit split : splits) {
            Progress own =
                    split.ended ? Progress.ENDED : split.idle ? Progress.IDLE : Progress.at(split.time.reachedMicros());
            together = together.and(own);
        }
        return together;
    }

    /** Of an input that goes on behind the point up to which it was read. */
    private Progress endOfFinite() {
        long reached = Long.MAX_VALUE;
        for (OpenSplit split : splits) {
            reached = Math.min(reached, split.time.reachedMicros());
        }
        return !setup.endless() ? Progress.ENDED : Progress.endedAt(splits.isEmpty() ? Long.MIN_VALUE : reached);
    }

    private boolean allEnded() {
        for (OpenSplit split : splits) {
            if (!split.ended) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        for (OpenSplit split : splits) {
            if (split.feed != null) {
                split.feed.close();
            }
        }
    }
}
