package io.millrace.executor.engine;

import io.millrace.executor.checkpoint.CheckpointStore;
import io.millrace.executor.checkpoint.Manifest;
import io.millrace.executor.engine.ManagedQuery.State;
import io.millrace.executor.log.LogRecord;
import io.millrace.executor.log.QueryCut;
import io.millrace.executor.operator.FailedRow;
import io.millrace.executor.query.QueryStart;
import io.millrace.executor.query.RunningQuery;
import io.millrace.executor.state.StateCursor;
import io.millrace.executor.state.StateMap;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.StateWrites;
import io.millrace.plan.node.SinkWrite;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts durable queries again that have failed, a while later: from the newest barrier whose state their store holds, over exactly
 * the cuts they had closed behind it. Epochs they had published come out a second time and are dropped, so that neither readers nor
 * queries over them notice; of a sink's output they write only what the sink has not committed.
 *
 * <p>An error that an outside system is to blame for is tried again, more and more rarely; one that will come again with the same
 * row is tried once.
 *
 * <p><b>Threading:</b> the conductor; what blocks is on I/O threads.
 */
final class Restarts {
    private static final Logger LOG = LoggerFactory.getLogger(Restarts.class);
    private static final long DELAY_MILLIS_MAX = 60_000;
    private static final int ENTRIES_PER_WRITE = 8_192;
    private static final byte[] FIRST_KEY = {};
    /** Keys begin with the number of their key group. */
    private static final byte[] LAST_KEY = {(byte) 0xff, (byte) 0xff, (byte) 0xff};

    private final EngineState state;
    private final QueryLeader leader;
    private final QueryBuilder builder;
    private final Checkpointer checkpointer;
    private final CheckpointStore checkpoints;

    Restarts(
            EngineState state,
            QueryLeader leader,
            QueryBuilder builder,
            Checkpointer checkpointer,
            CheckpointStore checkpoints) {
        this.state = state;
        this.leader = leader;
        this.builder = builder;
        this.checkpointer = checkpointer;
        this.checkpoints = checkpoints;
        leader.onFailures(this);
        checkpointer.onReleased(() -> List.copyOf(state.queries.values()).forEach(this::goOn));
    }

    /**
     * Lets a query that runs go on with as many tasks as its options say: from a barrier that is sent for it, at which its key groups
     * are dealt out anew.
     *
     * @return what the one who asked should know; done when it runs again
     */
    CompletableFuture<List<String>> rescale(String name) {
        ManagedQuery query = state.queries.get(name);
        QueryTuning tuning = query == null ? null : query.tuning;
        if (query == null || tuning == null || tuning.parallelism() == query.spec.parallelism()) {
            return CompletableFuture.completedFuture(List.of());
        }
        CompletableFuture<List<String>> done = new CompletableFuture<>();
        // Without files: it is only to have little to repeat. Where none can be taken it repeats more.
        checkpointer.requestAligned(false).whenComplete((taken, error) -> rescale(query, tuning.parallelism(), done));
        return done;
    }

    private void rescale(ManagedQuery query, int parallelism, CompletableFuture<List<String>> done) {
        int before = query.spec.parallelism();
        query.spec = query.spec.withParallelism(parallelism);
        if (!query.running() || query.past.newest() == null) {
            done.complete(List.of(
                    "query " + query.name() + " does not run now; it begins again with parallelism " + parallelism));
            return;
        }
        long began = state.clock.nanoTime();
        CompletableFuture<Void> again = new CompletableFuture<>();
        query.waitingForResumption.add(again);
        again.thenRun(() -> {
            long millis = (state.clock.nanoTime() - began) / 1_000_000;
            LOG.info("query {} went from parallelism {} to {} in {} ms", query.name(), before, parallelism, millis);
            done.complete(List.of("query " + query.name() + " went from parallelism " + before + " to " + parallelism
                    + " and stood still for " + millis + " ms"));
        });
        beginAgain(query);
    }

    private void beginAgain(ManagedQuery query) {
        query.suspend();
        checkpointer.suspended(query);
        query.isDue(true);
        goOn(query);
    }

    /** Whether a query has failed for good and can be {@link #revive revived}. */
    boolean mayBeRevived(String name) {
        ManagedQuery query = state.queries.get(name);
        return query != null && query.mayBeRevived();
    }

    /**
     * Lets a query begin again at once, from the newest barrier whose state it has: one that runs, and one whose time to begin again has not
     * come.
     *
     * @return done when it runs; fails when it has failed again
     * @throws MillraceException 55000 if it can do neither
     */
    CompletableFuture<Void> restart(String name) {
        ManagedQuery query = durable(name);
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (query.state == State.RESTARTING) {
            query.waitingForRestart.add(done);
            query.hurry();
            query.isDue(true);
            goOn(query);
        } else if (query.running() && !query.ended && query.past.newest() != null) {
            requireState(query);
            query.waitingForRestart.add(done);
            query.attempts.forget();
            beginAgain(query);
        } else {
            throw cannotRestart(query);
        }
        return done;
    }

