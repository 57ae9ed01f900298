package io.millrace.executor.query;

import io.millrace.executor.log.QueryCut;
import io.millrace.executor.log.SplitCut;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.source.BarrierCommand;
import io.millrace.executor.source.BarrierCommand.NewSplit;
import io.millrace.executor.source.ScanInput;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.TaskState;
import io.millrace.executor.task.Progress;
import io.millrace.executor.task.Scheduler;
import io.millrace.executor.task.Task;
import io.millrace.executor.task.TaskCheckpoint;
import io.millrace.spi.batch.RowBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A plan at work: leads barriers through its tasks and tells its owner what each epoch came to.
 *
 * <p><b>Threading:</b> the conductor's, on which the owner is called too; what tasks report comes there through its executor.
 */
public final class RunningQuery {
    private final QuerySpec spec;
    private final Owner owner;
    private final Executor conductor;
    private final StateStore store;
    private final QueryMetrics metrics;
    private final Tasks tasks = new Tasks();
    private final Scans scans = new Scans();
    private final TreeMap<Long, OpenEpoch> openEpochs = new TreeMap<>();
    private long timeMicros;
    private @Nullable QueryCut lastCut;
    private boolean failed;
    private boolean stopping;
    private volatile boolean quiet;
    private long rowsSeen;

    /** Hears of a query, on the conductor. */
    public interface Owner {
        /** Every scan has ended the epoch there. */
        void cutReached(RunningQuery query, QueryCut cut, boolean changed);

        /** Every task has passed the barrier; epochs come in order. */
        void epochPassed(RunningQuery query, EpochOutcome outcome);

        /** It would like an epoch to end: rows came after quiet, or its input has ended. */
        void wantsEpoch(RunningQuery query);

        /** A task has failed; the query does nothing more. */
        void queryFailed(RunningQuery query, Throwable error);

        /** All tasks have stopped; the state store may be closed. */
        void queryStopped(RunningQuery query);
    }

    private static final class Tasks {
        final List<Task> all = new ArrayList<>();
        int running;
    }

    /** The scans, and which task reads which split. */
    private static final class Scans {
        final List<ScanTask> all = new ArrayList<>();
        final Map<String, Map<String, Integer>> taskBySplit = new LinkedHashMap<>();
        int ended;
    }

    private record ScanTask(String scan, int task, int parallelism, ScanInput input, Task owner) {}

    /** An epoch on its way through the tasks. */
    private static final class OpenEpoch {
        final long timeMicros;
        final boolean checkpoint;
        int scansMissing;
        boolean readRows;
        int tasksMissing;
        final List<SplitCut> splits = new ArrayList<>();
        final List<List<RowBatch>> changes = new ArrayList<>();
        final List<TaskState.Frozen> frozen = new ArrayList<>();
        long alignNanos;
        long freezeNanos;
        final List<String> commits = new ArrayList<>();
        Progress progress = Progress.ENDED;

        OpenEpoch(long timeMicros, boolean checkpoint) {
            this.timeMicros = timeMicros;
            this.checkpoint = checkpoint;
        }
    }

    RunningQuery(
            QuerySpec spec,
            Owner owner,
            Executor conductor,
            StateStore store,
            QueryMetrics metrics,
            long timeMicros,
            @Nullable QueryCut lastCut) {
        this.spec = spec;
        this.owner = owner;
        this.conductor = conductor;
        this.store = store;
        this.metrics = metrics;
        this.timeMicros = timeMicros;
        this.lastCut = lastCut;
    }

    public QuerySpec spec() {
        return spec;
    }

    public QueryMetrics metrics() {
        return metrics;
    }

    public StateStore store() {
        return store;
    }

    /** Time of the epoch that is open at the scans. */
    public long timeMicros() {
        return timeMicros;
    }

    /** The newest cut; null before the first. */
    public @Nullable QueryCut lastCut() {
        return lastCut;
    }

    /** Barriers on their way. */
    public int epochsInFlight() {
        return openEpochs.size();
    }

