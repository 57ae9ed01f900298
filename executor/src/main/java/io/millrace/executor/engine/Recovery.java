package io.millrace.executor.engine;

import io.millrace.executor.checkpoint.CheckpointStore;
import io.millrace.executor.checkpoint.Manifest;
import io.millrace.executor.checkpoint.Manifest.QueryPoint;
import io.millrace.executor.checkpoint.Manifest.TablePoint;
import io.millrace.executor.engine.ManagedQuery.State;
import io.millrace.executor.log.LogRecord;
import io.millrace.executor.log.QueryCut;
import io.millrace.executor.log.SplitCut;
import io.millrace.executor.query.QueryStart;
import io.millrace.executor.relation.Change;
import io.millrace.executor.relation.PinnedView;
import io.millrace.executor.relation.RelationView;
import io.millrace.plan.node.SinkWrite;
import io.millrace.spi.connector.SplitPosition;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database to where its last reader saw it: the newest sound checkpoint, then the log behind it. Queries repeat exactly
 * the cuts they had closed, so that every epoch comes out as it did.
 *
 * <p><b>Threading:</b> the opener's thread, while nobody else uses the engine; touches shared state only on the conductor.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final EngineState state;
    private final Definitions definitions;
    private final QueryLeader leader;
    private final QueryBuilder builder;
    private final CheckpointStore checkpoints;
    private final Stops stops;
    private final TakeOvers takeOvers;

    Recovery(
            EngineState state,
            Definitions definitions,
            QueryLeader leader,
            QueryBuilder builder,
            CheckpointStore checkpoints,
            Stops stops,
            TakeOvers takeOvers) {
        this.state = state;
        this.definitions = definitions;
        this.leader = leader;
        this.builder = builder;
        this.checkpoints = checkpoints;
        this.stops = stops;
        this.takeOvers = takeOvers;
    }

    /**
     * Restores and repeats; returns when everything that was ever shown is readable again.
     *
     * @param log records in the order they were written
     */
    void run(Optional<Manifest> manifest, List<LogRecord> log) {
        long base = manifest.map(Manifest::epoch).orElse(0L);
        List<LogRecord> behind = CheckpointChoice.withoutFailed(log).stream()
                .filter(record -> record.epoch() > base)
                .sorted(Comparator.comparingLong(LogRecord::epoch).thenComparingInt(Recovery::rank))
                .toList();
        long newest = log.stream().mapToLong(LogRecord::epoch).max().orElse(base);
        onConductor(() -> {
            state.recovering = true;
            state.replayLimit = base;
            state.pauses = CheckpointChoice.pauses(log);
            state.generation = state.clock.epochMicros();
            state.epochs.beginAt(Math.max(base, newest));
        });
        Restored restored = new Restored(behind);
        openTables(manifest);
        manifest.ifPresent(found -> restore(found, restored));
        for (int i = 0; i < behind.size(); i++) {
            repeat(behind.get(i), restored.after(i));
        }
        onConductor(() -> state.replayLimit = Long.MAX_VALUE);
        await(() -> leader.whenReplayed());
        stopAgain();
        onConductor(() -> {
            state.recovering = false;
            state.readableFrom = state.epochs.stable();
            state.epochs.reserveAhead();
        });
        if (manifest.isPresent() || !behind.isEmpty()) {
            LOG.info(
                    "recovered from {} and {} log records behind it",
                    manifest.map(m -> "checkpoint " + m.id() + " at epoch " + m.epoch())
                            .orElse("an empty database"),
                    behind.size());
        }
    }

    /** Of one epoch, the commits of tables come first and definitions last, as they see what the epoch holds. */
    private static int rank(LogRecord record) {
        if (record instanceof LogRecord.TableCommit) {
            return 0;
        }
        return record instanceof LogRecord.Cut ? 1 : 2;
    }

    private void openTables(Optional<Manifest> manifest) {
        Path folder =
                manifest.map(m -> checkpoints.folder(m.id()).resolve("tables")).orElse(null);
        Path restoreFrom = folder != null && Files.isDirectory(folder) ? folder : null;
        String backend = state.options.state().backend();
        onConductor(
                () -> state.tableStore = state.backends.open(backend, state.newWorkDirectory("tables"), restoreFrom));
    }

    private void restore(Manifest manifest, Restored restored) {
        Map<String, QueryPoint> points = new HashMap<>();
        manifest.queries().forEach(point -> points.put(point.query(), point));
        Map<String, TablePoint> tables = new HashMap<>();
        manifest.tables().forEach(point -> tables.put(point.table(), point));
        onConductor(() -> state.timeline = manifest.timeline());
        for (String json : manifest.objects()) {
            CatalogObject object = restored.asAltered(CatalogJson.read(json));
            QueryPoint point = points.get(object.name());
            TablePoint table = tables.get(object.name());
            long committed = point == null ? 0 : settleSink(object, point, manifest, restored);
            StopBase stopped = point == null ? null : stoppedThen(object, point, manifest);
            Map<String, List<Change.Kept>> missed = point == null
                    ? Map.of()
                    : Overtaking.changes(checkpoints, checkpoints.folder(manifest.id()), point);
            onConductor(() -> {
                if (point != null) {
                    restoreQuery(object, point, manifest, restored, committed, stopped, missed);
                } else if (table != null) {
                    state.objects.put(object.name(), object);
                    definitions.addTable(object, table.map(), manifest.epoch(), table.watermarkMicros());
                } else {
                    definitions.addPlain(object, manifest.epoch());
                }
                state.catalogChanged();
            });
            if (point != null && point.isOvertaken()) {
                // Whoever reads it, and whatever the log holds, finds it at the checkpoint's epoch.
                reach(manifest.epoch());
            }
        }
    }

    /**
     * What the checkpoint prepared becomes visible, if it had not yet; what is not committed is removed. A query that the log
     * drops again commits nothing more; if one of that name follows, what the sink holds is that one's.
     *
     * @return the epoch up to which the sink has the query's output already; 0 if it has none behind the checkpoint
     */
    private long settleSink(CatalogObject object, QueryPoint point, Manifest manifest, Restored restored) {
        SinkWrite sink = SinkCommits.sink(object).orElse(null);
        if (sink == null) {
            return 0;
        }
        long epoch = manifest.epochOf(object.name());
        SinkCommits.commit(state, sink, object.name(), manifest.timeline(), epoch, point.sinkCommits());
        if (restored.makesAgain(object.name())) {
            return 0;
        }
        boolean goesOn = point.status().equals("RUNNING") || point.stop() != null;
        List<QueryCut> cuts = goesOn ? repeatedCuts(point, restored) : List.of();
        return SinkCommits.settle(state, sink, object.name(), epoch, cuts);
    }

    /** The epochs that a query repeats: those whose barriers the checkpoint has overtaken, then those of the log. */
    private static List<QueryCut> repeatedCuts(QueryPoint point, Restored restored) {
        List<QueryCut> cuts = new ArrayList<>(point.overtaken());
        cuts.addAll(restored.cuts(point.query()));
        return cuts;
    }

    /** What a query read that is stopped in the checkpoint, or at it; null if it runs behind it. */
    private @Nullable StopBase stoppedThen(CatalogObject object, QueryPoint point, Manifest manifest) {
        Manifest.Stop stop = point.stop();
        Path folder = checkpoints.folder(manifest.id());
        Path kept = state.newWorkDirectory("read-" + object.name());
        if (stop != null) {
            return StopBase.kept(stop, object.name(), checkpoints, folder, kept);
        }
        return StopMark.of(object)
                .filter(mark ->
                        mark.epoch() == manifest.epoch() && point.status().equals("RUNNING"))
                .map(mark -> StopBase.of(manifest, mark.savepoint(), reads(object), checkpoints, folder, kept))
                .orElse(null);
    }

    private Set<String> reads(CatalogObject object) {
        return builder.relationsRead(Definitions.plan(object));
    }

    private void restoreQuery(
            CatalogObject object,
            QueryPoint point,
            Manifest manifest,
            Restored restored,
            long committedEpoch,
            @Nullable StopBase stopped,
            Map<String, List<Change.Kept>> missed) {
        Path folder =
                checkpoints.folder(manifest.id()).resolve("state").resolve(Checkpointer.folderName(object.name()));
        ManagedQuery query = builder.durable(
                object, definitions.tuning(object), manifest.epochOf(object.name()), point.watermarkMicros(), folder);
        query.lastCheckpointEpoch = manifest.epoch();
        query.publishedCut = point.cut();
        query.ready.complete(null);
        state.objects.put(object.name(), object);
        state.queries.put(object.name(), query);
        if (stopped != null) {
            stops.restored(query, stopped);
            LOG.info("query {} is stopped", query.name());
            return;
        }
        if (!point.status().equals("RUNNING")) {
            settle(query, point);
            LOG.info(
                    "query {} had {} before checkpoint {}",
                    query.name(),
                    query.state == State.FINISHED ? "finished" : "failed",
                    manifest.id());
            return;
        }
        // All of them at once: the time of an epoch stands in the cut behind it, also where something is created
        // between.
        List<QueryCut> cuts = repeatedCuts(point, restored);
        query.replay.addAll(cuts);
        StopMark.of(object).ifPresent(mark -> query.stopsAt = mark.epoch());
        long time = cuts.isEmpty() ? state.clock.epochMicros() : cuts.get(0).timeMicros();
        logPosition(query, point.cut(), cuts, manifest);
        start(
                query,
                QueryStart.restored(point.cut(), time, !cuts.isEmpty()).committedUpTo(committedEpoch),
                behind(missed));
        query.passed(new PassedBarrier(folder, point.overtaken(List.of()), false));
    }

    private void settle(ManagedQuery query, QueryPoint point) {
        query.ended = true;
        query.closed = true;
        query.stopped.complete(null);
        if (point.status().equals("FINISHED")) {
            query.state = State.FINISHED;
            if (query.relation != null) {
                query.relation.markComplete();
            }
        } else {
            query.state = State.FAILED;
            query.error = new MillraceException(SqlState.NOT_IN_REQUIRED_STATE, String.valueOf(point.error()));
        }
    }

    private static void logPosition(ManagedQuery query, QueryCut cut, List<QueryCut> repeated, Manifest manifest) {
        QueryCut last = repeated.isEmpty() ? cut : repeated.get(repeated.size() - 1);
        for (SplitCut split : cut.splits()) {
            SplitPosition from = split.position();
            SplitPosition to = last.splits().stream()
                    .filter(later ->
                            later.scan().equals(split.scan()) && later.split().equals(split.split()))
                    .map(SplitCut::position)
                    .findFirst()
                    .orElse(from);
            LOG.info(
                    "query {} goes on from checkpoint {} at offset {} of {}; it repeats {} epochs, {} rows, up to offset {}",
                    query.name(),
                    manifest.id(),
                    from.offset(),
                    split.split(),
                    repeated.size(),
                    to.ordinal() - from.ordinal(),
                    to.offset());
        }
    }

    /** A query that cannot start is tried again, and has failed in the end; the others go on. */
    private void start(ManagedQuery query, QueryStart start, QueryBuilder.Starts starts) {
        try {
            builder.start(query, start, starts);
        } catch (RuntimeException e) {
            leader.broke(query, e);
        }
    }

    /**
     * Its rows were read before; it follows what comes behind the restored epoch.
     *
     * @param missed by table: what it has not taken before that
     */
    private QueryBuilder.Starts behind(Map<String, List<Change.Kept>> missed) {
        Map<String, Change> from = new HashMap<>();
        missed.forEach((table, changes) ->
                from.put(table, Change.again(changes, state.relation(table).newest())));
        return new QueryBuilder.Starts() {
            @Override
            public @Nullable RelationView view(String relation) {
                return null;
            }

            @Override
            public Change from(String relation) {
                Change first = from.get(relation);
                return first == null ? state.relation(relation).newest() : first;
            }
        };
    }

    /** Cuts are with their queries already, and so are the options they were given later. */
    private void repeat(LogRecord record, Restored ahead) {
        if (record instanceof LogRecord.TableCommit commit) {
            onConductor(() -> {
                for (LogRecord.TableChanges changes : commit.tables()) {
                    ManagedTable table = state.tables.get(changes.table());
                    if (table != null) {
                        table.publish(commit.epoch(), changes.changes());
                    }
                }
            });
        } else if (record instanceof LogRecord.Created created) {
            repeatCreate(created, ahead);
        } else if (record instanceof LogRecord.Dropped dropped) {
            reach(dropped.epoch());
            onConductor(() -> definitions.removeAll(dropped.names()));
        } else if (record instanceof LogRecord.Altered altered) {
            CatalogObject object = CatalogJson.read(altered.object());
            ManagedQuery query = state.queries.get(object.name());
            if (query != null && query.stopBase != null && StopMark.of(object).isEmpty()) {
                repeatResume(query, altered.epoch(), ahead);
            }
        }
    }

    /** A query that the checkpoint holds as stopped was resumed. */
    private void repeatResume(ManagedQuery query, long epoch, Restored ahead) {
        StopBase base = query.stopBase;
        if (base == null) {
            throw new IllegalStateException("query " + query.name() + " is not stopped");
        }
        reach(epoch);
        Set<String> reads = builder.relationsRead(query.spec.plan());
        List<QueryCut> cuts = ahead.cuts(query.name());
        SinkWrite sink = query.sink();
        long committed = sink == null || ahead.makesAgain(query.name())
                ? 0
                : SinkCommits.settle(state, sink, query.name(), epoch, cuts);
        StoppedInput input = StoppedInput.open(state, base, reads);
        onConductor(() -> {
            Map<String, PinnedView> views = new HashMap<>();
            reads.forEach(name -> views.put(name, state.relation(name).pinNewest()));
            stops.goOn(query, input, views, epoch, committed, cuts);
            CatalogObject object = query.object;
            if (object != null) {
                StopMark.of(ahead.asAltered(object)).ifPresent(mark -> query.stopsAt = mark.epoch());
            }
            views.values().forEach(RelationView::close);
        });
        input.release();
    }

    /**
     * Queries that were stopped behind the checkpoint have repeated their log up to there. What they read was kept in a checkpoint that is
     * damaged now; the savepoint may have it.
     */
    private void stopAgain() {
        for (ManagedQuery query : List.copyOf(state.queries.values())) {
            CatalogObject object = query.object;
            StopMark mark = object == null || query.stopBase != null || query.hasStopped()
                    ? null
                    : StopMark.of(object).orElse(null);
            if (mark == null) {
                continue;
            }
            await(() -> {
                CompletableFuture<Void> written = new CompletableFuture<>();
                query.stateIo.execute(() -> written.complete(null));
                return written;
            });
            boolean there = query.running() && query.published == mark.epoch();
            StopBase base = there ? baseOf(query, mark) : null;
            if (base == null) {
                LOG.warn(
                        "query {} runs again: what it read when it was stopped lies in a damaged checkpoint",
                        query.name());
                await(() -> stops.runAgain(query));
            } else {
                await(() -> stops.halted(query, base, null));
            }
        }
    }

    private @Nullable StopBase baseOf(ManagedQuery query, StopMark mark) {
        Set<String> reads = builder.relationsRead(query.spec.plan());
        Path kept = state.newWorkDirectory("read-" + query.name());
        if (reads.isEmpty()) {
            Manifest.Stop stop = new Manifest.Stop(
                    mark.savepoint().isEmpty() ? null : mark.savepoint(), mark.epoch(), List.of(), Map.of());
            return new StopBase(stop, kept);
        }
        try {
            Manifest savepoint = checkpoints.soundSavepoint(mark.savepoint());
            return savepoint.epoch() != mark.epoch()
                    ? null
                    : StopBase.of(
                            savepoint,
                            mark.savepoint(),
                            reads,
                            checkpoints,
                            checkpoints.folder(mark.savepoint()),
                            kept);
        } catch (MillraceException e) {
            LOG.warn("savepoint {} cannot be used: {}", mark.savepoint(), e.getMessage());
            return null;
        }
    }

    /** Lets every query repeat its log up to an epoch and not further. */
    private void reach(long epoch) {
        onConductor(() -> state.replayLimit = epoch);
        await(() -> leader.whenReplayed());
    }

    private void repeatCreate(LogRecord.Created created, Restored ahead) {
        CatalogObject object = ahead.asAltered(CatalogJson.read(created.object()));
        if (object.plan() == null) {
            onConductor(() -> definitions.addPlain(object, created.epoch()));
            return;
        }
        reach(created.epoch());
        List<QueryCut> cuts = ahead.cuts(object.name());
        if (TakeOvers.isMarked(object)) {
            repeatTakeOver(object, created.epoch(), cuts);
            return;
        }
        long now = state.clock.epochMicros();
        QueryStart start = cuts.isEmpty()
                ? QueryStart.fresh(Definitions.plan(object), state::connector, now)
                : QueryStart.replayed(cuts.get(0).timeMicros());
        long committed = SinkCommits.sink(object)
                .filter(sink -> !ahead.makesAgain(object.name()))
                .map(sink -> SinkCommits.settle(state, sink, object.name(), created.epoch(), cuts))
                .orElse(0L);
        onConductor(() -> {
            Map<String, PinnedView> views = new HashMap<>();
            for (String name : builder.relationsRead(Definitions.plan(object))) {
                views.put(name, state.relation(name).pinNewest());
            }
            ManagedQuery query =
                    builder.durable(object, definitions.tuning(object), created.epoch(), Long.MIN_VALUE, null);
            state.objects.put(object.name(), object);
            state.queries.put(object.name(), query);
            query.replay.addAll(cuts);
            StopMark.of(object).ifPresent(mark -> query.stopsAt = mark.epoch());
            query.ready.complete(null);
            start(query, start.committedUpTo(committed), QueryBuilder.pinned(views, Map.of()));
            views.values().forEach(RelationView::close);
            state.catalogChanged();
        });
    }

    /** The savepoint is released only when a checkpoint holds the query; but that may be damaged. */
    private void repeatTakeOver(CatalogObject object, long epoch, List<QueryCut> cuts) {
        QueryTuning tuning = definitions.tuning(object);
        TakeOvers.Prepared prepared;
        try {
            prepared = takeOvers.prepare(object, tuning);
        } catch (MillraceException e) {
            onConductor(() -> {
                ManagedQuery query = builder.durable(object, tuning, epoch, Long.MIN_VALUE, null);
                state.objects.put(object.name(), object);
                state.queries.put(object.name(), query);
                query.stopped.complete(null);
                leader.giveUp(
                        query,
                        new MillraceException(
                                e.sqlState(), "it cannot be made again from its savepoint: " + e.getMessage(), e));
                state.catalogChanged();
            });
            return;
        }
        QueryStart start = cuts.isEmpty()
                ? prepared.start(Definitions.plan(object), state.clock.epochMicros())
                : prepared.replayed(cuts.get(0).timeMicros());
        onConductor(() -> {
            Map<String, PinnedView> views = new HashMap<>();
            for (String name : builder.relationsRead(Definitions.plan(object))) {
                views.put(name, state.relation(name).pinNewest());
            }
            state.objects.put(object.name(), object);
            try {
                ManagedQuery query = takeOvers.begin(prepared, tuning, start, epoch, views, cuts);
                StopMark.of(object).ifPresent(mark -> query.stopsAt = mark.epoch());
            } finally {
                views.values().forEach(RelationView::close);
            }
            state.catalogChanged();
        });
        prepared.release();
    }

    private void onConductor(Runnable piece) {
        await(() -> CompletableFuture.completedFuture(run(piece)));
    }

    private static Boolean run(Runnable piece) {
        piece.run();
        return Boolean.TRUE;
    }

    /** Runs something on the conductor and waits for what it returns to complete. */
    private <T> void await(Supplier<CompletableFuture<T>> piece) {
        CompletableFuture<T> done = new CompletableFuture<>();
        state.conductor.execute(() -> {
            try {
                piece.get().whenComplete((value, error) -> {
                    if (error != null) {
                        done.completeExceptionally(error);
                    } else {
                        done.complete(value);
                    }
                });
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        state.scheduler.await(done);
    }

    /** The log from some record on. */
    private record Restored(List<LogRecord> records) {
        Restored after(int index) {
            return new Restored(records.subList(index + 1, records.size()));
        }

        /** Whether another query of that name is created. */
        boolean makesAgain(String query) {
            return records.stream()
                    .anyMatch(record -> record instanceof LogRecord.Created created
                            && CatalogJson.read(created.object()).name().equals(query));
        }

        /** An object with the options that it has at the end of the log, or when it is dropped. */
        CatalogObject asAltered(CatalogObject object) {
            CatalogObject newest = object;
            for (LogRecord record : records) {
                if (record instanceof LogRecord.Dropped dropped
                        && dropped.names().contains(object.name())) {
                    break;
                } else if (record instanceof LogRecord.Altered altered) {
                    CatalogObject other = CatalogJson.read(altered.object());
                    newest = other.name().equals(object.name()) ? other : newest;
                }
            }
            return newest;
        }

        /** The cuts of a query until it is dropped. */
        List<QueryCut> cuts(String query) {
            List<QueryCut> cuts = new ArrayList<>();
            for (LogRecord record : records) {
                if (record instanceof LogRecord.Dropped dropped
                        && dropped.names().contains(query)) {
                    break;
                } else if (record instanceof LogRecord.Cut cut
                        && cut.cut().query().equals(query)) {
                    cuts.add(cut.cut());
                }
            }
            return cuts;
        }
    }
}