    /** Without files a query whose state has left memory has nothing to begin with: it better runs on. */
    private void requireState(ManagedQuery query) {
        RunningQuery running = query.running;
        boolean isAhead = query.past.torn() || query.storeIsAhead || running != null && running.stateIsAhead();
        if (isAhead && state.options.directory().isEmpty() && query.past.beginningEmpty() == null) {
            throw new MillraceException(
                    SqlState.NOT_IN_REQUIRED_STATE,
                    "query " + query.name()
                            + " cannot be restarted: state has left memory since its last checkpoint, and a database"
                            + " in memory has no files to go back to");
        }
    }

    private static MillraceException cannotRestart(ManagedQuery query) {
        String why =
                switch (query.state) {
                    case STOPPED -> "it is stopped; RESUME QUERY lets it go on";
                    case FAILED ->
                        "it has failed, and what it would begin again with is not there any more (it is kept in the process in"
                                + " which it failed, for " + FailedQueries.KEPT_HOURS
                                + " hours at most); drop it and create it again";
                    case RUNNING, FINISHED -> "it has read all of its input";
                    case RESTARTING -> "it is being restarted";
                };
        return new MillraceException(
                SqlState.NOT_IN_REQUIRED_STATE, "query " + query.name() + " cannot be restarted: " + why);
    }

    private ManagedQuery durable(String name) {
        ManagedQuery query = state.queries.get(name);
        if (query == null || !query.durable()) {
            throw new MillraceException(SqlState.UNDEFINED_TABLE, "there is no query \"" + name + "\"");
        }
        return query;
    }

    /**
     * Lets a query begin again that has failed for good, while no checkpoint is under way. The log says so: checkpoints that hold it as
     * failed are not recovered from then, but the one before, which is kept for as long as this is possible.
     *
     * @param runs done when it runs; fails when it has failed again
     * @return done when that cannot be lost any more
     */
    CompletableFuture<Void> revive(String name, Definitions definitions, CompletableFuture<Void> runs) {
        ManagedQuery query = revivable(name);
        CompletableFuture<Void> done = new CompletableFuture<>();
        query.isRevived = true;
        definitions.define(
                epoch -> new LogRecord.Restarted(epoch, name, query.published),
                epoch -> {
                    query.isRevived = false;
                    if (state.queries.get(name) != query) {
                        done.completeExceptionally(new MillraceException(
                                SqlState.UNDEFINED_TABLE, "\"" + name + "\" was dropped meanwhile"));
                        return;
                    }
                    LOG.info("query {} had failed and is started again", name);
                    query.waitingForRestart.add(runs);
                    query.revive(epoch);
                    query.isDue(true);
                    done.complete(null);
                    goOn(query);
                    state.conductor.execute(() -> leader.epochClosed(state.epochs.tick()));
                },
                full -> {
                    query.isRevived = false;
                    done.completeExceptionally(full);
                });
        return done;
    }

    private ManagedQuery revivable(String name) {
        ManagedQuery query = durable(name);
        if (!query.mayBeRevived()) {
            throw cannotRestart(query);
        }
        return query;
    }

    /** A query has failed: it begins again later, or has failed for good. */
    void failed(ManagedQuery query, MillraceException error) {
        MillraceException named = withRow(query, error);
        if (!mayRestart(query)) {
            leader.giveUp(query, named);
            return;
        }
        int attemptsMax = QueryTuning.ATTEMPTS
                .find(options(query))
                .orElse(state.options.restarts().attempts());
        if (query.attempts.isRepeated(named)) {
            leader.giveUp(query, with(named, "it came again after a restart"));
        } else if (query.attempts.count() >= attemptsMax && !isWaitedOut(named, attemptsMax)) {
            leader.giveUp(query, attemptsMax == 0 ? named : with(named, "given up after " + attemptsMax + " restarts"));
        } else {
            suspend(query, named, attemptsMax);
        }
    }

    /** A full disk stops every query, and none of them for good. */
    private static boolean isWaitedOut(MillraceException error, int attemptsMax) {
        return error.sqlState() == SqlState.DISK_FULL && attemptsMax > 0;
    }

    private static Map<String, String> options(ManagedQuery query) {
        CatalogObject object = query.object;
        return object == null ? Map.of() : object.options();
    }

    private boolean mayRestart(ManagedQuery query) {
        boolean known = query.ready.isDone() || query.created;
        return query.durable()
                && known
                && !query.closed
                && !state.closing
                && state.broken == null
                && query.past.newest() != null;
    }

