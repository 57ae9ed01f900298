package io.millrace.executor.engine;

import io.millrace.executor.checkpoint.CheckpointStore;
import io.millrace.executor.checkpoint.Manifest;
import io.millrace.executor.engine.ManagedQuery.State;
import io.millrace.executor.log.LogRecord;
import io.millrace.executor.log.QueryCut;
import io.millrace.executor.query.QueryStart;
import io.millrace.executor.relation.Change;
import io.millrace.executor.relation.PinnedView;
import io.millrace.executor.relation.RelationView;
import io.millrace.executor.relation.SharedView;
import io.millrace.plan.node.SinkWrite;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops durable queries at a checkpoint, until they are resumed. A stopped query has no tasks; its view stands still and can be read, also
 * by other queries; checkpoints hold it as it is, together with what it reads as that was. When it is resumed, what has changed in its
 * tables and views since reaches it in one epoch, and connectors are read on where it left them.
 *
 * <p>The mark on its catalog object is what makes it stopped: it is in the log, behind the checkpoint.
 *
 * <p><b>Threading:</b> callers' threads where a method blocks, otherwise the conductor.
 */
final class Stops {
    private static final Logger LOG = LoggerFactory.getLogger(Stops.class);

    private final EngineState state;
    private final Requests requests;
    private final Pins pins;
    private final QueryLeader leader;
    private final QueryBuilder builder;
    private final Definitions definitions;
    private final Checkpointer checkpointer;
    private final Restarts restarts;
    private final CheckpointStore store;

    Stops(
            EngineState state,
            Requests requests,
            Pins pins,
            QueryLeader leader,
            QueryBuilder builder,
            Definitions definitions,
            Checkpointer checkpointer,
            Restarts restarts,
            CheckpointStore store) {
        this.state = state;
        this.requests = requests;
        this.pins = pins;
        this.leader = leader;
        this.builder = builder;
        this.definitions = definitions;
        this.checkpointer = checkpointer;
        this.restarts = restarts;
        this.store = store;
    }

    /**
     * Stops a query at a new checkpoint. Blocks.
     *
     * @param savepoint to be taken there; empty for none
     * @throws MillraceException 55000 if it does not run; then nothing has happened
     */
    void stop(String name, String savepoint) {
        requests.ask(checkpointer::pause);
        try {
            ManagedQuery query = requests.look(() -> running(name));
            stop(query, savepoint);
        } finally {
            state.conductor.execute(checkpointer::resume);
        }
    }

    private void stop(ManagedQuery query, String savepoint) {
        boolean saved = false;
        try {
            Manifest taken = requests.ask(() -> checkpointer.takeLastOf(query));
            Path folder = store.folder(taken.id());
            if (!savepoint.isEmpty()) {
                store.saveAs(taken, savepoint);
                saved = true;
                folder = store.folder(savepoint);
            }
            Set<String> reads = builder.relationsRead(query.spec.plan());
            Path kept = state.newWorkDirectory("read-" + query.name());
            StopBase base = StopBase.of(taken, savepoint, reads, store, folder, kept);
            Path files = folder.resolve("state").resolve(Checkpointer.folderName(query.name()));
            requests.ask(() -> halt(query, base, files));
        } catch (RuntimeException e) {
            if (requests.look(() -> goesOn(query)) && saved) {
                store.removeSavepoint(savepoint);
            }
            throw e;
        }
    }

    private ManagedQuery running(String name) {
        ManagedQuery query = state.queries.get(name);
        if (query == null || !query.durable()) {
            throw MillraceException.internal("there is no query " + name);
        }
        requireRunning(query);
        return query;
    }

    private static void requireRunning(ManagedQuery query) {
        StopBase stopped = query.stopBase;
        if (stopped != null) {
            String savepoint = stopped.stop().savepoint();
            throw new MillraceException(
                    SqlState.NOT_IN_REQUIRED_STATE,
                    "query " + query.name() + " is stopped already"
                            + (savepoint == null ? "" : ", at savepoint \"" + savepoint + "\""));
        } else if (!query.running() || query.ended) {
            throw new MillraceException(
                    SqlState.NOT_IN_REQUIRED_STATE,
                    "query " + query.name() + " cannot be stopped: it is "
                            + query.info().state());
        }
    }

