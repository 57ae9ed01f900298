package io.millrace.executor.engine;

import io.millrace.executor.log.QueryCut;
import io.millrace.executor.query.EpochOutcome;
import io.millrace.executor.query.QuerySpec;
import io.millrace.executor.query.ResultQueue;
import io.millrace.executor.query.RunningQuery;
import io.millrace.executor.relation.Relation;
import io.millrace.executor.source.BarrierCommand.NewSplit;
import io.millrace.executor.source.RelationInput;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.task.SerialIo;
import io.millrace.plan.node.SinkWrite;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A query and what the engine knows of it: what it reads, how far it is, what waits for it.
 *
 * <p><b>Threading:</b> the conductor.
 */
final class ManagedQuery {
    QuerySpec spec;
    /** Its catalog object; null for the query of an open result. */
    @Nullable CatalogObject object;
    /** How it runs; of a durable query. */
    @Nullable QueryTuning tuning;

    final StateStore store;
    /** What it publishes; null if it is no view. */
    final @Nullable Relation relation;
    /** Where its rows go; null if no client waits for them. */
    final @Nullable ResultQueue results;

    /** Views it reads, by their queries. */
    final List<ManagedQuery> upstream = new ArrayList<>();
    /** Names of native tables it reads. */
    final Set<String> tablesRead;

    final long startedMicros;
    /** Runs writes of its state, one after the other. */
    final SerialIo stateIo;

    /** Null before it is assembled and after it was given up. */
    @Nullable RunningQuery running;

    State state = State.RUNNING;

    @Nullable MillraceException error;
    /** Completed when it has published its first epoch; or with its failure. */
    final CompletableFuture<Void> ready = new CompletableFuture<>();
    /** Whether whoever created it has been told that it is there; then its failures are its own. */
    boolean created;
    /** Completed when its tasks are gone for good. */
    CompletableFuture<Void> stopped = new CompletableFuture<>();

    /** Logged cuts still to be repeated, oldest first. */
    final Deque<QueryCut> replay = new ArrayDeque<>();
    /** Newest epoch it should close without being forced to. */
    long due;
    /** Epochs it must close: the number, and whether it is a checkpoint. */
    final TreeMap<Long, Boolean> forced = new TreeMap<>();

    long lastSent;
    /** When it had failed, until somebody began it again: what it closes anew is behind the last. */
    final List<RelationInput.Pause> pauses = new ArrayList<>();
    /** No barrier is sent behind this epoch. */
    long stopsAt = Long.MAX_VALUE;
    /** The epoch at which it was stopped before it was resumed. */
    long stoppedAt = -1;
    /** What it reads, as it was when it was stopped; null unless it is. */
    @Nullable StopBase stopBase;
    /** Who waits for it to be stopped. */
    @Nullable CompletableFuture<Void> halting;

    long published;
    long watermarkMicros = Long.MIN_VALUE;
    /** Stands for the watermarks of its tables and views at its last cut. */
    long inputWatermarks;
    /** The step of time to which its state has aged at its last cut. */
    long ttlStep = Long.MIN_VALUE;
    /** No row will ever follow. */
    boolean ended;
    /** It has ended and a checkpoint holds that: its tasks are gone. */
    boolean closed;

    long lastCheckpointEpoch;

    @Nullable QueryCut publishedCut;

    final TreeMap<Long, PendingEpoch> pending = new TreeMap<>();
    /** Splits found since the last barrier, by scan. */
    Map<String, List<NewSplit>> foundSplits = new HashMap<>();

    /** What its sink's writers prepared, oldest first: the next checkpoint that is not given up commits all of it. */
    final List<String> uncommitted = new ArrayList<>();

    /** The newest of its barriers of which there are files; null if none is known. */
    private @Nullable PassedBarrier passed;

    /** Checkpoints in a row that were given up because of it. */
    int checkpointsFailed;
    /** The newest checkpoint's barrier at which they prepared anything. */
    long preparedAt;

    boolean publishing;

    /** What it would begin again with; empty unless it is durable. */
    final QueryPast past = new QueryPast();

    final Attempts attempts = new Attempts();
    /** How often it has been {@link State#RESTARTING}. */
    int suspensions;
    /** Whether its time to begin again has come. */
    private boolean isDue;
    /** Whether the store holds more than its last freeze put there. */
    boolean storeIsAhead;

    /** Who waits for it to run again. */
    final List<CompletableFuture<Void>> waitingForResumption = new ArrayList<>();

    /** Who has asked for it to begin again at once. */
    final List<CompletableFuture<Void>> waitingForRestart = new ArrayList<>();

    /** Whether that is on its way into the log, so that what it begins again with must stay. */
    boolean isRevived;

    /** When it failed for good. */
    long failedMicros;

    /** What it is doing. */
    enum State {
        RUNNING,
        /** It has failed and begins again. */
        RESTARTING,
        /** Somebody has stopped it, and may resume it. */
        STOPPED,
        FINISHED,
        FAILED
    }

    /** An epoch whose barrier is on its way. */
    static final class PendingEpoch {
        final boolean replayed;
        final boolean checkpoint;

        @Nullable QueryCut cut;

        boolean durable;
        /** Its cut goes into the log. */
        boolean logged;

        @Nullable EpochOutcome outcome;

        PendingEpoch(boolean replayed, boolean checkpoint) {
            this.replayed = replayed;
            this.checkpoint = checkpoint;
        }
    }

