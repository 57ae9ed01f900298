package io.millrace.executor.engine;

import io.millrace.executor.checkpoint.CheckpointStore;
import io.millrace.executor.checkpoint.Manifest;
import io.millrace.executor.checkpoint.Manifest.QueryPoint;
import io.millrace.executor.log.LogRecord;
import io.millrace.executor.log.QueryCut;
import io.millrace.executor.query.QueryStart;
import io.millrace.plan.node.SinkWrite;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Points in history: opening at one, naming one, going back to one.
 *
 * <p>A rollback writes the savepoint as a new checkpoint of a new timeline; the rename of its manifest is the moment it happens.
 * Then the database is stopped and recovered from it, as after a crash.
 *
 * <p><b>Threading:</b> any thread; one savepoint or rollback at a time.
 */
final class History {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);

    private final EngineState state;
    private final Checkpointer checkpointer;
    private final CheckpointStore store;
    private final Recovery recovery;
    private final QueryLeader leader;
    private final Pins pins;
    private final PastRelations past;
    private final Stops stops;
    private final TakeOvers takeOvers;

    History(
            EngineState state,
            Checkpointer checkpointer,
            CheckpointStore store,
            Recovery recovery,
            QueryLeader leader,
            Pins pins,
            PastRelations past,
            Stops stops,
            TakeOvers takeOvers) {
        this.state = state;
        this.checkpointer = checkpointer;
        this.store = store;
        this.recovery = recovery;
        this.leader = leader;
        this.pins = pins;
        this.past = past;
        this.stops = stops;
        this.takeOvers = takeOvers;
    }

    /** Opens the database where it stood. */
    void openAt(Optional<Manifest> manifest, List<LogRecord> log) {
        checkpointer.beginAfter(store.checkpoints(), store.history());
        recovery.run(manifest, log);
    }

    private void requireFree(String name) {
        if (store.hasSavepoint(name)) {
            throw new MillraceException(SqlState.INVALID_SAVEPOINT, "savepoint \"" + name + "\" exists already");
        }
    }

    /**
     * Makes a query that begins with state of a savepoint, which is not released meanwhile; done when a checkpoint holds the query, so
     * that nothing needs the savepoint any more.
     *
     * @return what has become of each operator's state
     * @throws MillraceException 55000 if state would be lost and that was not allowed
     */
    synchronized List<String> create(
            CatalogObject plain, String savepoint, boolean allowsLoss, Definitions definitions, boolean durable) {
        TakeOver takeOver = takeOvers.plan(plain, savepoint);
        List<String> losses = takeOvers.losses(takeOver);
        if (!losses.isEmpty() && !allowsLoss) {
            throw new MillraceException(
                    SqlState.NOT_IN_REQUIRED_STATE,
                    "savepoint \"" + savepoint + "\": " + String.join("; ", losses)
                            + ". ALLOW STATE LOSS behind its name makes it from what is there");
        }
        List<String> remarks = new ArrayList<>(takeOver.remarks());
        remarks.addAll(losses);
        CatalogObject object = takeOvers.marked(plain, savepoint);
        QueryTuning tuning = definitions.tuning(object);
        TakeOvers.Prepared prepared = takeOvers.prepare(object, tuning);
        try {
            QueryStart start = prepared.start(Definitions.plan(object), state.clock.epochMicros());
            ask(() -> definitions.create(
                    object,
                    start,
                    (made, begin, pinned) -> takeOvers.begin(prepared, tuning, begin, pinned.epoch(), pinned.views())));
        } finally {
            prepared.release();
        }
        try {
            ask(() -> checkpointer.request(durable));
        } catch (RuntimeException e) {
            ask(() -> definitions.drop(Set.of(object.name())));
            throw e;
        }
        return remarks;
    }

    /** What would become of each operator's state. */
    synchronized List<String> explain(CatalogObject object, String savepoint) {
        TakeOver takeOver = takeOvers.plan(object, savepoint);
        List<String> remarks = new ArrayList<>(takeOver.remarks());
        remarks.addAll(takeOvers.losses(takeOver));
        return remarks;
    }

    /** Stops a query at a savepoint, or without one if its name is empty. */
    synchronized void stop(String query, String savepoint) {
        requireFree(savepoint);
        stops.stop(query, savepoint);
    }

    /**
     * Lets a query begin again that has failed for good.
     *
     * @param runs done when it runs
     */
    synchronized void revive(String query, Restarts restarts, Definitions definitions, CompletableFuture<Void> runs) {
        ask(checkpointer::pause);
        try {
            ask(() -> restarts.revive(query, definitions, runs));
        } finally {
            state.conductor.execute(checkpointer::resume);
        }
    }

    /** @param queries that it is of; empty for all */
    synchronized SavepointInfo createSavepoint(String name, List<String> queries) {
        requireFree(name);
        Manifest taken = ask(() -> checkpointer.requestAligned(true));
        return savepointInfo(store.saveAs(queries.isEmpty() ? taken : SavepointScope.part(taken, queries), name));
    }

    synchronized List<SavepointInfo> savepoints() {
        return store.savepoints().stream().map(History::savepointInfo).toList();
    }

    synchronized void release(String name) {
        past.forgetAt(store.savepointFolder(name));
        store.removeSavepoint(name);
    }

    synchronized List<String> rollbackTo(String name) {
        Manifest savepoint = store.savepoint(name);
        SavepointScope.requireWhole(savepoint);
        List<String> sinks = ask(() -> CompletableFuture.completedFuture(sinks()));
        List<String> objects = ask(() -> CompletableFuture.completedFuture(sameObjects(savepoint)));
        ask(checkpointer::pause);
        try {
            return rollbackTo(name, savepoint, objects, sinks);
        } finally {
            ask(() -> {
                checkpointer.resume();
                return CompletableFuture.completedFuture(true);
            });
        }
    }

    private List<String> rollbackTo(String name, Manifest savepoint, List<String> objects, List<String> sinks) {
        // First what may fail for want of space, while everything still runs.
        long id = ask(() -> CompletableFuture.completedFuture(checkpointer.takeId()));
        restoreInto(savepoint, id);
        stopAll(
                new MillraceException(
                        SqlState.SERIALIZATION_FAILURE, "the database was rolled back to savepoint \"" + name + "\""),
                false);
        try {
            goOnFrom(name, savepoint, objects, id);
        } catch (RuntimeException e) {
            MillraceException why = new MillraceException(
                    e instanceof MillraceException known ? known.sqlState() : SqlState.INTERNAL_ERROR,
                    "the rollback to savepoint \"" + name + "\" broke off (" + e.getMessage()
                            + "); open the database again: it is as before, or rolled back",
                    e);
            ask(() -> {
                state.broken = why;
                return CompletableFuture.completedFuture(true);
            });
            throw why;
        }
        return sinks;
    }

    private void restoreInto(Manifest savepoint, long id) {
        try {
            store.restoreInto(savepoint, id);
        } catch (RuntimeException e) {
            store.removeUnfinished(id);
            throw e;
        }
    }

    private void goOnFrom(String name, Manifest savepoint, List<String> objects, long id) {
        Manifest restored = store.commit(onNewTimeline(savepoint, objects, id));
        LOG.info(
                "rolled back to savepoint {}: timeline {} begins at epoch {}",
                name,
                restored.timeline(),
                restored.epoch());
        closeStores();
        ask(() -> {
            checkpointer.replaceAll(restored);
            state.journal.restart();
            return CompletableFuture.completedFuture(true);
        });
        recovery.run(Optional.of(restored), List.of());
    }

    private List<String> sinks() {
        List<String> sinks = new ArrayList<>();
        for (ManagedQuery query : state.queries.values()) {
            SinkWrite sink = query.sink();
            if (sink != null && query.durable()) {
                sinks.add("output of " + query.name() + " in " + sink.table().name() + " (connector '"
                        + sink.connector() + "') cannot be taken back");
            }
        }
        return sinks;
    }

    /** The objects of a savepoint as they run now; refused if they are not the same any more. */
    private List<String> sameObjects(Manifest savepoint) {
        // Not their text: the order of options in it differs from process to process.
        Map<String, CatalogObject> then = new LinkedHashMap<>();
        savepoint.objects().stream().map(CatalogJson::read).forEach(object -> then.put(object.name(), object));
        Map<String, CatalogObject> now = state.objects;
        Set<String> changed = new TreeSet<>();
        then.forEach((name, object) -> {
            CatalogObject there = now.get(name);
            if (there == null || !untuned(object).equals(untuned(there))) {
                changed.add(name);
            }
        });
        now.keySet().stream().filter(object -> !then.containsKey(object)).forEach(changed::add);
        if (!changed.isEmpty()) {
            throw new MillraceException(
                    SqlState.NOT_IN_REQUIRED_STATE,
                    "cannot roll back: created, dropped or altered since the savepoint: " + String.join(", ", changed));
        }
        return then.values().stream()
                .map(object -> CatalogJson.write(stoppedAs(object, now.get(object.name()))))
                .toList();
    }

    /** An object as it is now, but stopped or running as it was then. */
    private static CatalogObject stoppedAs(CatalogObject then, @Nullable CatalogObject now) {
        if (now == null) {
            throw new IllegalStateException(then.name() + " is gone");
        }
        CatalogObject running = StopMark.off(now);
        return StopMark.of(then).map(mark -> mark.on(running)).orElse(running);
    }

    private static CatalogObject untuned(CatalogObject object) {
        return object.with(StopMark.without(QueryTuning.without(object.options())));
    }

    private Manifest onNewTimeline(Manifest savepoint, List<String> objects, long id) {
        long epoch = ask(() -> {
            CompletableFuture<Long> closed = new CompletableFuture<>();
            state.epochs.whenClosed(closed::complete);
            return closed;
        });
        List<QueryPoint> queries = new ArrayList<>();
        for (QueryPoint point : savepoint.queries()) {
            QueryCut cut = new QueryCut(
                    point.query(), epoch, point.cut().timeMicros(), point.cut().splits());
            queries.add(new QueryPoint(
                    point.query(),
                    cut,
                    epoch,
                    point.watermarkMicros(),
                    point.status(),
                    point.error(),
                    point.parallelism(),
                    List.of(),
                    null,
                    point.stop()));
        }
        return new Manifest(
                Manifest.VERSION,
                id,
                null,
                epoch,
                ask(() -> CompletableFuture.completedFuture(state.timeline + 1)),
                state.clock.epochMicros(),
                0,
                objects,
                queries,
                savepoint.tables(),
                List.of(),
                List.of());
    }

    /** Ends every query; open results end with that error. */
    void stopAll(MillraceException why, boolean forGood) {
        ask(() -> {
            if (forGood) {
                state.closing = true;
            }
            state.recovering = true;
            pins.failAll(why);
            List<CompletableFuture<Void>> stopped = new ArrayList<>();
            for (ManagedQuery query : List.copyOf(state.queries.values())) {
                if (!query.durable()) {
                    leader.fail(query, why);
                } else {
                    leader.abandon(query);
                }
                stopped.add(query.stopped);
            }
            return CompletableFuture.allOf(stopped.toArray(CompletableFuture[]::new));
        });
        ask(() -> {
            List<CompletableFuture<Void>> idle = new ArrayList<>();
            for (ManagedQuery query : state.queries.values()) {
                CompletableFuture<Void> done = new CompletableFuture<>();
                query.stateIo.execute(() -> done.complete(null));
                idle.add(done);
            }
            return CompletableFuture.allOf(idle.toArray(CompletableFuture[]::new));
        });
        ask(() -> {
            state.queries.clear();
            state.tables.clear();
            state.objects.clear();
            return CompletableFuture.completedFuture(true);
        });
    }

    /** Closes what is still open when nothing runs any more. */
    void closeStores() {
        if (state.tableStore != null) {
            state.tableStore.close();
            state.tableStore = null;
        }
    }

    private static SavepointInfo savepointInfo(Manifest manifest) {
        return new SavepointInfo(
                String.valueOf(manifest.name()),
                manifest.epoch(),
                manifest.timeline(),
                manifest.createdMicros(),
                manifest.bytes(),
                manifest.scope(),
                manifest.queries().stream().flatMap(History::positions).toList());
    }

    private static Stream<SavepointInfo.Position> positions(QueryPoint query) {
        return query.cut().splits().stream()
                .map(split -> new SavepointInfo.Position(
                        query.query(),
                        split.scan(),
                        split.split(),
                        split.position().offset(),
                        split.position().ordinal()));
    }

    private <T> T ask(Supplier<CompletableFuture<T>> wish) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        state.conductor.execute(() -> {
            try {
                wish.get().whenComplete((value, error) -> {
                    if (error != null) {
                        answer.completeExceptionally(error);
                    } else {
                        answer.complete(value);
                    }
                });
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return state.scheduler.await(answer);
    }
}