    /** The checkpoint is there: the log says that it is stopped, then it is. */
    private CompletableFuture<Void> halt(ManagedQuery query, StopBase base, Path files) {
        requireRunning(query);
        StopMark mark = new StopMark(
                base.stop().savepoint() == null ? "" : base.stop().savepoint(),
                base.stop().epoch());
        CompletableFuture<Void> done = new CompletableFuture<>();
        CatalogObject object = state.objects.get(query.name());
        if (object == null || state.queries.get(query.name()) != query) {
            throw new MillraceException(SqlState.UNDEFINED_TABLE, "\"" + query.name() + "\" was dropped meanwhile");
        }
        CatalogObject marked = mark.on(object);
        definitions.define(
                epoch -> new LogRecord.Altered(epoch, CatalogJson.write(marked)),
                epoch -> {
                    definitions.put(marked);
                    halted(query, base, files).whenComplete((halted, error) -> {
                        if (error == null) {
                            done.complete(null);
                        } else {
                            done.completeExceptionally(error);
                        }
                    });
                },
                done::completeExceptionally);
        return done;
    }

    /**
     * Ends the tasks; done when its store holds its state as of the checkpoint and nothing else.
     *
     * @param files its state in the checkpoint; null where there is none of that epoch
     */
    CompletableFuture<Void> halted(ManagedQuery query, StopBase base, @Nullable Path files) {
        LOG.info("query {} is stopped at epoch {}", query.name(), base.stop().epoch());
        boolean torn = query.past.torn();
        CompletableFuture<Void> gone = new CompletableFuture<>();
        query.halting = gone;
        query.stopBase = base;
        query.state = State.STOPPED;
        query.suspensions++;
        query.pending.clear();
        query.forced.clear();
        query.past.close();
        standStill(query);
        if (query.running == null) {
            query.halted(null);
        } else {
            query.running.stop();
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        gone.whenComplete((nothing, error) -> query.stateIo.execute(() -> {
            try {
                if (error == null && (torn || query.storeIsAhead)) {
                    restarts.putBack(query, requireFiles(query, files));
                }
                state.conductor.execute(() -> done.complete(null));
            } catch (RuntimeException e) {
                state.conductor.execute(() -> {
                    leader.fail(query, e);
                    done.completeExceptionally(e);
                });
            }
        }));
        pins.resolve();
        leader.leadAll();
        return done;
    }

    private static Path requireFiles(ManagedQuery query, @Nullable Path files) {
        if (files == null) {
            throw MillraceException.internal("the state of query " + query.name() + " at its stop is not there");
        }
        return files;
    }

    private static void standStill(ManagedQuery query) {
        if (query.relation != null) {
            query.relation.standStill();
        }
    }

    /** It was not stopped after all; whether that is so. */
    private boolean goesOn(ManagedQuery query) {
        if (query.stopBase != null || query.state == State.FAILED) {
            return false;
        }
        query.stopsAt = Long.MAX_VALUE;
        leader.lead(query);
        return true;
    }

    /** A checkpoint holds it as stopped. */
    void restored(ManagedQuery query, StopBase base) {
        query.stopBase = base;
        query.state = State.STOPPED;
        query.stopsAt = base.stop().epoch();
        standStill(query);
    }

    /** It cannot be stopped again where it was: it runs, and says so. */
    CompletableFuture<Void> runAgain(ManagedQuery query) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        CatalogObject object = query.object;
        if (object == null) {
            throw new IllegalStateException("query " + query.name() + " is of an open result");
        }
        query.stopsAt = Long.MAX_VALUE;
        CatalogObject unmarked = StopMark.off(object);
        state.journal.append(new LogRecord.Altered(state.epochs.current(), CatalogJson.write(unmarked)), () -> {
            definitions.put(unmarked);
            done.complete(null);
        });
        return done;
    }

    /**
     * Lets a stopped query go on. Blocks, for a view until it has published what has come since.
     *
     * @throws MillraceException 55000 if it is not stopped
     */
    void resume(String name) {
        ManagedQuery query = requests.look(() -> stopped(name));
        StopBase base = base(query);
        Set<String> reads = builder.relationsRead(query.spec.plan());
        StoppedInput input = StoppedInput.open(state, base, reads);
        try {
            SinkWrite sink = query.sink();
            long settled = sink == null ? 0 : settle(query, sink);
            long from = requests.ask(() -> resume(query, reads, input, settled));
            requests.ask(() -> fresh(query, from));
        } finally {
            input.release();
        }
    }

    private ManagedQuery stopped(String name) {
        ManagedQuery query = state.queries.get(name);
        if (query == null || query.stopBase == null) {
            throw new MillraceException(
                    SqlState.NOT_IN_REQUIRED_STATE,
                    "query " + name + " is not stopped"
                            + (query == null ? "" : ": it is " + query.info().state()));
        }
        return query;
    }

    private static StopBase base(ManagedQuery query) {
        StopBase base = query.stopBase;
        if (base == null) {
            throw new MillraceException(
                    SqlState.NOT_IN_REQUIRED_STATE, "query " + query.name() + " was resumed meanwhile");
        }
        return base;
    }