    ManagedQuery(
            QuerySpec spec,
            @Nullable CatalogObject object,
            @Nullable QueryTuning tuning,
            StateStore store,
            @Nullable Relation relation,
            @Nullable ResultQueue results,
            Set<String> tablesRead,
            long startedMicros,
            SerialIo stateIo) {
        this.spec = spec;
        this.object = object;
        this.tuning = tuning;
        this.store = store;
        this.relation = relation;
        this.results = results;
        this.tablesRead = Set.copyOf(tablesRead);
        this.startedMicros = startedMicros;
        this.stateIo = stateIo;
    }

    String name() {
        return spec.name();
    }

    boolean durable() {
        return object != null;
    }

    @Nullable SinkWrite sink() {
        return spec.plan().root() instanceof SinkWrite write ? write : null;
    }

    /** Whether barriers can be sent. */
    boolean running() {
        return state == State.RUNNING && running != null && !closed;
    }

    /** Whether it publishes nothing more, ever. */
    boolean hasStopped() {
        return state == State.FAILED || state == State.FINISHED;
    }

    @Nullable PassedBarrier passed() {
        return passed;
    }

    /** It goes on from no barrier any more. */
    @Nullable PassedBarrier forgetPassed() {
        PassedBarrier before = passed;
        passed = null;
        return before;
    }

    /**
     * A barrier has come through and there are files of it.
     *
     * @return the older one, which is needed no more; null if there was none, or if it goes on being the newest
     */
    @Nullable PassedBarrier passed(PassedBarrier barrier) {
        PassedBarrier before = passed;
        if (before != null && before.epoch() > barrier.epoch()) {
            return barrier;
        }
        passed = barrier;
        return before;
    }

    /** It does nothing until it begins again. What it was to close and has no cut of yet it is asked to close then. */
    void suspend() {
        state = State.RESTARTING;
        suspensions++;
        isDue = false;
        pending.forEach((epoch, open) -> {
            if (open.cut == null && !open.replayed) {
                forced.putIfAbsent(epoch, false);
            }
        });
        pending.clear();
        foundSplits = new HashMap<>();
        if (running != null) {
            running.stop();
        }
    }

    /** It has failed for good and is to begin again, behind an epoch. */
    void revive(long behind) {
        state = State.RESTARTING;
        suspensions++;
        error = null;
        pauses.add(new RelationInput.Pause(published, behind));
        stopsAt = Long.MAX_VALUE;
        checkpointsFailed = 0;
        attempts.forget();
        past.forgetAfter(published);
        pending.clear();
        forced.clear();
        foundSplits = new HashMap<>();
        if (stopped.isDone()) {
            stopped = new CompletableFuture<>();
            running = null;
        }
    }

    /** It is not to wait any longer for its time; what was under way for that is without effect. */
    void hurry() {
        suspensions++;
        attempts.forget();
    }

    /** Whether it has failed for good, but could begin again if somebody asked for it. */
    boolean mayBeRevived() {
        return state == State.FAILED && past.newest() != null;
    }

    /** It has failed once more while somebody waits for it to run. */
    void failedAgain(MillraceException why) {
        waitingForRestart.forEach(waiter -> waiter.completeExceptionally(why));
        waitingForRestart.clear();
    }

    void isDue(boolean now) {
        isDue = now;
    }

    /** It runs again, or never will: who waits for that hears of it. */
    void resumed() {
        waitingForResumption.forEach(waiter -> waiter.complete(null));
        waitingForResumption.clear();
        waitingForRestart.forEach(waiter -> waiter.complete(null));
        waitingForRestart.clear();
    }

    /** Whether nothing that it reads publishes anything, so that nobody else tells it which epochs to close. */
    boolean leadsItself() {
        return upstream.stream().allMatch(up -> up.relation == null || up.relation.standsStill());
    }

    /** Its tasks are gone: who waits for that hears of it. */
    void halted(@Nullable MillraceException error) {
        CompletableFuture<Void> waiter = halting;
        halting = null;
        if (waiter != null && error == null) {
            waiter.complete(null);
        } else if (waiter != null) {
            waiter.completeExceptionally(error);
        }
    }

    /** Whether it is time to begin again and nothing of it is still at work. */
    boolean mayBeginAgain() {
        return state == State.RESTARTING && isDue && running == null && !publishing && past.isLogged();
    }

    /** No epoch is closed anew up to this one. */
    long pausedUpTo() {
        return pauses.stream().mapToLong(RelationInput.Pause::upTo).max().orElse(0);
    }

    int epochsInFlight() {
        return pending.size();
    }

    Map<String, List<NewSplit>> takeFoundSplits() {
        Map<String, List<NewSplit>> taken = foundSplits;
        foundSplits = new HashMap<>();
        return taken;
    }

    /** Its row of {@code sys.queries}. */
    QueryInfo info() {
        RunningQuery at = running;
        boolean done = ended && state == State.RUNNING;
        StopBase stop = stopBase;
        MillraceException why = error != null ? error : state == State.RESTARTING ? attempts.error() : null;
        return new QueryInfo(
                name(),
                spec.kind(),
                spec.statement(),
                done ? "FINISHED" : state.name(),
                spec.parallelism(),
                stop == null ? published : stop.stop().epoch(),
                lastCheckpointEpoch,
                at == null ? 0 : at.metrics().rowsIn.sum(),
                at == null ? 0 : at.metrics().rowsOut.sum(),
                at == null ? 0 : at.metrics().rowsLate.sum(),
                at == null ? 0 : at.metrics().rowsRejected.sum(),
                watermarkMicros,
                durable() ? store.sizeBytes() : 0,
                startedMicros,
                why == null ? null : why.getMessage(),
                attempts.count(),
                state == State.RESTARTING ? attempts.nextMicros() : 0,
                stop == null
                        ? null
                        : stop.stop().savepoint() == null ? "" : stop.stop().savepoint());
    }
}