    private static MillraceException withRow(ManagedQuery query, MillraceException error) {
        return query.durable() && error.getCause() instanceof FailedRow row
                ? with(error, row.place() + ", row " + row.row())
                : error;
    }

    private static MillraceException with(MillraceException error, String more) {
        return new MillraceException(error.sqlState(), error.getMessage() + "; " + more, error);
    }

    private void suspend(ManagedQuery query, MillraceException error, int attemptsMax) {
        int attempt = query.attempts.count() + 1;
        long delay = delayMillis(query, error, attempt);
        LOG.warn(
                "query {} has failed and begins again in {} ms, attempt {} of {}: {}",
                query.name(),
                delay,
                attempt,
                attemptsMax,
                error.getMessage());
        query.attempts.failed(error, query.lastSent, state.clock.epochMicros() + delay * 1_000);
        query.suspend();
        query.failedAgain(error);
        checkpointer.suspended(query);
        int number = query.suspensions;
        state.scheduler.after(
                delay,
                () -> state.conductor.execute(() -> {
                    if (isStill(query, number)) {
                        query.isDue(true);
                        goOn(query);
                    }
                }));
    }

    /** What the content of a row is to blame for will hardly go away by waiting. */
    private long delayMillis(ManagedQuery query, MillraceException error, int attempt) {
        if (!Attempts.mayPass(error) && attempt == 1) {
            return 0;
        }
        long first = QueryTuning.DELAY
                .find(options(query))
                .orElse(state.options.restarts().delay())
                .toMillis();
        long factor = 1L << Math.min(attempt - 1, 20);
        return Math.min(first * factor, Math.max(first, DELAY_MILLIS_MAX));
    }

    private static boolean isStill(ManagedQuery query, int suspension) {
        return query.state == State.RESTARTING && query.suspensions == suspension;
    }

    /** Begins again if nothing is left to wait for. */
    void goOn(ManagedQuery query) {
        if (!query.mayBeginAgain() || state.closing || checkpointer.holds(query)) {
            return;
        }
        query.isDue(false);
        int number = query.suspensions;
        // Behind all writes of its state that are on their way.
        query.stateIo.execute(() -> state.conductor.execute(() -> {
            if (isStill(query, number)) {
                choosePoint(query, number);
            }
        }));
    }

    /** A place to begin at, and what its store must be put back to first. */
    private record Place(
            QueryPast.Point point,
            boolean emptied,
            @Nullable Path folder) {}

    private void choosePoint(ManagedQuery query, int number) {
        QueryPast.Point newest = query.past.newest();
        if (newest != null && !query.past.torn() && !query.storeIsAhead) {
            prepare(query, number, new Place(newest, false, null));
            return;
        }
        QueryPast.Point beginning = query.past.beginningEmpty();
        if (beginning != null) {
            prepare(query, number, new Place(beginning, true, null));
            return;
        }
        QueryPast.Point taken = query.past.beginningTaken();
        if (taken != null) {
            prepare(query, number, new Place(taken, false, query.past.firstFiles()));
            return;
        }
        // One that holds it as failed, or is newer than the one that the database was recovered from, does not lead on.
        Set<Long> known = query.past.epochs();
        long stoppedAt = query.stoppedAt;
        state.scheduler.io(() -> {
            Optional<Manifest> found;
            try {
                found = checkpoints.newestSound(manifest -> !CheckpointChoice.holdsFailed(manifest, query.name())
                        && (known.contains(manifest.epochOf(query.name()))
                                || holdsStopped(manifest, query.name(), stoppedAt)));
            } catch (MillraceException e) {
                found = Optional.empty();
            }
            Optional<Manifest> sound = found;
            state.conductor.execute(() -> {
                if (isStill(query, number)) {
                    fallBack(query, number, sound);
                }
            });
        });
    }

    private void fallBack(ManagedQuery query, int number, Optional<Manifest> sound) {
        QueryPast.Point point = sound.map(manifest -> holdsStopped(manifest, query.name(), query.stoppedAt)
                        ? query.past.beginningStopped()
                        : query.past.at(manifest.epochOf(query.name())))
                .orElse(null);
        MillraceException error = query.attempts.error();
        if (sound.isEmpty() || point == null) {
            leader.giveUp(
                    query,
                    with(
                            error == null ? MillraceException.internal("query " + query.name() + " failed") : error,
                            "it cannot begin again: state left memory since its last checkpoint, of which there are no sound"
                                    + " files"));
            return;
        }
        Path folder =
                checkpoints.folder(sound.get().id()).resolve("state").resolve(Checkpointer.folderName(query.name()));
        prepare(query, number, new Place(point, false, folder));
    }

    /** Whether its state there is that of its last stop: of a checkpoint since then, or of the one at which it was stopped. */
    private static boolean holdsStopped(Manifest manifest, String query, long stoppedAt) {
        return manifest.epoch() == stoppedAt
                || manifest.queries().stream().anyMatch(point -> point.query().equals(query) && point.stop() != null);
    }

