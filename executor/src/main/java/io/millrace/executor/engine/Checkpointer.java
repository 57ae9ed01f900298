package io.millrace.executor.engine;

import io.millrace.executor.checkpoint.CheckpointStore;
import io.millrace.executor.checkpoint.Manifest;
import io.millrace.executor.checkpoint.Manifest.QueryPoint;
import io.millrace.executor.checkpoint.Manifest.TablePoint;
import io.millrace.executor.engine.CheckpointRun.Part;
import io.millrace.executor.engine.CheckpointRun.Waiter;
import io.millrace.executor.engine.ManagedQuery.State;
import io.millrace.executor.engine.QueryTuning.CheckpointMode;
import io.millrace.executor.log.QueryCut;
import io.millrace.executor.query.EpochOutcome;
import io.millrace.executor.relation.PinnedView;
import io.millrace.executor.relation.Relation;
import io.millrace.executor.state.TaskState;
import io.millrace.executor.task.SerialIo;
import io.millrace.plan.node.SinkWrite;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes checkpoints of the whole database at one epoch: every query's barrier, then state, view and sinks of each, then the
 * tables, then the manifest, then the sinks' commits. Several may be under way; they become durable in their order, and one that does
 * makes those before it needless.
 *
 * <p><b>Threading:</b> the conductor; files are written on I/O threads.
 */
