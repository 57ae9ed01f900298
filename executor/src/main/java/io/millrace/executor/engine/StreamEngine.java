package io.millrace.executor.engine;

import io.millrace.executor.checkpoint.CheckpointStore;
import io.millrace.executor.checkpoint.Manifest;
import io.millrace.executor.log.EpochLog;
import io.millrace.executor.log.LogRecord;
import io.millrace.executor.log.LogRecord.TableChanges;
import io.millrace.executor.query.QuerySpec;
import io.millrace.executor.query.QueryStart;
import io.millrace.executor.query.ResultQueue;
import io.millrace.executor.query.RunningQuery;
import io.millrace.executor.relation.Change;
import io.millrace.executor.relation.Relation;
import io.millrace.executor.relation.RelationView;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.memory.MemoryBackend;
import io.millrace.executor.storage.Storage;
import io.millrace.executor.task.SerialIo;
import io.millrace.plan.node.ConnectorScan;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.RelationScan;
import io.millrace.plan.node.SinkWrite;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.key.KeyGroups;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine over given parts. Callers' threads hand their wishes to the conductor and wait.
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
    private final Pins pins;
    private final QueryLeader leader;
    private final QueryBuilder builder;
    private final Definitions definitions;
    private final CheckpointStore store;
    private final Checkpointer checkpointer;
    private final History history;
    private final ChangeBudget budget;
    /** Commits not durable yet, by epoch. On the conductor. */
    private final Map<Long, CompletableFuture<Long>> commitsWaiting = new TreeMap<>();

    private final MemoryBackend resultState = new MemoryBackend();
    private final AtomicLong runNumbers = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Runnable onClosed = () -> {};
    /** Held shared by whoever begins something, alone by a rollback. */
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock(true);

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
                    storage, directory.resolve("log"), new SerialIo(parts.scheduler()), conductor, this::logBroken);
            journal = new FileJournal(log);
        } else {
            log = null;
            journal = new NoJournal(conductor);
        }
        state = new EngineState(options, parts, conductor, directory, journal);
        pins = new Pins(state);
        leader = new QueryLeader(state, pins);
        builder = new QueryBuilder(state, leader);
        definitions = new Definitions(state, pins, leader, builder);
        store = new CheckpointStore(storage, directory);
        checkpointer = new Checkpointer(state, leader, store, durable);
        budget = new ChangeBudget(state, leader, checkpointer);
        history = new History(
                state, checkpointer, store, new Recovery(state, definitions, leader, builder, store), leader, pins);
        conductor.start(parts.scheduler());
    }

    private void recover() {
        store.removeUnfinished();
        List<LogRecord> records = log == null ? List.of() : log.open();
        history.openAt(store.newestSound(), records);
        tickLater();
        checkpointLater();
        new SplitFinder(state).start();
    }

    private void logBroken(MillraceException why) {
        LOG.error("the epoch log cannot be written any more: {}", why.getMessage());
        state.broken = why;
        pins.failAll(why);
        for (ManagedQuery query : List.copyOf(state.queries.values())) {
            leader.fail(query, why);
        }
        commitsWaiting.values().forEach(future -> future.completeExceptionally(why));
        commitsWaiting.clear();
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
                        if (!checkpointer.busy() && !state.objects.isEmpty() && !state.recovering) {
                            checkpointer.request(durable);
                        }
                        checkpointLater();
                    }
                }));
    }

    /** Runs something on the conductor and waits for what it promises. */
    private <T> T ask(Supplier<CompletableFuture<T>> wish) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        state.conductor.execute(() -> {
            try {
                state.requireSound();
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

    private <T> T look(Supplier<T> wish) {
        return ask(() -> CompletableFuture.completedFuture(wish.get()));
    }

    /** Does something while no rollback is under way. */
    private <T> T entered(Supplier<T> work) {
        gate.readLock().lock();
        try {
            return work.get();
        } finally {
            gate.readLock().unlock();
        }
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
        QueryStart start = object.plan() == null
                ? null
                : QueryStart.fresh(Definitions.plan(object), state::connector, state.clock.epochMicros());
        entered(() -> ask(() -> definitions.create(object, start)));
    }

    @Override
    public void drop(Set<String> names) {
        entered(() -> ask(() -> definitions.drop(names)));
    }

    @Override
    public QueryRun run(PhysicalPlan plan, RunOptions options) {
        return start(plan, options, options.continuous() ? "SELECT STREAM" : "SELECT", Map.of());
    }

    @Override
    public QueryRun runInsert(PhysicalPlan plan, RunOptions options) {
        if (!(plan.root() instanceof SinkWrite)) {
            throw new IllegalArgumentException(
                    "not a plan that writes: " + plan.root().id());
        }
        return start(plan, options, "INSERT", Map.of());
    }

    private QueryRun start(
            PhysicalPlan plan, RunOptions options, String kind, Map<String, ? extends RelationView> own) {
        Set<String> reads = new LinkedHashSet<>(builder.relationsRead(plan));
        reads.removeAll(own.keySet());
        Map<String, List<RowBatch>> systemRows = builder.systemRows(plan);
        QueryStart begin = QueryStart.fresh(plan, state::connector, state.clock.epochMicros());
        boolean small = !options.continuous()
                && plan.nodes().stream().noneMatch(node -> node instanceof ConnectorScan)
                && plan.nodes().stream().allMatch(StreamEngine::isSmall);
        QuerySpec spec = new QuerySpec(
                options.name() + "-" + runNumbers.incrementAndGet(),
                kind,
                options.statement(),
                plan,
                small ? 1 : options.parallelism(),
                KeyGroups.COUNT_DEFAULT,
                options.continuous(),
                options.skipsBadRows());
        return entered(() -> {
            Pins.Pinned pinned = ask(() -> pins.pin(reads, options.epochAtLeast()));
            try {
                return look(
                        () -> startPinned(spec, begin, QueryBuilder.pinned(pinned.views(), systemRows), pinned, own));
            } finally {
                pinned.close();
            }
        });
    }

    /** Reading single rows by key needs no parallel tasks. */
    private static boolean isSmall(PhysicalNode node) {
        return !(node instanceof RelationScan scan) || !scan.key().isEmpty();
    }

    private QueryRun startPinned(
            QuerySpec spec,
            QueryStart begin,
            QueryBuilder.Starts starts,
            Pins.Pinned pinned,
            Map<String, ? extends RelationView> own) {
        ResultQueue results = new ResultQueue();
        StateStore scratch = resultState.open(state.directory.resolve("work"), null);
        ManagedQuery query = builder.attached(spec, scratch, results);
        query.published = pinned.epoch();
        query.due = Math.max(1, pinned.epoch());
        query.lastSent = spec.continuous() ? pinned.epoch() : 0;
        try {
            builder.start(query, begin, new OwnStarts(own, starts));
        } catch (RuntimeException e) {
            scratch.close();
            throw e;
        }
        if (spec.continuous()) {
            leader.epochClosed(state.epochs.tick());
        }
        return new AttachedRun(state, leader, query, results);
    }

    /** A transaction's own tables look as it has left them; they are not closed by their readers. */
    private record OwnStarts(Map<String, ? extends RelationView> own, QueryBuilder.Starts others)
            implements QueryBuilder.Starts {
        @Override
        public @Nullable RelationView view(String relation) {
            RelationView view = own.get(relation);
            return view == null ? others.view(relation) : new Borrowed(view);
        }

        @Override
        public Change from(String relation) {
            RelationView view = own.get(relation);
            return view == null ? others.from(relation) : view.relation().newest();
        }

        @Override
        public Optional<List<RowBatch>> systemRows(String relation) {
            return others.systemRows(relation);
        }
    }

    private record Borrowed(RelationView view) implements RelationView {
        @Override
        public Relation relation() {
            return view.relation();
        }

        @Override
        public long epoch() {
            return view.epoch();
        }

        @Override
        public RowCursor rows() {
            return view.rows();
        }

        @Override
        public RowCursor rowsOnTime(int timeColumn) {
            return view.rowsOnTime(timeColumn);
        }

        @Override
        public void lookUp(RowBatch batch, int row, int[] keyColumns, BatchBuilder out) {
            view.lookUp(batch, row, keyColumns, out);
        }

        @Override
        public void close() {}
    }

    @Override
    public TableTransaction begin(Set<String> names) {
        Map<String, ManagedTable> tables = entered(() -> look(() -> tables(names)));
        List<ManagedTable> locked = new ArrayList<>();
        try {
            for (String name : new TreeSet<>(names)) {
                ManagedTable table = tables.get(name);
                if (table == null) {
                    throw new MillraceException(SqlState.UNDEFINED_TABLE, "there is no table \"" + name + "\"");
                }
                table.writers().acquire();
                locked.add(table);
            }
            look(() -> {
                requireSame(tables);
                return true;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            locked.forEach(table -> table.writers().release());
            throw new MillraceException(SqlState.QUERY_CANCELED, "interrupted while waiting for another writer", e);
        } catch (RuntimeException e) {
            locked.forEach(table -> table.writers().release());
            throw e;
        }
        return new NativeTransaction(new TransactionRuns(), tables);
    }

    private Map<String, ManagedTable> tables(Set<String> names) {
        Map<String, ManagedTable> found = new LinkedHashMap<>();
        for (String name : names) {
            ManagedTable table = state.tables.get(name);
            if (table == null) {
                throw new MillraceException(
                        SqlState.UNDEFINED_TABLE,
                        "there is no native table \"" + name + "\"" + Nearest.hint(name, state.tables.keySet()));
            }
            found.put(name, table);
        }
        return found;
    }

    private void requireSame(Map<String, ManagedTable> tables) {
        tables.forEach((name, table) -> {
            ManagedTable now = state.tables.get(name);
            if (now == null || now.relation() != table.relation()) {
                throw new MillraceException(
                        SqlState.SERIALIZATION_FAILURE,
                        "table \"" + name + "\" was dropped or rolled back meanwhile; try again");
            }
        });
    }

    private final class TransactionRuns implements NativeTransaction.Runs {
        @Override
        public List<RowBatch> query(PhysicalPlan plan, int parallelism, Map<String, ? extends RelationView> own) {
            RunOptions options = new RunOptions("write", "", parallelism, false, 0, false);
            List<RowBatch> rows = new ArrayList<>();
            try (QueryRun run = start(plan, options, "SELECT", own)) {
                while (!run.ended()) {
                    QueryRun.ResultBatch batch = next(run);
                    if (batch != null) {
                        rows.addAll(batch.batches());
                    }
                }
            }
            return rows;
        }

        private QueryRun.@Nullable ResultBatch next(QueryRun run) {
            return run.next(1_000);
        }

        @Override
        public long commit(List<TableChanges> changes, Map<String, ManagedTable> tables) {
            return ask(() -> {
                requireSame(tables);
                return StreamEngine.this.commit(changes);
            });
        }
    }

    /** On the conductor. */
    private CompletableFuture<Long> commit(List<TableChanges> changes) {
        CompletableFuture<Long> future = new CompletableFuture<>();
        Set<String> names = new LinkedHashSet<>();
        for (TableChanges table : changes) {
            names.add(table.table());
        }
        long epoch = state.epochs.beginCommit();
        commitsWaiting.put(epoch, future);
        state.journal.append(new LogRecord.TableCommit(epoch, changes), () -> {
            commitsWaiting.remove(epoch);
            for (TableChanges table : changes) {
                ManagedTable target = state.tables.get(table.table());
                if (target != null) {
                    target.publish(epoch, table.changes());
                }
            }
            state.epochs.commitReadable(epoch);
            future.complete(epoch);
            pins.resolve();
            leader.tablesChanged(names, epoch);
        });
        return future;
    }

    @Override
    public CheckpointInfo checkpoint() {
        return history.info(ask(() -> checkpointer.request(durable)));
    }

    @Override
    public SavepointInfo createSavepoint(String name) {
        return history.createSavepoint(name);
    }

    @Override
    public List<String> rollbackTo(String name) {
        gate.writeLock().lock();
        try {
            return history.rollbackTo(name);
        } finally {
            gate.writeLock().unlock();
        }
    }

    @Override
    public void releaseSavepoint(String name) {
        history.release(name);
    }

    @Override
    public List<SavepointInfo> savepoints() {
        return history.savepoints();
    }

    @Override
    public List<CheckpointInfo> checkpoints() {
        return look(() -> checkpointer.kept().stream().map(history::info).toList());
    }

    @Override
    public List<QueryInfo> queries() {
        return look(() -> state.queries.values().stream().map(this::info).toList());
    }

    private QueryInfo info(ManagedQuery query) {
        RunningQuery running = query.running;
        boolean done = query.ended && query.state == ManagedQuery.State.RUNNING;
        return new QueryInfo(
                query.name(),
                query.spec.kind(),
                query.spec.statement(),
                done ? "FINISHED" : query.state.name(),
                query.spec.parallelism(),
                query.published,
                query.lastCheckpointEpoch,
                running == null ? 0 : running.metrics().rowsIn.sum(),
                running == null ? 0 : running.metrics().rowsOut.sum(),
                running == null ? 0 : running.metrics().rowsLate.sum(),
                running == null ? 0 : running.metrics().rowsRejected.sum(),
                query.watermarkMicros,
                query.durable() ? query.store.sizeBytes() : 0,
                query.startedMicros,
                query.error == null ? null : query.error.getMessage());
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
        return look(() -> {
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
        return look(() -> {
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
                ask(this::lastCheckpoint);
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
        state.backend.close();
        resultState.close();
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