    /** The most rows that a scan of it has not read though they are there, and that are in memory for it. */
    public long rowsBehind() {
        long most = 0;
        for (ScanTask scan : scans.all) {
            most = Math.max(most, scan.input().rowsBehind());
        }
        return most;
    }

    /** Whether its state store holds more than what was frozen at its barriers and written. */
    public boolean stateIsAhead() {
        return tasks.all.stream().anyMatch(Task::stateIsAhead);
    }

    public boolean scansEnded() {
        return scans.ended == scans.all.size();
    }

    void add(Task task) {
        tasks.all.add(task);
    }

    void addScan(String scan, int task, int parallelism, ScanInput input, Task reader) {
        scans.all.add(new ScanTask(scan, task, parallelism, input, reader));
    }

    void assignSplit(String scan, String split, int parallelism) {
        Map<String, Integer> bySplit = scans.taskBySplit.computeIfAbsent(scan, s -> new LinkedHashMap<>());
        bySplit.putIfAbsent(split, bySplit.size() % parallelism);
    }

    boolean isAssigned(String scan, String split, int task) {
        Integer assigned = scans.taskBySplit.getOrDefault(scan, Map.of()).get(split);
        return assigned != null && assigned == task;
    }

    /** Whether a split is being read already. */
    public boolean reads(String scan, String split) {
        return scans.taskBySplit.getOrDefault(scan, Map.of()).containsKey(split);
    }

    /** Lets the tasks run. */
    public void start(Scheduler scheduler, int affinity) {
        tasks.running = tasks.all.size();
        for (int i = 0; i < tasks.all.size(); i++) {
            Task task = tasks.all.get(i);
            task.onWake(scheduler.start(task, affinity + i));
        }
        tasks.all.forEach(Task::wake);
    }

    /**
     * Sends a barrier after all rows read so far.
     *
     * @param nextTimeMicros time of the epoch that begins
     * @param replay the cut it had when it was first closed; null when it closes now
     * @param newSplits by scan: splits to read from now on
     * @param hold whether nothing is read behind it until the next barrier is sent
     */
    public void sendBarrier(
            long epoch,
            boolean checkpoint,
            long nextTimeMicros,
            @Nullable QueryCut replay,
            Map<String, List<NewSplit>> newSplits,
            boolean hold) {
        OpenEpoch open = new OpenEpoch(timeMicros, checkpoint);
        open.scansMissing = scans.all.size();
        open.tasksMissing = tasks.all.size();
        openEpochs.put(epoch, open);
        Epoch closed = new Epoch(epoch, timeMicros, checkpoint, false);
        timeMicros = nextTimeMicros;
        for (ScanTask scan : scans.all) {
            List<SplitCut> targets = replay == null ? null : targets(scan, replay);
            List<NewSplit> begun = begun(scan, newSplits.getOrDefault(scan.scan(), List.of()));
            scan.input().command(new BarrierCommand(closed, nextTimeMicros, targets, begun, hold));
            scan.owner().wake();
        }
    }

    private List<SplitCut> targets(ScanTask scan, QueryCut replay) {
        List<SplitCut> targets = new ArrayList<>();
        for (SplitCut split : replay.splits()) {
            if (split.scan().equals(scan.scan())) {
                assignSplit(scan.scan(), split.split(), scan.parallelism());
                if (isAssigned(scan.scan(), split.split(), scan.task())) {
                    targets.add(split);
                }
            }
        }
        return targets;
    }

    private List<NewSplit> begun(ScanTask scan, List<NewSplit> found) {
        List<NewSplit> begun = new ArrayList<>();
        for (NewSplit split : found) {
            assignSplit(scan.scan(), split.split().id(), scan.parallelism());
            if (isAssigned(scan.scan(), split.split().id(), scan.task())) {
                begun.add(split);
            }
        }
        return begun;
    }

    /** Whether no row moves from a checkpoint's barrier until its state is written. */
    public void waitForWrites(boolean wanted) {
        tasks.all.forEach(task -> task.waitForWrites(wanted));
    }

    /** Whether its scans say where their epochs end though rows before that are queued. */
    public void announceBarriers(boolean wanted) {
        tasks.all.forEach(task -> task.announceBarriers(wanted));
    }