final class Checkpointer implements QueryLeader.Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

    private final EngineState state;
    private final QueryLeader leader;
    private final CheckpointStore store;
    private final boolean keptOnDisk;
    private final SerialIo tableIo;
    private final List<Waiter> waiting = new ArrayList<>();
    private final List<Manifest> kept = new ArrayList<>();
    private final HistoryKeeper history;
    private final FailedQueries failed;
    private final Overtaking overtaking;
    /** Under way, by epoch. */
    private final TreeMap<Long, CheckpointRun> runs = new TreeMap<>();

    private final CheckpointRecords records = new CheckpointRecords();
    private boolean beginning;
    private boolean paused;
    /** Whether it waits for a query that begins again. */
    private boolean heldUp;

    private Runnable onReleased = () -> {};
    private final List<CompletableFuture<Void>> idleWaiters = new ArrayList<>();
    private long nextId = 1;
    private long endedNanos;

    /** @param keptOnDisk whether every checkpoint is written; otherwise only those that are asked for */
    Checkpointer(EngineState state, QueryLeader leader, CheckpointStore store, boolean keptOnDisk) {
        this.state = state;
        this.leader = leader;
        this.store = store;
        this.keptOnDisk = keptOnDisk;
        this.tableIo = new SerialIo(state.scheduler);
        this.history = new HistoryKeeper(state, store);
        this.failed = new FailedQueries(state);
        this.overtaking = new Overtaking(state, store);
        leader.onCheckpoints(this);
    }

    /** Goes on behind the checkpoints there are. */
    void beginAfter(List<Manifest> there, List<Manifest> retained) {
        kept.clear();
        kept.addAll(there);
        history.beginWith(retained);
        nextId = Stream.concat(there.stream(), retained.stream())
                        .mapToLong(Manifest::id)
                        .max()
                        .orElse(0)
                + 1;
    }

    long takeId() {
        return nextId++;
    }

    List<Manifest> kept() {
        return List.copyOf(kept);
    }

    /** All whose rows can be read: those kept and those retained. */
    List<Manifest> readable() {
        List<Manifest> all = new ArrayList<>(history.retained());
        all.addAll(kept);
        return all;
    }

    /** Forgets all but this one, which replaced them. */
    void replaceAll(Manifest only) {
        List<Manifest> old = List.copyOf(kept);
        kept.clear();
        kept.add(only);
        history.retire(
                old.stream().filter(manifest -> manifest.id() != only.id()).toList());
    }

    @Override
    public void wanted() {
        if (runs.isEmpty() && waiting.isEmpty()) {
            request(keptOnDisk);
        }
    }

    /** What to do when a checkpoint is over. */
    void onReleased(Runnable then) {
        onReleased = then;
    }

    /** Whether a checkpoint under way is to commit what a query's sink has prepared, or holds the query as it was before. */
    boolean holds(ManagedQuery query) {
        return runs.values().stream()
                .map(run -> run.part(query))
                .anyMatch(part -> part != null && (query.sink() != null || part.overtaken));
    }

    /** A query has failed and begins again: a checkpoint that waits for it is taken when it is back. */
    void suspended(ManagedQuery query) {
        for (CheckpointRun current : List.copyOf(runs.values())) {
            Part part = current.part(query);
            if (part != null && part.point == null && !current.aborted) {
                putOff(current, query);
            }
        }
    }

    private void putOff(CheckpointRun current, ManagedQuery query) {
        if (current.alone) {
            abort(
                    current,
                    new MillraceException(
                            SqlState.NOT_IN_REQUIRED_STATE,
                            "checkpoint " + current.id + " was given up because query " + query.name()
                                    + " has failed and begins again"));
            return;
        }
        LOG.info("checkpoint {} is put off until query {} runs again", current.id, query.name());
        current.aborted = true;
        current.parts.values().forEach(other -> other.query.forced.remove(current.epoch, true));
        waiting.addAll(0, current.waiters);
        current.waiters.clear();
        removeIfAborted(current);
        ended(current);
        commitNext();
    }

    /** A query that had failed runs again. */
    void resumed() {
        beginIfIdle();
    }

    boolean busy() {
        return !runs.isEmpty() || beginning;
    }

    /** Takes one because it is time, unless enough are under way or the last one has only just ended. */
    void periodic(boolean files) {
        boolean tooSoon = state.clock.nanoTime() - endedNanos
                < state.options.checkpoints().pauseMin().toNanos();
        if (waiting.isEmpty() && !beginning && roomForMore() && !tooSoon) {
            request(files);
        }
    }

    private boolean roomForMore() {
        return runs.size() < state.options.checkpoints().concurrentMax();
    }

    List<CheckpointInfo> infos() {
        return records.all(kept, runs.values(), state.clock.nanoTime(), state.timeline);
    }

    /** Begins no other one until {@link #resume}; done when none is under way. */
    CompletableFuture<Void> pause() {
        paused = true;
        CompletableFuture<Void> idle = new CompletableFuture<>();
        if (busy()) {
            idleWaiters.add(idle);
        } else {
            idle.complete(null);
        }
        return idle;
    }

    void resume() {
        paused = false;
        beginIfIdle();
    }

    private void ended(CheckpointRun over) {
        runs.remove(over.epoch);
        endedNanos = state.clock.nanoTime();
        if (!busy()) {
            idleWaiters.forEach(waiter -> waiter.complete(null));
            idleWaiters.clear();
        }
        onReleased.run();
        beginIfIdle();
        overtake();
    }

    /** Takes a checkpoint, or one more after the one under way. */
    CompletableFuture<Manifest> request(boolean files) {
        return request(files, false);
    }

    /** Takes one for which every query's barrier has come through, whatever its mode. */
    CompletableFuture<Manifest> requestAligned(boolean files) {
        return request(files, true);
    }

    private CompletableFuture<Manifest> request(boolean files, boolean aligned) {
        CompletableFuture<Manifest> future = new CompletableFuture<>();
        waiting.add(new Waiter(future, files || keptOnDisk, aligned));
        beginIfIdle();
        return future;
    }

    private void beginIfIdle() {
        if (roomForMore() && !beginning && !paused && !waiting.isEmpty() && !state.recovering && !isHeldUp()) {
            beginning = true;
            state.epochs.whenClosed(this::begin);
        }
    }

    /** A query that begins again is waited for, but not for ever. */
    private boolean isHeldUp() {
        boolean before = heldUp;
        heldUp = Restarts.inTheWay(state.queries.values()) != null;
        if (heldUp && !before) {
            List<Waiter> patient = List.copyOf(waiting);
            state.scheduler.after(
                    state.options.checkpoints().timeout().toMillis(),
                    () -> state.conductor.execute(() -> giveUpWaiting(patient)));
        }
        return heldUp;
    }

    private void giveUpWaiting(List<Waiter> patient) {
        MillraceException why = Restarts.inTheWay(state.queries.values());
        if (why != null) {
            patient.stream().filter(waiting::remove).forEach(waiter -> waiter.future()
                    .completeExceptionally(why));
        }
    }

    private void begin(long epoch) {
        beginning = false;
        if (isHeldUp()) {
            return;
        }
        List<Waiter> waiters = List.copyOf(waiting);
        waiting.clear();
        begin(epoch, waiters, false);
    }

    /** Takes the checkpoint at which a query stops, while there is no other one: it closes no epoch behind that. */
    CompletableFuture<Manifest> takeLastOf(ManagedQuery query) {
        CompletableFuture<Manifest> future = new CompletableFuture<>();
        state.epochs.whenClosed(epoch -> {
            MillraceException why = Restarts.inTheWay(state.queries.values());
            if (why != null) {
                future.completeExceptionally(why);
            } else {
                query.stopsAt = epoch;
                begin(epoch, List.of(new Waiter(future, true, true)), true);
            }
        });
        return future;
    }

    private void begin(long epoch, List<Waiter> waiters, boolean alone) {
        boolean files = waiters.stream().anyMatch(Waiter::files);
        CheckpointRun begun = new CheckpointRun(
                nextId++,
                epoch,
                files,
                state.clock.nanoTime(),
                state.clock.epochMicros(),
                waiters,
                state.objects.values().stream().map(CatalogJson::write).toList());
        begun.alone = alone;
        begun.aligned = waiters.stream().anyMatch(Waiter::aligned);
        runs.put(epoch, begun);
        if (files && !folderMade(begun)) {
            return;
        }
        for (ManagedTable table : state.tables.values()) {
            PinnedView pin = table.relation().pin(epoch);
            begun.tables.add(new TablePoint(
                    table.object().name(), table.map(), table.relation().watermarkMicros()));
            begun.pins.add(pin);
            begun.tableFolds.add(() -> fold(table.relation(), epoch, pin));
        }
        begun.partsMissing = 1;
        List<Part> still = new ArrayList<>();
        for (ManagedQuery query : state.queries.values()) {
            boolean attachedSink = !query.durable() && query.sink() != null && query.spec.continuous();
            if (query.running() && (query.durable() || attachedSink)) {
                begun.parts.put(query.name(), new Part(query));
                query.forced.put(epoch, true);
            } else if (query.durable()) {
                Part part = new Part(query);
                begun.parts.put(query.name(), part);
                still.add(part);
            }
        }
        begun.partsMissing += begun.parts.size();
        still.forEach(part -> writePart(begun, part));
        writeTables(begun);
        leader.epochClosed(epoch);
        giveUpAfter(begun.id, state.options.checkpoints().timeout());
        overtakeLater(begun);
    }

    /** Those that are waited for only so long are looked at again then. */
    private void overtakeLater(CheckpointRun begun) {
        for (Part part : begun.parts.values()) {
            QueryTuning tuning = part.query.tuning;
            if (!begun.aligned && tuning != null && tuning.mode() == CheckpointMode.AUTO) {
                state.scheduler.after(
                        tuning.alignmentTimeout().toMillis() + 1, () -> state.conductor.execute(this::overtake));
            }
        }
    }

    /**
     * Lets the oldest checkpoint go on without the queries whose barriers alone it waits for, if all of them may be overtaken now. A later
     * one waits for it, so that what that is asked for cannot come of a later one that is less.
     */
    private void overtake() {
        CheckpointRun oldest = runs.isEmpty() ? null : runs.firstEntry().getValue();
        if (oldest == null || oldest.aligned || !oldest.files || !keptOnDisk || !oldest.waitsForBarriersOnly()) {
            return;
        }
        List<Part> lagging = oldest.parts.values().stream()
                .filter(part -> part.point == null)
                .toList();
        if (lagging.stream().allMatch(part -> overtaking.isDue(oldest, part))) {
            for (Part part : lagging) {
                Runnable write = overtaking.overtake(oldest, part);
                LOG.debug(
                        "checkpoint {} goes on without the barrier of query {}: {}",
                        oldest.id,
                        part.query.name(),
                        part.remark);
                oldest.writing++;
                part.query.stateIo.execute(() -> guarded(oldest, null, write));
            }
        }
    }

    @Override
    public void cutReached() {
        overtake();
    }

    /** A full disk may have no room even for that. */
    private boolean folderMade(CheckpointRun begun) {
        try {
            store.begin(begun.id);
            return true;
        } catch (MillraceException e) {
            fail(begun, e);
            return false;
        }
    }

    /** The timer outlives the checkpoint by far, so it keeps the number and not the frozen state. */
    private void giveUpAfter(long id, Duration time) {
        state.scheduler.after(
                time.toMillis(),
                () -> state.conductor.execute(() -> {
                    runs.values().stream()
                            .filter(run -> run.id == id)
                            .findFirst()
                            .ifPresent(run -> tookTooLong(run, time));
                }));
    }

    private void tookTooLong(CheckpointRun run, Duration time) {
        List<ManagedQuery> lagging = run.lagging();
        MillraceException why = new MillraceException(
                SqlState.NOT_IN_REQUIRED_STATE,
                "checkpoint " + run.id + " was given up after " + time.toMillis() + " ms: " + run.heldUpBy());
        abort(run, why);
        lagging.forEach(query -> blame(query, why));
    }

    /** A query that makes one checkpoint after the other fail must not do so for ever. */
    private void blame(ManagedQuery query, MillraceException why) {
        if (++query.checkpointsFailed > state.options.checkpoints().failuresTolerated()) {
            query.checkpointsFailed = 0;
            leader.fail(query, why);
        }
    }

    private static void fold(Relation relation, long epoch, PinnedView pin) {
        relation.fold(epoch);
        pin.close();
        relation.forgetFolded();
    }

    private void writeTables(CheckpointRun begun) {
        Path target = store.folder(begun.id).resolve("tables");
        begun.writing++;
        tableIo.execute(() -> guarded(begun, null, () -> {
            try {
                begun.tableFolds.forEach(Runnable::run);
                if (begun.files) {
                    state.tableStore().snapshot(directory(target), true);
                }
            } finally {
                begun.pins.forEach(PinnedView::close);
            }
        }));
    }

    private Path directory(Path path) {
        store.createDirectories(path);
        return path;
    }

    @Override
    public void passed(ManagedQuery query, EpochOutcome outcome) {
        query.uncommitted.addAll(outcome.commits());
        query.preparedAt = outcome.epoch();
        QueryCut cut = query.publishedCut;
        Runnable written = cut == null ? () -> {} : query.past.frozen(outcome.epoch(), cut);
        CheckpointRun current = runs.get(outcome.epoch());
        Part part = current == null ? null : current.parts.get(query.name());
        if (current == null || part == null || part.query != query || part.overtaken) {
            writeAlone(query, outcome, written);
            return;
        }
        part.written = written;
        part.share = outcome.share();
        part.ran = true;
        part.tuning = query.tuning;
        part.commits = List.copyOf(query.uncommitted);
        part.ended = outcome.ended();
        if (query.tuning != null && query.tuning.maybeUnaligned()) {
            boolean possible = keptOnDisk && !current.aligned || !query.upstream.isEmpty();
            String obstacle = possible
                    ? Overtaking.obstacle(query)
                    : keptOnDisk ? "every query had to come to its epoch" : "the database is in memory";
            part.remark = obstacle == null ? null : "aligned because " + obstacle;
        }
        writePart(current, part);
    }

    /** Writes a query's state as of a barrier for which no checkpoint waits any more. */
    private void writeAlone(ManagedQuery query, EpochOutcome outcome, Runnable written) {
        QueryTuning tuning = query.tuning;
        boolean forTheNext = keptOnDisk
                && query.durable()
                && tuning != null
                && tuning.maybeUnaligned()
                && query.upstream.isEmpty()
                && query.publishedCut != null
                && !outcome.ended();
        Relation relation = forTheNext ? query.relation : null;
        PinnedView pin = relation == null ? null : relation.pinNewest();
        Path folder = state.newWorkDirectory("passed-" + query.name());
        Part alone = new Part(query);
        alone.commits = List.copyOf(query.uncommitted);
        QueryPoint point = alone.pointNow();
        query.stateIo.execute(() -> {
            try (pin) {
                write(query, outcome.share().frozen(), outcome.epoch(), written, () -> {
                    if (relation != null && pin != null) {
                        fold(relation, pin.epoch(), pin);
                    }
                    if (forTheNext) {
                        query.store.snapshot(directory(folder), true);
                        PassedBarrier barrier = new PassedBarrier(folder, point, true);
                        state.conductor.execute(() -> passed(query, barrier));
                    }
                });
            } catch (RuntimeException e) {
                LOG.warn("state of query {} could not be written: {}", query.name(), e.getMessage());
            }
        });
    }

    /** The next checkpoint need not wait for a later barrier of it. */
    private void passed(ManagedQuery query, PassedBarrier barrier) {
        PassedBarrier old = query.passed(barrier);
        if (old != null && old.own()) {
            query.stateIo.execute(() -> store.deleteDirectory(old.folder()));
        }
    }

    /** Writes a query's state as of the epoch it has just published. */
    private void writePart(CheckpointRun current, Part part) {
        ManagedQuery query = part.query;
        part.point = part.pointNow();
        Relation relation = query.relation;
        PinnedView pin = relation == null ? null : relation.pinNewest();
        Path target = store.folder(current.id).resolve("state").resolve(folderName(query.name()));
        QueryTuning tuning = query.tuning;
        boolean incremental = tuning == null || tuning.incremental();
        StopBase stopped = query.stopBase;
        current.writing++;
        query.stateIo.execute(() -> guarded(current, query, () -> {
            long began = state.clock.nanoTime();
            try (pin) {
                write(query, part.share.frozen(), current.epoch, part.written, () -> {
                    if (relation != null && pin != null) {
                        fold(relation, pin.epoch(), pin);
                    }
                    if (current.files && query.durable()) {
                        query.store.snapshot(directory(target), incremental);
                        if (stopped != null) {
                            stopped.keepIn(store.folder(current.id), query.name(), store);
                        }
                    }
                });
            }
            part.writeNanos = state.clock.nanoTime() - began;
        }));
    }

    /** Moves frozen state into its store, then does what needs the store to hold exactly that. */
    private void write(ManagedQuery query, List<TaskState.Frozen> frozen, long epoch, Runnable written, Runnable then) {
        try {
            try {
                frozen.forEach(TaskState.Frozen::write);
            } catch (RuntimeException e) {
                state.conductor.execute(() -> leader.stateTorn(query, e));
                throw e;
            }
            state.conductor.execute(() -> {
                written.run();
                if (query.state != State.FAILED) {
                    query.attempts.reached(epoch);
                }
            });
            then.run();
        } finally {
            frozen.forEach(TaskState.Frozen::snapshotTaken);
        }
    }

    /** The folder of a query's state inside a checkpoint. */
    static String folderName(String query) {
        return query.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /** Runs a share on an I/O thread and counts it in. */
    private void guarded(CheckpointRun current, @Nullable ManagedQuery query, Runnable work) {
        MillraceException failure = null;
        try {
            work.run();
        } catch (MillraceException e) {
            failure = e;
        } catch (RuntimeException e) {
            failure = new MillraceException(SqlState.INTERNAL_ERROR, "a checkpoint failed: " + e, e);
            LOG.error("a checkpoint failed", e);
        }
        MillraceException result = failure;
        state.conductor.execute(() -> {
            current.writing--;
            if (result != null) {
                abort(current, result);
                if (query != null && result.sqlState() != SqlState.DISK_FULL) {
                    blame(query, result);
                }
            } else if (--current.partsMissing == 0 && !current.aborted) {
                current.complete = true;
                commitNext();
            }
            removeIfAborted(current);
            overtake();
        });
    }

    @Override
    public void lost(ManagedQuery query) {
        PassedBarrier passed = query.forgetPassed();
        if (passed != null && passed.own()) {
            query.stateIo.execute(() -> store.deleteDirectory(passed.folder()));
        }
        MillraceException error = query.error;
        for (CheckpointRun current : List.copyOf(runs.values())) {
            Part part = current.parts.get(query.name());
            if (part != null && part.query == query) {
                abort(
                        current,
                        new MillraceException(
                                SqlState.NOT_IN_REQUIRED_STATE,
                                "checkpoint " + current.id + " was given up because query " + query.name() + " "
                                        + (error == null ? "was dropped" : "failed: " + error.getMessage())));
            }
        }
        beginIfIdle();
    }

    private void abort(CheckpointRun current, MillraceException why) {
        if (!current.aborted && !current.committing) {
            fail(current, why);
        }
    }

    private void fail(CheckpointRun current, MillraceException why) {
        current.aborted = true;
        LOG.warn("{}", why.getMessage());
        records.failed(current, millisSince(current), state.timeline, String.valueOf(why.getMessage()));
        current.waiters.forEach(waiter -> waiter.future().completeExceptionally(why));
        removeIfAborted(current);
        ended(current);
        commitNext();
    }

    /** Its files are of no use, and the disk may be full; but not before nobody writes there. */
    private void removeIfAborted(CheckpointRun run) {
        if (run.aborted && run.files && run.writing == 0 && !run.removed) {
            run.removed = true;
            state.scheduler.io(() -> store.removeUnfinished(run.id));
        }
    }

    private long millisSince(CheckpointRun run) {
        return (state.clock.nanoTime() - run.startedNanos) / 1_000_000;
    }

    /** Begins to commit the newest that is complete, unless one is being committed; those before it are given up then. */
    private void commitNext() {
        CheckpointRun newest = null;
        for (CheckpointRun run : runs.values()) {
            if (run.committing) {
                return;
            } else if (run.complete) {
                newest = run;
            }
        }
        if (newest == null) {
            return;
        }
        newest.committing = true;
        for (CheckpointRun earlier : List.copyOf(runs.headMap(newest.epoch).values())) {
            newest.waiters.addAll(earlier.waiters);
            earlier.waiters.clear();
            fail(
                    earlier,
                    new MillraceException(
                            SqlState.NOT_IN_REQUIRED_STATE,
                            "checkpoint " + earlier.id + " was overtaken by checkpoint " + newest.id));
        }
        commit(newest);
    }

    private void commit(CheckpointRun current) {
        List<QueryPoint> points = new ArrayList<>();
        for (Part part : current.parts.values()) {
            QueryPoint point = part.point;
            if (point != null && part.query.durable()) {
                points.add(point.with(part.effort()));
            }
        }
        Manifest manifest = new Manifest(
                Manifest.VERSION,
                current.id,
                null,
                current.epoch,
                state.timeline,
                current.createdMicros,
                millisSince(current),
                current.objects,
                points,
                current.tables,
                List.of(),
                List.of());
        state.scheduler.io(() -> {
            MillraceException failure = null;
            Manifest written = manifest;
            try {
                if (current.files) {
                    written = store.commit(manifest);
                }
                commitSinks(current);
            } catch (MillraceException e) {
                failure = e;
            } catch (RuntimeException e) {
                failure = new MillraceException(SqlState.INTERNAL_ERROR, "a checkpoint failed: " + e, e);
                LOG.error("a checkpoint failed", e);
            }
            Manifest result = written;
            MillraceException error = failure;
            state.conductor.execute(() -> committed(current, result, error));
        });
    }

    private void commitSinks(CheckpointRun current) {
        for (Part part : current.parts.values()) {
            SinkWrite sink = part.query.sink();
            if (sink != null) {
                SinkCommits.commit(state, sink, part.query.name(), state.timeline, part.epoch(current), part.commits);
            }
        }
    }

    private void committed(CheckpointRun current, Manifest manifest, @Nullable MillraceException error) {
        if (error != null) {
            fail(current, error);
            return;
        }
        for (Part part : current.parts.values()) {
            part.query.lastCheckpointEpoch = current.epoch;
            if (!part.hasFailed()) {
                part.query.past.committed(part.epoch(current));
            }
            part.query.checkpointsFailed = 0;
            part.query.uncommitted.removeAll(new HashSet<>(part.commits));
            if (part.ended && part.query.durable() && !part.query.closed && !isAwaited(part.query)) {
                close(part.query);
            }
        }
        records.completed(manifest);
        if (current.files) {
            current.parts.values().forEach(part -> standsBy(current, part));
            kept.add(manifest);
            kept.sort(Comparator.comparingLong(Manifest::id));
            removeOld();
        }
        LOG.debug("checkpoint {} at epoch {} took {} ms", current.id, current.epoch, manifest.durationMillis());
        current.waiters.forEach(waiter -> waiter.future().complete(manifest));
        ended(current);
        commitNext();
    }

    /** What it holds of a query is what the next one may take instead of a barrier. */
    private void standsBy(CheckpointRun current, Part part) {
        QueryPoint point = part.point;
        if (part.ran && point != null && part.query.durable() && !part.query.closed) {
            Path folder = store.folder(current.id).resolve("state").resolve(folderName(part.query.name()));
            passed(part.query, new PassedBarrier(folder, point.overtaken(List.of()), false));
        }
    }

    /** Whether a checkpoint still waits for its barrier to pass: its tasks must be there until then. */
    private boolean isAwaited(ManagedQuery query) {
        return runs.values().stream().map(run -> run.part(query)).anyMatch(part -> part != null && part.point == null);
    }

    private static void close(ManagedQuery query) {
        query.closed = true;
        query.past.close();
        query.state = State.FINISHED;
        if (query.running != null) {
            query.running.stop();
        }
    }

    private void removeOld() {
        Set<Long> needed = keptOnDisk ? failed.needed(kept) : Set.of();
        int newest = kept.size() - state.options.checkpoints().kept();
        List<Manifest> old = kept.subList(0, Math.max(0, newest)).stream()
                .filter(manifest -> !needed.contains(manifest.id()))
                .toList();
        kept.removeAll(old);
        state.journal.cutOff(kept.get(0).epoch());
        history.retire(old);
    }
}
