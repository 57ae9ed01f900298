package io.millrace.executor.source;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.row.NetChanges;
import io.millrace.executor.relation.Change;
import io.millrace.executor.relation.Relation;
import io.millrace.executor.relation.RelationView;
import io.millrace.executor.task.Barrier;
import io.millrace.executor.task.Progress;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a native table or view: its rows at an epoch, then, for a query that goes on, the changes of each epoch. The first task
 * reads the rows; changes are dealt out batch by batch. Where late changes are left out, the rows are those that come of the
 * changes that were on time, so that it does not matter when a query began.
 *
 * <p><b>Threading:</b> the task's thread.
 */
public final class RelationInput implements ScanInput {
    private final Relation relation;
    private final Options options;
    private final int task;
    private final int parallelism;
    private final ScanListener listener;
    private final Queue<BarrierCommand> commands = new ConcurrentLinkedQueue<>();
    private final Deque<RowBatch> ready = new ArrayDeque<>();
    private volatile @Nullable RelationView view;
    private RelationView.@Nullable RowCursor cursor;
    private volatile Change last;
    private boolean endTold;
    /** The newest epoch whose end was announced. */
    private long announced = Long.MIN_VALUE;

    /**
     * What of the relation is read.
     *
     * @param columns columns given, in this order
     * @param key a batch of one row with the primary key wanted, null for all rows
     * @param keyColumns the relation's columns that are its key, in the order of {@code key}
     * @param lateTimeColumn column (of the relation) by which changes behind the watermark are left out; −1 for none
     * @param allowedLatenessMicros how far behind the watermark changes are not left out
     * @param continuous whether it follows the changes
     * @param pauses those in which its query had failed: what changed in one of them is given net
     */
    public record Options(
            int[] columns,
            @Nullable RowBatch key,
            int[] keyColumns,
            int lateTimeColumn,
            long allowedLatenessMicros,
            boolean continuous,
            List<Pause> pauses) {
        public Options {
            pauses = List.copyOf(pauses);
        }
    }

    /** From the epoch behind {@code after} up to that one a query closed none. */
    public record Pause(long after, long upTo) {}

    /**
     * @param view the rows to begin with, closed by this; null if they have been read before (after a restore)
     * @param from the change behind which it follows
     */
    public RelationInput(
            Relation relation,
            Options options,
            @Nullable RelationView view,
            Change from,
            int task,
            int parallelism,
            ScanListener listener) {
        this.relation = relation;
        this.options = options;
        this.view = view;
        this.last = from;
        this.task = task;
        this.parallelism = parallelism;
        this.listener = listener;
    }

    @Override
    public void command(BarrierCommand command) {
        commands.add(command);
    }

    @Override
    public long rowsBehind() {
        return options.continuous() || view != null ? relation.newest().rowsSoFar() - last.rowsSoFar() : 0;
    }

    /** What an epoch holds is what was published up to it. */
    @Override
    public void announceBarriers() {
        for (BarrierCommand command : commands) {
            long epoch = command.epoch().number();
            if (command.replay() != null) {
                return;
            } else if (epoch > announced) {
                announced = epoch;
                Change next = options.continuous() ? last.next() : null;
                listener.cutAhead(epoch, view != null || !ready.isEmpty() || next != null && next.epoch() <= epoch);
            }
        }
    }

    @Override
    public @Nullable Item poll() {
        while (true) {
            RowBatch batch = ready.poll();
            if (batch != null) {
                listener.read(batch.rows());
                return new Rows(batch.project(options.columns()));
            }
            RelationView unread = view;
            if (unread != null) {
                readView(unread);
            } else if (!endTold && !options.continuous()) {
                endTold = true;
                listener.ended();
            } else {
                BarrierCommand command = commands.peek();
                if (command == null) {
                    return null;
                }
                Change next = options.continuous() ? last.next() : null;
                if (next == null || next.epoch() > command.epoch().number()) {
                    commands.remove();
                    return barrier(command);
                }
                Pause pause = pauseAt(next.epoch());
                if (pause == null) {
                    take(next);
                } else {
                    takeNet(next, pause);
                }
            }
        }
    }

    /** The longest: in one that a query was begun again in, and failed again, it has closed nothing either. */
    private @Nullable Pause pauseAt(long epoch) {
        Pause longest = null;
        for (Pause pause : options.pauses()) {
            boolean isIn = epoch > pause.after() && epoch <= pause.upTo();
            if (isIn && (longest == null || pause.upTo() > longest.upTo())) {
                longest = pause;
            }
        }
        return longest;
    }