    /** Puts the store and the sink in order, on an I/O thread, and begins. */
    private void prepare(ManagedQuery query, int number, Place place) {
        TreeMap<Long, QueryCut> cuts = new TreeMap<>();
        query.past.cutsAfter(place.point()).forEach(cut -> cuts.put(cut.epoch(), cut));
        query.replay.forEach(cut -> cuts.putIfAbsent(cut.epoch(), cut));
        List<QueryCut> repeated = List.copyOf(cuts.values());
        List<String> uncommitted = List.copyOf(query.uncommitted);
        long preparedAt = query.preparedAt;
        query.stateIo.execute(() -> {
            MillraceException failure = null;
            long committed = 0;
            try {
                if (place.emptied() || place.folder() != null) {
                    putBack(query, place.folder());
                }
                SinkWrite sink = query.sink();
                if (sink != null) {
                    committed = SinkCommits.settleAgain(
                            state,
                            sink,
                            query.name(),
                            preparedAt,
                            uncommitted,
                            place.point().epoch(),
                            repeated);
                }
            } catch (RuntimeException e) {
                failure = QueryLeader.asKnown(query, e);
            }
            MillraceException error = failure;
            long committedEpoch = committed;
            state.conductor.execute(() -> {
                if (!isStill(query, number)) {
                    return;
                } else if (error != null) {
                    failed(query, error);
                    return;
                }
                query.uncommitted.clear();
                query.past.returnedTo(place.point());
                begin(query, place.point(), repeated, committedEpoch);
            });
        });
    }

    private void begin(ManagedQuery query, QueryPast.Point point, List<QueryCut> repeated, long committedEpoch) {
        query.replay.clear();
        query.replay.addAll(repeated);
        query.lastSent = Math.max(query.pausedUpTo(), Math.max(query.published, point.epoch()));
        query.storeIsAhead = false;
        long time =
                repeated.isEmpty() ? state.clock.epochMicros() : repeated.get(0).timeMicros();
        QueryStart start = query.past.startAt(point, time, !repeated.isEmpty()).committedUpTo(committedEpoch);
        state.generation = Math.max(state.generation + 1, state.clock.epochMicros());
        try {
            builder.startAgain(query, start, query.past.startsAt(point));
        } catch (RuntimeException e) {
            failed(query, QueryLeader.asKnown(query, e));
            return;
        }
        query.state = State.RUNNING;
        query.attempts.started();
        query.resumed();
        LOG.info(
                "query {} goes on from epoch {} and repeats {} epochs up to {}",
                query.name(),
                point.epoch(),
                repeated.size(),
                repeated.isEmpty()
                        ? point.epoch()
                        : repeated.get(repeated.size() - 1).epoch());
        leader.resumed(query);
        checkpointer.resumed();
    }

    /** Puts the operators' state back to what a checkpoint's folder holds, or to nothing; the view's own rows stay. */
    void putBack(ManagedQuery query, @Nullable Path folder) {
        StateStore store = query.store;
        for (StateMap map : store.maps()) {
            if (isOperators(map)) {
                StateWrites writes = new StateWrites();
                writes.deleteRange(map, FIRST_KEY, LAST_KEY);
                store.write(writes);
            }
        }
        if (folder == null) {
            return;
        }
        QueryTuning tuning = query.tuning;
        String backend = tuning == null ? state.options.state().backend() : tuning.backend();
        try (StateStore then = state.backends.open(backend, state.newWorkDirectory(query.name()), folder)) {
            for (StateMap map : then.maps()) {
                if (isOperators(map)) {
                    copy(map, store, store.map(map.name()));
                }
            }
        }
    }

    private static boolean isOperators(StateMap map) {
        return map.name().indexOf('/') >= 0;
    }

    void copy(StateMap from, StateStore store, StateMap to) {
        try (StateCursor cursor = from.scan(FIRST_KEY, LAST_KEY)) {
            StateWrites writes = new StateWrites();
            while (cursor.next()) {
                writes.put(to, cursor.key(), cursor.value());
                if (writes.entries().size() >= ENTRIES_PER_WRITE) {
                    store.write(writes);
                    writes = new StateWrites();
                }
            }
            store.write(writes);
        }
    }

    /** Nobody waits for a checkpoint because of a query that begins again by itself soon; they wait for it. */
    static @Nullable MillraceException inTheWay(Iterable<ManagedQuery> queries) {
        for (ManagedQuery query : queries) {
            if (query.state == State.RESTARTING) {
                MillraceException error = query.attempts.error();
                return new MillraceException(
                        SqlState.NOT_IN_REQUIRED_STATE,
                        "query " + query.name() + " has failed and was not running again in time: "
                                + (error == null ? "" : error.getMessage()));
            }
        }
        return null;
    }
}
