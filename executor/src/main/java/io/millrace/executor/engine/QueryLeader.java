package io.millrace.executor.engine;

import io.millrace.executor.engine.ManagedQuery.PendingEpoch;
import io.millrace.executor.engine.ManagedQuery.State;
import io.millrace.executor.log.LogRecord;
import io.millrace.executor.log.QueryCut;
import io.millrace.executor.query.EpochOutcome;
import io.millrace.executor.query.RunningQuery;
import io.millrace.executor.relation.Relation;
import io.millrace.plan.node.SinkWrite;
import io.millrace.spi.error.Blame;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads every query through its epochs: sends barriers as they fall due, makes cuts durable, publishes what came out, in order.
 *
 * <p><b>Threading:</b> the conductor.
 */
final class QueryLeader implements RunningQuery.Owner, EpochPublisher.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(QueryLeader.class);
    private static final int EPOCHS_IN_FLIGHT_MAX = 2;

    private final EngineState state;
    private final Pins pins;
    private final EpochPublisher publisher;
    /** Every query started and not stopped, also when it is no longer in the catalog. */
    private final Map<RunningQuery, ManagedQuery> alive = new IdentityHashMap<>();

    private CompletableFuture<Void> replayed = new CompletableFuture<>();
    private Checkpoints checkpoints = new Checkpoints() {};
    private @Nullable Restarts restarts;

    /** What checkpoints want to know of queries. */
    interface Checkpoints {
        /** A query has published an epoch that is a checkpoint. */
        default void passed(ManagedQuery query, EpochOutcome outcome) {}

        /** All scans of a query have ended an epoch. */
        default void cutReached() {}

        /** A query will not get there. */
        default void lost(ManagedQuery query) {}

        /** A sink has all it will ever get. */
        default void wanted() {}
    }

    QueryLeader(EngineState state, Pins pins) {
        this.state = state;
        this.pins = pins;
        this.publisher = new EpochPublisher(state, this);
        pins.onForced(this::leadAll);
    }

    void onCheckpoints(Checkpoints listener) {
        checkpoints = listener;
    }

    /** Who decides what becomes of durable queries that fail. */
    void onFailures(Restarts decides) {
        restarts = decides;
    }

    /** A query has been started: it is led from now on. */
    void started(ManagedQuery query, RunningQuery running) {
        alive.put(running, query);
    }

    /** Done when no query has a logged cut up to the replay limit still to repeat. */
    CompletableFuture<Void> whenReplayed() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        replayed = done;
        leadAll();
        checkReplayed();
        return done;
    }

    private void checkReplayed() {
        for (ManagedQuery query : state.queries.values()) {
            QueryCut next = query.replay.peekFirst();
            boolean more = next != null && next.epoch() <= state.replayLimit;
            if (query.running() && (more || !query.pending.isEmpty()) || query.state == State.RESTARTING) {
                return;
            }
        }
        replayed.complete(null);
    }

    /** An epoch has become stable: every query that reads no other one closes it, or a later one. */
    void epochClosed(long epoch) {
        for (ManagedQuery query : state.queries.values()) {
            if (query.leadsItself()) {
                query.due = epoch;
            }
        }
        leadAll();
    }

    /** Native tables changed: their readers close that epoch. */
    void tablesChanged(Set<String> tables, long epoch) {
        for (ManagedQuery query : state.queries.values()) {
            if (query.leadsItself() && query.tablesRead.stream().anyMatch(tables::contains)) {
                query.due = epoch;
            }
        }
        leadAll();
    }

    void leadAll() {
        List.copyOf(state.queries.values()).forEach(this::lead);
    }

    /** Sends the barriers that are due. */
    void lead(ManagedQuery query) {
        if (!query.running() || !query.spec.continuous()) {
            return;
        }
        while (query.replay.isEmpty() ? sendNext(query) : sendReplay(query)) {
            // one more
        }
    }

    private boolean sendReplay(ManagedQuery query) {
        QueryCut cut = query.replay.getFirst();
        boolean upstreamThere = query.upstream.stream().allMatch(up -> hasRepeated(up, cut.epoch()));
        if (cut.epoch() > state.replayLimit || !upstreamThere || query.epochsInFlight() >= EPOCHS_IN_FLIGHT_MAX) {
            return false;
        }
        query.replay.removeFirst();
        QueryCut next = query.replay.peekFirst();
        long nextTime = next == null ? state.clock.epochMicros() : next.timeMicros();
        query.lastSent = Math.max(query.lastSent, cut.epoch());
        query.past.cutReached(cut);
        // Where it was stopped its state is set aside, as it was then.
        boolean stops = cut.epoch() == query.stopsAt;
        query.pending.put(cut.epoch(), new PendingEpoch(true, stops));
        running(query).sendBarrier(cut.epoch(), stops, nextTime, cut, Map.of(), true);
        if (next == null) {
            LOG.debug("query {} has repeated its log up to epoch {}", query.name(), cut.epoch());
        }
        return true;
    }

    /** Whether a query stands where it stood at that epoch; epochs in which nothing changed left no cut. */
    private static boolean hasRepeated(ManagedQuery query, long epoch) {
        QueryCut next = query.replay.peekFirst();
        return query.published >= epoch
                || !query.running() && query.state != State.RESTARTING
                || query.running() && query.pending.isEmpty() && (next == null || next.epoch() > epoch);
    }

    private boolean sendNext(ManagedQuery query) {
        if (state.recovering) {
            return false;
        }
        Map.Entry<Long, Boolean> forced = query.forced.firstEntry();
        if (forced != null && forced.getKey() <= query.lastSent) {
            query.forced.pollFirstEntry();
            return true;
        }
        if (forced != null && forced.getKey() <= query.stopsAt && canCloseForced(query, forced.getKey())) {
            query.forced.pollFirstEntry();
            send(query, forced.getKey(), forced.getValue());
            return true;
        }
        if (query.ended || query.epochsInFlight() >= EPOCHS_IN_FLIGHT_MAX || query.lastSent >= query.stopsAt) {
            return false;
        }
        long epoch = newestDue(query, forced == null ? Long.MAX_VALUE : forced.getKey());
        if (epoch <= query.lastSent) {
            return false;
        }
        send(query, epoch, false);
        return true;
    }

    private boolean canClose(ManagedQuery query, long epoch) {
        return query.upstream.stream().allMatch(up -> isThere(up, epoch));
    }

    /** What it reads was made to close that epoch, too; a query that was away for a while may come to it late. */
    private boolean canCloseForced(ManagedQuery query, long epoch) {
        return query.upstream.stream()
                .allMatch(up -> isThere(up, epoch) || up.relation != null && up.relation.hasPublished(epoch));
    }

    private static boolean isThere(ManagedQuery upstream, long epoch) {
        Relation relation = upstream.relation;
        return relation == null || relation.readableAt(epoch) || upstream.hasStopped() && upstream.published < epoch;
    }

    /** The newest epoch before a limit that everything it reads has published. */
    private long newestDue(ManagedQuery query, long before) {
        if (query.leadsItself()) {
            return query.due < before && canClose(query, query.due) ? query.due : query.lastSent;
        }
        long newest = query.lastSent;
        for (ManagedQuery up : query.upstream) {
            Relation relation = up.relation;
            if (relation == null) {
                continue;
            }
            for (long epoch : relation.readableEpochs()) {
                if (epoch <= newest) {
                    break;
                } else if (epoch < before && canClose(query, epoch)) {
                    newest = epoch;
                    break;
                }
            }
        }
        return newest;
    }

    private void send(ManagedQuery query, long epoch, boolean checkpoint) {
        query.lastSent = epoch;
        query.pending.put(epoch, new PendingEpoch(false, checkpoint));
        running(query)
                .sendBarrier(
                        epoch,
                        checkpoint,
                        state.clock.epochMicros(),
                        null,
                        query.takeFoundSplits(),
                        epoch == query.stopsAt);
    }

    private static RunningQuery running(ManagedQuery query) {
        RunningQuery running = query.running;
        if (running == null) {
            throw new IllegalStateException("query " + query.name() + " is not running");
        }
        return running;
    }

    private @Nullable ManagedQuery managed(RunningQuery running) {
        ManagedQuery query = state.queries.get(running.spec().name());
        return query != null && query.running == running ? query : null;
    }

    @Override
    public void cutReached(RunningQuery running, QueryCut cut, boolean changed) {
        ManagedQuery query = managed(running);
        PendingEpoch pending = query == null ? null : query.pending.get(cut.epoch());
        if (query == null || pending == null) {
            return;
        }
        pending.cut = cut;
        query.past.cutReached(cut);
        long inputWatermarks = inputWatermarks(query);
        boolean advanced = inputWatermarks != query.inputWatermarks;
        query.inputWatermarks = inputWatermarks;
        // A sink that commits an epoch is asked for it at a recovery: then it must be in the log, whatever it held.
        boolean commits = pending.checkpoint && query.sink() != null || cut.epoch() == query.stopsAt;
        if ((changed || advanced || commits) && query.durable() && !pending.replayed) {
            pending.logged = true;
            query.past.appended();
            state.journal.append(new LogRecord.Cut(cut), () -> {
                query.past.appendDone();
                pending.durable = true;
                publisher.publishNext(query);
                goOn(query);
            });
        } else {
            pending.durable = true;
            publisher.publishNext(query);
        }
        if (pending.checkpoint) {
            checkpoints.cutReached();
        }
    }

    /** Changes when event time of a table or view it reads has advanced, which may fire windows without a row. */
    private long inputWatermarks(ManagedQuery query) {
        long together = 0;
        for (ManagedQuery up : query.upstream) {
            together = 31 * together + up.watermarkMicros;
        }
        for (String name : query.tablesRead) {
            ManagedTable table = state.tables.get(name);
            together = 31 * together + (table == null ? 0 : table.relation().watermarkMicros());
        }
        return together;
    }

    @Override
    public void epochPassed(RunningQuery running, EpochOutcome outcome) {
        ManagedQuery query = managed(running);
        PendingEpoch pending = query == null ? null : query.pending.get(outcome.epoch());
        if (query != null && pending != null) {
            pending.outcome = outcome;
            publisher.publishNext(query);
        }
    }

    @Override
    public void published(ManagedQuery query, EpochOutcome outcome, QueryCut cut, long watermark) {
        PendingEpoch pending = query.pending.remove(outcome.epoch());
        boolean empty = !outcome.ended() && outcome.changes().stream().allMatch(List::isEmpty);
        if (pending != null && !pending.logged && !pending.replayed && empty) {
            query.past.cameToNothing(outcome.epoch());
        }
        query.published = outcome.epoch();
        query.publishedCut = cut;
        query.watermarkMicros = watermark;
        if (outcome.ended() && !query.ended) {
            ended(query);
        }
        query.ready.complete(null);
        if (outcome.checkpoint()) {
            checkpoints.passed(query, outcome);
        }
        if (query.ended && !query.durable()) {
            if (query.sink() == null || outcome.checkpoint()) {
                finishAttached(query, outcome);
            } else {
                state.epochs.whenClosed(epoch -> {
                    query.forced.put(epoch, true);
                    lead(query);
                });
            }
        }
        pins.resolve();
        lead(query);
        for (ManagedQuery down : List.copyOf(state.queries.values())) {
            if (down.upstream.contains(query)) {
                lead(down);
            }
        }
        publisher.publishNext(query);
        checkReplayed();
        goOn(query);
    }

    private void goOn(ManagedQuery query) {
        if (restarts != null) {
            restarts.goOn(query);
        }
    }

    @Override
    public void repeated(ManagedQuery query, EpochOutcome outcome) {
        query.pending.remove(outcome.epoch());
        lead(query);
        publisher.publishNext(query);
        checkReplayed();
    }

    private void ended(ManagedQuery query) {
        query.ended = true;
        if (query.relation != null) {
            query.relation.markComplete();
        }
        if (query.durable() && query.sink() != null) {
            checkpoints.wanted();
        } else if (query.durable()) {
            LOG.info("query {} has read all its input at epoch {}", query.name(), query.published);
        }
    }

    private void finishAttached(ManagedQuery query, EpochOutcome outcome) {
        SinkWrite sink = query.sink();
        Set<String> commits = new LinkedHashSet<>(query.uncommitted);
        commits.addAll(outcome.commits());
        if (sink == null || commits.isEmpty()) {
            endResults(query);
            return;
        }
        state.scheduler.io(() -> {
            try {
                SinkCommits.commit(state, sink, query.name(), state.timeline, outcome.epoch(), List.copyOf(commits));
                state.conductor.execute(() -> endResults(query));
            } catch (RuntimeException e) {
                state.conductor.execute(() -> fail(query, e));
            }
        });
    }

    private static void endResults(ManagedQuery query) {
        query.state = State.FINISHED;
        if (query.results != null) {
            query.results.end();
        }
        if (query.running != null) {
            query.running.stop();
        }
    }

    @Override
    public void wantsEpoch(RunningQuery running) {
        ManagedQuery query = managed(running);
        if (query == null || !query.running()) {
            return;
        }
        if (!query.spec.continuous()) {
            if (running.scansEnded() && query.lastSent == 0) {
                query.lastSent = query.due;
                query.pending.put(query.due, new PendingEpoch(false, query.sink() != null));
                running.sendBarrier(query.due, query.sink() != null, state.clock.epochMicros(), null, Map.of(), false);
            }
        } else if (!state.recovering) {
            epochClosed(state.epochs.tick());
        }
    }

    @Override
    public void queryFailed(RunningQuery running, Throwable error) {
        ManagedQuery query = managed(running);
        if (query != null) {
            broke(query, error);
        }
    }

    /** A query cannot go on: a durable one is tried again later, if that may help. */
    void broke(ManagedQuery query, Throwable error) {
        if (query.state != State.RUNNING) {
            return;
        }
        MillraceException known = asKnown(query, error);
        if (restarts == null) {
            giveUp(query, known);
        } else {
            restarts.failed(query, known);
        }
    }

    /** Writing its state has failed half way: the store is not what it was at any barrier. */
    void stateTorn(ManagedQuery query, Throwable error) {
        query.past.tear();
        if (query.durable()) {
            broke(query, error);
        }
    }

    /** A query runs again. */
    void resumed(ManagedQuery query) {
        lead(query);
        leadAll();
        pins.resolve();
        checkReplayed();
    }

    @Override
    public void failed(ManagedQuery query, Throwable error) {
        fail(query, error);
    }

    /** Ends a query with an error; its view can no longer be read, other queries go on. */
    void fail(ManagedQuery query, Throwable error) {
        if (query.state != State.FAILED) {
            giveUp(query, asKnown(query, error));
        }
    }

    /** As {@link #fail}, with an error that is known. */
    void giveUp(ManagedQuery query, MillraceException known) {
        if (query.state == State.FAILED) {
            return;
        }
        boolean mayBeRevived = mayBeRevived(query);
        query.state = State.FAILED;
        query.failedMicros = state.clock.epochMicros();
        query.failedAgain(known);
        query.resumed();
        query.halted(known);
        query.stopBase = null;
        query.error = known;
        query.pending.clear();
        query.forced.clear();
        query.replay.clear();
        if (query.durable()) {
            LOG.warn("query {} has failed: {}", query.name(), known.getMessage());
        }
        if (query.results != null) {
            query.results.fail(known);
        }
        if (!mayBeRevived) {
            query.past.close();
        }
        if (query.running != null) {
            query.running.stop();
        } else {
            query.stopped.complete(null);
        }
        query.ready.completeExceptionally(known);
        checkpoints.lost(query);
        pins.resolve();
        leadAll();
        checkReplayed();
    }

    /** Whether what it would begin again with is kept, in case that somebody asks for that. */
    private boolean mayBeRevived(ManagedQuery query) {
        boolean known = query.ready.isDone() || query.created;
        return query.durable()
                && known
                && !query.closed
                && !state.recovering
                && !state.closing
                && state.broken == null
                && (query.state == State.RUNNING || query.state == State.RESTARTING);
    }

    /** Ends a query that is dropped or taken back; its state store is closed once its tasks are gone. */
    void abandon(ManagedQuery query) {
        query.state = State.FAILED;
        query.resumed();
        query.halted(new MillraceException(SqlState.NOT_IN_REQUIRED_STATE, "query " + query.name() + " is gone"));
        query.pending.clear();
        query.past.close();
        checkpoints.lost(query);
        Runnable close = () -> query.stateIo.execute(query.store::close);
        RunningQuery running = query.running;
        if (running == null || query.stopped.isDone()) {
            query.stopped.complete(null);
            close.run();
        } else {
            query.stopped.thenRun(close);
            running.stop();
        }
    }

    static MillraceException asKnown(ManagedQuery query, Throwable error) {
        if (error instanceof MillraceException known && known.blame() != Blame.ENGINE) {
            return known;
        }
        LOG.error("query {} broke", query.name(), error);
        return error instanceof MillraceException known
                ? known
                : new MillraceException(SqlState.INTERNAL_ERROR, "query " + query.name() + " broke: " + error, error);
    }

    @Override
    public void queryStopped(RunningQuery running) {
        ManagedQuery query = alive.remove(running);
        if (query != null && query.state == State.RESTARTING) {
            query.storeIsAhead |= running.stateIsAhead();
            query.running = null;
            goOn(query);
        } else if (query != null && query.state == State.STOPPED) {
            query.storeIsAhead |= running.stateIsAhead();
            query.running = null;
            query.halted(null);
        } else if (query != null) {
            query.storeIsAhead |= running.stateIsAhead();
            query.stopped.complete(null);
            if (!query.durable() && state.queries.get(query.name()) == query) {
                state.queries.remove(query.name());
                query.stateIo.execute(query.store::close);
            }
        }
    }
}