    /** All that changed in a pause, in one task: rows that came and went in it are not seen. */
    private void takeNet(Change first, Pause pause) {
        NetChanges together = new NetChanges(relation.rowType());
        for (Change change = first; change != null && change.epoch() <= pause.upTo(); change = change.next()) {
            long reached = last.watermarkMicros();
            last = change;
            if (task == 0) {
                change.batches().forEach(batch -> together.add(onTime(withKey(batch), reached)));
            }
        }
        Emission net = together.net();
        for (RowBatch batch = net.next(); batch != null; batch = net.next()) {
            if (batch.rows() > 0) {
                ready.add(batch);
            }
        }
    }

    /** Reads some of the first rows; done with the view when there are no more. */
    private void readView(RelationView from) {
        BatchBuilder builder = new BatchBuilder(relation.rowType());
        boolean more = false;
        boolean leavesLateOut = options.lateTimeColumn() >= 0;
        if (options.key() != null && !leavesLateOut) {
            if (task == 0) {
                from.lookUp(options.key(), 0, identity(options.keyColumns().length), builder);
            }
        } else if (task == 0) {
            if (cursor == null) {
                cursor = leavesLateOut ? from.rowsOnTime(options.lateTimeColumn()) : from.rows();
            }
            long late = cursor.late();
            more = cursor.read(builder);
            if (cursor.late() > late) {
                listener.lateBefore(cursor.late() - late);
            }
        }
        if (!builder.isEmpty()) {
            RowBatch batch = withKey(builder.build());
            if (batch.rows() > 0) {
                ready.add(batch);
            }
        }
        if (!more) {
            closeView();
        }
    }

    private static int[] identity(int length) {
        int[] columns = new int[length];
        Arrays.setAll(columns, i -> i);
        return columns;
    }

    private void take(Change change) {
        long reached = last.watermarkMicros();
        last = change;
        List<RowBatch> batches = change.batches();
        for (int i = task; i < batches.size(); i += parallelism) {
            RowBatch batch = onTime(withKey(batches.get(i)), reached);
            if (batch.rows() > 0) {
                ready.add(batch);
            }
        }
    }

    private RowBatch withKey(RowBatch batch) {
        RowBatch key = options.key();
        if (key == null) {
            return batch;
        }
        int[] selected = new int[batch.rows()];
        int count = 0;
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            boolean same = true;
            for (int k = 0; same && k < options.keyColumns().length; k++) {
                Column column = batch.column(options.keyColumns()[k]);
                same = !column.isNull(row) && column.same(row, key.column(k), 0);
            }
            if (same) {
                selected[count++] = row;
            }
        }
        return batch.select(selected, count);
    }

    private RowBatch onTime(RowBatch batch, long reached) {
        if (options.lateTimeColumn() < 0) {
            return batch;
        }
        LongColumn time = (LongColumn) batch.column(options.lateTimeColumn());
        long onTimeFrom = reached < Long.MIN_VALUE + options.allowedLatenessMicros()
                ? Long.MIN_VALUE
                : reached - options.allowedLatenessMicros();
        int[] selected = new int[batch.rows()];
        int count = 0;
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            if (time.isNull(row) || time.values()[row] >= onTimeFrom) {
                selected[count++] = row;
            }
        }
        RowBatch onTime = batch.select(selected, count);
        if (count < batch.rows()) {
            listener.late(SplitTime.without(batch, onTime).project(options.columns()));
        }
        return onTime;
    }

    private Item barrier(BarrierCommand command) {
        if (command.epoch().number() > announced) {
            listener.cut(command.epoch().number(), List.of());
        }
        return new Mark(new Barrier(
                command.epoch(),
                command.nextTimeMicros(),
                progress(command.epoch().number())));
    }

    /**
     * A question about now sees the event time that a query which goes on would see. A query that repeats an epoch sees what it saw
     * then, though the relation may have come to its end since.
     */
    private Progress progress(long epoch) {
        boolean complete = options.continuous() ? relation.completeAt(epoch) : relation.complete();
        if (complete && last.next() == null) {
            return Progress.ENDED;
        }
        return options.continuous() ? Progress.at(last.watermarkMicros()) : Progress.endedAt(last.watermarkMicros());
    }

    private void closeView() {
        if (cursor != null) {
            cursor.close();
            cursor = null;
        }
        RelationView read = view;
        if (read != null) {
            read.close();
            view = null;
        }
    }

    @Override
    public void close() {
        closeView();
    }
}