    private long settle(ManagedQuery query, SinkWrite sink) {
        QueryCut cut = query.publishedCut;
        long at = Math.max(query.published, cut == null ? 0 : cut.epoch());
        return SinkCommits.settle(state, sink, query.name(), at, List.of());
    }

    /** Done with the epoch behind which it goes on. */
    private CompletableFuture<Long> resume(
            ManagedQuery query, Set<String> reads, StoppedInput input, long committedEpoch) {
        base(query);
        CompletableFuture<Long> done = new CompletableFuture<>();
        if (reads.isEmpty()) {
            state.epochs.whenClosed(
                    epoch -> resume(query, input, committedEpoch, new Pins.Pinned(epoch, Map.of()), done));
        } else {
            pins.pin(reads, state.epochs.current()).whenComplete((pinned, error) -> {
                if (error != null) {
                    done.completeExceptionally(error);
                } else {
                    resume(query, input, committedEpoch, pinned, done);
                }
            });
        }
        return done;
    }

    private void resume(
            ManagedQuery query,
            StoppedInput input,
            long committedEpoch,
            Pins.Pinned pinned,
            CompletableFuture<Long> done) {
        CatalogObject object = state.objects.get(query.name());
        if (object == null || state.queries.get(query.name()) != query) {
            pinned.close();
            done.completeExceptionally(
                    new MillraceException(SqlState.UNDEFINED_TABLE, "\"" + query.name() + "\" was dropped meanwhile"));
            return;
        }
        CatalogObject unmarked = StopMark.off(object);
        definitions.define(
                epoch -> new LogRecord.Altered(epoch, CatalogJson.write(unmarked)),
                epoch -> {
                    try {
                        definitions.put(unmarked);
                        goOn(query, input, pinned.views(), epoch, committedEpoch, List.of());
                        leader.resumed(query);
                        state.conductor.execute(() -> leader.epochClosed(state.epochs.tick()));
                        done.complete(epoch);
                    } catch (RuntimeException e) {
                        done.completeExceptionally(e);
                    } finally {
                        pinned.close();
                    }
                },
                full -> {
                    pinned.close();
                    done.completeExceptionally(full);
                });
    }

    /**
     * Makes new tasks, which begin with what has changed.
     *
     * @param from the epoch up to which it has stood still
     * @param cuts that it repeats, behind that epoch
     */
    void goOn(
            ManagedQuery query,
            StoppedInput input,
            Map<String, PinnedView> now,
            long from,
            long committedEpoch,
            List<QueryCut> cuts) {
        QueryCut cut = query.publishedCut;
        if (cut == null) {
            throw new IllegalStateException("query " + query.name() + " was stopped before its first epoch");
        }
        query.stoppedAt = base(query).stop().epoch();
        query.stopBase = null;
        query.stopsAt = Long.MAX_VALUE;
        query.storeIsAhead = false;
        query.state = State.RUNNING;
        query.published = from;
        query.lastSent = from;
        if (query.relation != null) {
            query.relation.goOn(from);
        }
        query.replay.addAll(cuts);
        state.generation = Math.max(state.generation + 1, state.clock.epochMicros());
        long time = cuts.isEmpty() ? state.clock.epochMicros() : cuts.get(0).timeMicros();
        Map<String, SharedView> changes = new LinkedHashMap<>();
        now.forEach((relation, view) -> changes.put(relation, input.until(view)));
        LOG.info("query {} is resumed", query.name());
        try {
            builder.start(
                    query,
                    QueryStart.restored(cut, time, !cuts.isEmpty()).committedUpTo(committedEpoch),
                    starts(changes, now));
        } catch (RuntimeException e) {
            leader.broke(query, e);
        } finally {
            changes.values().forEach(RelationView::close);
        }
    }

    private static QueryBuilder.Starts starts(Map<String, SharedView> changes, Map<String, PinnedView> now) {
        QueryBuilder.Starts pinned = QueryBuilder.pinned(now, Map.of());
        return new QueryBuilder.Starts() {
            @Override
            public @Nullable RelationView view(String relation) {
                SharedView view = changes.get(relation);
                return view == null ? null : view.again();
            }

            @Override
            public Change from(String relation) {
                return pinned.from(relation);
            }
        };
    }

    /** Done when nobody reads it any more as it was stopped. */
    private CompletableFuture<Void> fresh(ManagedQuery query, long from) {
        if (query.relation == null) {
            return CompletableFuture.completedFuture(null);
        }
        return pins.pin(Set.of(query.name()), from + 1).thenAccept(pinned -> {
            state.readableFrom = Math.max(state.readableFrom, pinned.epoch());
            pinned.close();
        });
    }
}
