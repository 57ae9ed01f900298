package io.millrace.executor.engine;

import io.millrace.executor.checkpoint.CheckpointStore;
import io.millrace.executor.checkpoint.Manifest;
import io.millrace.executor.log.EpochLog;
import io.millrace.executor.log.LogRecord;
import io.millrace.executor.query.QueryStart;
import io.millrace.executor.storage.Storage;
import io.millrace.executor.task.SerialIo;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.SinkWrite;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine over given parts: wires them, keeps the clock's and the checkpoints' time, opens and closes.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class StreamEngine implements Engine {
    private static final Logger LOG = LoggerFactory.getLogger(StreamEngine.class);

    private static final long LAST_CHECKPOINT_MILLIS = 5_000;

    private final EngineState state;
    private final Storage storage;
    private final boolean durable;
    private final @Nullable EpochLog log;
    private final Requests requests;
    private final Pins pins;
    private final QueryLeader leader;
    private final AttachedRuns runs;
    private final PastRelations past;
    private final Restarts restarts;
    private final TableWrites writes;
    private final Definitions definitions;
    private final CheckpointStore store;
    private final Checkpointer checkpointer;
    private final Stops stops;
    private final History history;
    private final ChangeBudget budget;
    private final DiskWatch diskWatch;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Runnable onClosed = () -> {};

    /**
     * Opens a database.
     *
     * @param directory of its files; for one in memory a place for savepoints
     * @param durable whether it outlives this process
     */
    public static StreamEngine open(EngineOptions options, EngineParts parts, Path directory, boolean durable) {
        StreamEngine engine = new StreamEngine(options, parts, directory, durable);
        try {
            engine.recover();
            return engine;
        } catch (RuntimeException e) {
            engine.history.stopAll(new MillraceException(SqlState.SHUTDOWN, "the database did not open"), true);
            engine.abandon();
            throw e;
        }
    }

    private StreamEngine(EngineOptions options, EngineParts parts, Path directory, boolean durable) {
        Conductor conductor = new Conductor();
        this.storage = parts.storage();
        this.durable = durable;
        storage.createDirectories(directory);
        storage.delete(directory.resolve("work"));
        storage.createDirectories(directory.resolve("work"));
        Journal journal;
        if (durable) {
            log = new EpochLog(
                    storage,
                    directory.resolve("log"),
                    new SerialIo(parts.scheduler()),
                    conductor,
                    parts.scheduler()::after,
                    new LogWatch());
            journal = new FileJournal(log);
        } else {
            log = null;
            journal = new NoJournal(conductor);
        }
        state = new EngineState(options, parts, conductor, directory, journal);
        requests = new Requests(state);
        pins = new Pins(state);
        leader = new QueryLeader(state, pins);
        QueryBuilder builder = new QueryBuilder(state, leader);
        definitions = new Definitions(state, pins, leader, builder);
        Path savepoints = options.checkpoints().savepoints().orElse(directory.resolve("savepoints"));
        store = new CheckpointStore(storage, directory, savepoints);
        checkpointer = new Checkpointer(state, leader, store, durable);
        past = new PastRelations(state, store, () -> requests.look(checkpointer::readable));
        runs = new AttachedRuns(state, requests, pins, leader, builder, past);
        writes = new TableWrites(state, requests, runs, pins, leader);
        restarts = new Restarts(state, leader, builder, checkpointer, store);
        budget = new ChangeBudget(state, leader, checkpointer);
        stops = new Stops(state, requests, pins, leader, builder, definitions, checkpointer, restarts, store);
        TakeOvers takeOvers = new TakeOvers(state, builder, leader, restarts, store);
        history = new History(
                state,
                checkpointer,
                store,
                new Recovery(state, definitions, leader, builder, store, stops, takeOvers),
                leader,
                pins,
                past,
                stops,
                takeOvers);
        diskWatch = new DiskWatch(state, storage);
        conductor.start(parts.scheduler(), this::decisionFailed);
    }

    private void recover() {
        store.removeUnfinished();
        List<LogRecord> records = log == null ? List.of() : log.open();
        history.openAt(store.newestSound(CheckpointChoice.leadingOn(records)), records);
        tickLater();
        checkpointLater();
        if (durable) {
            diskWatch.start();
        }
        new SplitFinder(state).start();
    }

    private final class LogWatch implements EpochLog.Listener {
        @Override
        public void broken(MillraceException why) {
            LOG.error("the epoch log cannot be written any more: {}", why.getMessage());
            stopAll(why);
        }

        @Override
        public void full(MillraceException why) {
            LOG.error(
                    "the disk is full: nothing new is published or acknowledged until there is room: {}",
                    why.getMessage());
            state.diskFull = why;
        }

        @Override
        public void hasRoom() {
            LOG.info("the disk has room again");
            state.diskFull = null;
        }
    }

    /** What decides has failed half way: nothing more is promised, and the next opening recovers from what is durable. */
    private void decisionFailed(Throwable error) {
        if (state.closing || state.broken != null) {
            return;
        }
        LOG.error("the engine has failed and stops; what is durable is safe, open the database again", error);
        stopAll(new MillraceException(
                SqlState.INTERNAL_ERROR, "the engine has failed (" + error + "); open the database again", error));
    }

    private void stopAll(MillraceException why) {
        state.broken = why;
        pins.failAll(why);
        for (ManagedQuery query : List.copyOf(state.queries.values())) {
            leader.fail(query, why);
        }
        writes.failAll(why);
    }

    private void tickLater() {
        state.scheduler.after(
                state.options.epochInterval().toMillis(),
                () -> state.conductor.execute(() -> {
                    if (!state.closing) {
                        if (!state.recovering) {
                            budget.keep();
                        }
                        if (!state.queries.isEmpty() && !state.recovering) {
                            leader.epochClosed(state.epochs.tick());
                        }
                        tickLater();
                    }
                }));
    }

    private void checkpointLater() {
        long millis = state.options.checkpoints().interval().toMillis();
        if (millis == 0) {
            return;
        }
        state.scheduler.after(
                millis,
                () -> state.conductor.execute(() -> {
                    if (!state.closing) {
                        if (!state.objects.isEmpty() && !state.recovering) {
                            checkpointer.periodic(durable);
                        }
                        checkpointLater();
                    }
                }));
    }

    @Override
    public List<CatalogObject> catalog() {
        return state.catalog();
    }

    @Override
    public Optional<CatalogObject> find(String name) {
        return state.find(name);
    }

    @Override
    public void create(CatalogObject object) {
        QueryStart start = null;
        if (object.plan() != null) {
            PhysicalPlan plan = Definitions.plan(object);
            state.operators.prepare(plan);
            start = QueryStart.fresh(plan, state::connector, state.clock.epochMicros());
        }
        QueryStart begin = start;
        requests.entered(() -> requests.ask(() -> definitions.create(object, begin)));
    }

    @Override
    public void drop(Set<String> names) {
        requests.entered(() -> requests.ask(() -> definitions.drop(names)));
    }

    @Override
    public List<String> alter(String name, Map<String, String> changes) {
        return requests.entered(() -> {
            requests.ask(() -> definitions.alter(name, changes));
            return requests.ask(() -> restarts.rescale(name));
        });
    }

    @Override
    public List<String> create(CatalogObject object, String savepoint, boolean allowsStateLoss) {
        return requests.entered(() -> history.create(object, savepoint, allowsStateLoss, definitions, durable));
    }

    @Override
    public List<String> explain(CatalogObject object, String savepoint) {
        return history.explain(object, savepoint);
    }

    @Override
    public void stop(String query, String savepoint) {
        requests.entered(() -> {
            history.stop(query, savepoint);
            return true;
        });
    }

    @Override
    public void resume(String query) {
        requests.entered(() -> {
            stops.resume(query);
            return true;
        });
    }

    @Override
    public void restart(String query) {
        requests.entered(() -> {
            if (requests.look(() -> restarts.mayBeRevived(query))) {
                CompletableFuture<Void> runs = new CompletableFuture<>();
                history.revive(query, restarts, definitions, runs);
                requests.ask(() -> runs);
            } else {
                requests.ask(() -> restarts.restart(query));
            }
            return true;
        });
    }

    @Override
    public QueryRun run(PhysicalPlan plan, RunOptions options) {
        return runs.start(plan, options, options.continuous() ? "SELECT STREAM" : "SELECT", Map.of());
    }

    @Override
    public QueryRun runInsert(PhysicalPlan plan, RunOptions options) {
        if (!(plan.root() instanceof SinkWrite)) {
            throw new IllegalArgumentException(
                    "not a plan that writes: " + plan.root().id());
        }
        return runs.start(plan, options, "INSERT", Map.of());
    }

    @Override
    public TableTransaction begin(Set<String> names) {
        return writes.begin(names);
    }

    @Override
    public CheckpointInfo checkpoint() {
        return CheckpointRecords.info(requests.ask(() -> checkpointer.request(durable)));
    }

    @Override
    public SavepointInfo createSavepoint(String name) {
        return createSavepoint(name, List.of());
    }

    @Override
    public SavepointInfo createSavepoint(String name, List<String> queries) {
        return history.createSavepoint(name, queries);
    }

    @Override
    public List<String> rollbackTo(String name) {
        return requests.alone(() -> history.rollbackTo(name));
    }

    @Override
    public void releaseSavepoint(String name) {
        history.release(name);
    }

    @Override
    public Optional<DiskInfo> disk() {
        return durable ? Optional.of(diskWatch.info()) : Optional.empty();
    }

    @Override
    public List<SavepointInfo> savepoints() {
        return history.savepoints();
    }

    @Override
    public List<CheckpointInfo> checkpoints() {
        return requests.look(checkpointer::infos);
    }

    @Override
    public List<QueryInfo> queries() {
        return requests.look(
                () -> state.queries.values().stream().map(ManagedQuery::info).toList());
    }

    @Override
    public List<StateInfo> state() {
        return StateSizes.of(requests.look(() -> state.queries.values().stream()
                .filter(ManagedQuery::durable)
                .map(StateSizes.Measured::of)
                .toList()));
    }

    @Override
    public List<RejectedRow> rejectedRows() {
        return state.rejectedRows();
    }

    @Override
    public List<LateRow> lateRows() {
        return state.lateRows();
    }

    @Override
    public List<LateCount> lateCounts() {
        return requests.look(() -> {
            List<LateCount> counts = new ArrayList<>();
            for (ManagedQuery query : state.queries.values()) {
                if (query.running != null) {
                    query.running
                            .metrics()
                            .rowsLateByScan
                            .forEach((scan, rows) -> counts.add(new LateCount(query.name(), scan, rows.sum())));
                }
            }
            return counts;
        });
    }

    @Override
    public boolean cancel(String queryName) {
        return requests.look(() -> {
            ManagedQuery query = state.queries.get(queryName);
            if (query == null || query.durable()) {
                return false;
            }
            leader.fail(query, new MillraceException(SqlState.QUERY_CANCELED, "query " + queryName + " was cancelled"));
            return true;
        });
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        boolean sound = state.broken == null;
        if (sound && durable && !state.objects.isEmpty()) {
            try {
                requests.ask(this::lastCheckpoint);
            } catch (MillraceException e) {
                LOG.warn("no checkpoint at the close: {}", e.getMessage());
            }
        }
        history.stopAll(new MillraceException(SqlState.SHUTDOWN, "the database was closed"), true);
        abandon();
    }

    /** Saves the next start the repetition of the log; who holds it up for long is not waited for. */
    private CompletableFuture<Manifest> lastCheckpoint() {
        CompletableFuture<Manifest> last = checkpointer.request(true);
        state.scheduler.after(
                LAST_CHECKPOINT_MILLIS,
                () -> last.completeExceptionally(new MillraceException(
                        SqlState.NOT_IN_REQUIRED_STATE, "it took more than " + LAST_CHECKPOINT_MILLIS + " ms")));
        return last;
    }

    /** Lets go of everything, without a last checkpoint. */
    private void abandon() {
        state.conductor.execute(() -> {
            state.closing = true;
            state.journal.close();
            state.conductor.stop();
        });
        state.scheduler.close();
        history.closeStores();
        past.close();
        state.backends.close();
        runs.close();
        if (!durable) {
            storage.delete(state.directory);
        }
        onClosed.run();
    }

    /** What to do when everything is let go of. */
    void onClosed(Runnable then) {
        onClosed = then;
    }
}
