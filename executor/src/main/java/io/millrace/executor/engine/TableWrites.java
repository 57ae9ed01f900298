package io.millrace.executor.engine;

import io.millrace.executor.log.LogRecord;
import io.millrace.executor.log.LogRecord.TableChanges;
import io.millrace.executor.operator.row.HeldRows;
import io.millrace.executor.relation.RelationView;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Transactions on native tables: one writer a table at a time, durable and readable when they return.
 *
 * <p><b>Threading:</b> callers' threads, which wait; what says so is on the conductor.
 */
final class TableWrites {
    private final EngineState state;
    private final Requests requests;
    private final AttachedRuns runs;
    private final Pins pins;
    private final QueryLeader leader;
    /** Commits not durable yet, by epoch. On the conductor. */
    private final Map<Long, CompletableFuture<Long>> commitsWaiting = new TreeMap<>();

    TableWrites(EngineState state, Requests requests, AttachedRuns runs, Pins pins, QueryLeader leader) {
        this.state = state;
        this.requests = requests;
        this.runs = runs;
        this.pins = pins;
        this.leader = leader;
    }

    /** Waits until these tables have no other writer. */
    TableTransaction begin(Set<String> names) {
        Map<String, ManagedTable> tables = requests.entered(() -> requests.look(() -> tables(names)));
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
            requests.look(() -> {
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
            HeldRows held = new HeldRows();
            try (QueryRun run = runs.start(plan, options, "SELECT", own)) {
                while (!run.ended()) {
                    QueryRun.ResultBatch batch = next(run);
                    if (batch != null) {
                        batch.batches().forEach(held::add);
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
            return requests.ask(() -> {
                state.requireWritable();
                requireSame(tables);
                return TableWrites.this.commit(changes);
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
        Runnable durable = () -> {
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
        };
        Consumer<MillraceException> refused = why -> {
            commitsWaiting.remove(epoch);
            state.epochs.commitReadable(epoch);
            future.completeExceptionally(EngineState.refusedAsFull(why));
            pins.resolve();
        };
        state.journal.append(new LogRecord.TableCommit(epoch, changes), durable, refused);
        return future;
    }

    /** Nothing will be durable any more. On the conductor. */
    void failAll(MillraceException why) {
        commitsWaiting.values().forEach(future -> future.completeExceptionally(why));
        commitsWaiting.clear();
    }
}