    /** Ends it; {@link Owner#queryStopped} follows. */
    public void stop() {
        if (!stopping) {
            stopping = true;
            tasks.all.forEach(Task::stop);
            if (tasks.running == 0) {
                owner.queryStopped(this);
            }
        }
    }

    // What scans and tasks report, from their threads.

    /** @param readRows whether the scan has read rows in that epoch */
    void reportCut(long epoch, List<SplitCut> splits, boolean readRows) {
        conductor.execute(() -> cut(epoch, splits, readRows));
    }

    void reportRead(long rows, boolean unannounced) {
        metrics.rowsIn.add(rows);
        if (unannounced && quiet) {
            quiet = false;
            conductor.execute(() -> {
                if (!failed && !stopping) {
                    owner.wantsEpoch(this);
                }
            });
        }
    }

    void reportEnded() {
        conductor.execute(() -> {
            scans.ended++;
            if (scansEnded() && !failed && !stopping) {
                owner.wantsEpoch(this);
            }
        });
    }

    Task.Listener taskListener() {
        return new Task.Listener() {
            @Override
            public void passed(
                    Task task, Epoch epoch, List<Object> results, @Nullable TaskCheckpoint share, Progress progress) {
                conductor.execute(() -> taskPassed(epoch.number(), results, share, progress));
            }

            @Override
            public void failed(Task task, Throwable error) {
                conductor.execute(() -> taskFailed(error));
            }

            @Override
            public void stopped(Task task) {
                conductor.execute(() -> taskStopped());
            }
        };
    }

    private void cut(long epoch, List<SplitCut> splits, boolean readRows) {
        OpenEpoch open = openEpochs.get(epoch);
        if (open == null || failed || stopping) {
            return;
        }
        open.splits.addAll(splits);
        open.readRows |= readRows;
        if (--open.scansMissing == 0) {
            QueryCut cut = new QueryCut(spec.name(), epoch, open.timeMicros, sorted(open.splits));
            long rows = metrics.rowsIn.sum();
            // What all scans have read by now may be of the next epoch.
            boolean changed =
                    open.readRows || lastCut == null || !lastCut.splits().equals(cut.splits());
            quiet = rows == rowsSeen;
            rowsSeen = rows;
            lastCut = cut;
            owner.cutReached(this, cut, changed);
        }
    }

    private static List<SplitCut> sorted(List<SplitCut> splits) {
        return splits.stream()
                .sorted(Comparator.comparing(SplitCut::scan).thenComparing(SplitCut::split))
                .toList();
    }

    private void taskPassed(long epoch, List<Object> results, @Nullable TaskCheckpoint share, Progress progress) {
        OpenEpoch open = openEpochs.get(epoch);
        if (open == null || failed) {
            return;
        }
        for (Object result : results) {
            if (result instanceof MaterializeOperator.ViewChanges changes) {
                open.changes.add(changes.batches());
            } else if (result instanceof SinkOperator.Prepared prepared) {
                open.commits.addAll(prepared.commits());
            }
        }
        if (share != null) {
            open.frozen.add(share.frozen());
            open.alignNanos = Math.max(open.alignNanos, share.alignNanos());
            open.freezeNanos = Math.max(open.freezeNanos, share.freezeNanos());
        }
        open.progress = open.progress.and(progress);
        if (--open.tasksMissing == 0) {
            openEpochs.remove(epoch);
            owner.epochPassed(
                    this,
                    new EpochOutcome(
                            epoch,
                            open.checkpoint,
                            open.changes,
                            open.progress.idle() ? Long.MIN_VALUE : open.progress.watermarkMicros(),
                            open.progress.ended(),
                            new CheckpointShare(open.frozen, open.alignNanos, open.freezeNanos),
                            open.commits));
        }
    }

    private void taskFailed(Throwable error) {
        if (!failed && !stopping) {
            failed = true;
            openEpochs.clear();
            owner.queryFailed(this, error);
        }
    }

    private void taskStopped() {
        if (--tasks.running == 0 && stopping) {
            owner.queryStopped(this);
        }
    }
}
