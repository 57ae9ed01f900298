package io.millrace.executor.engine;

import io.millrace.executor.log.LogRecord.TableChanges;
import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.row.HeldRows;
import io.millrace.executor.operator.row.NetChanges;
import io.millrace.executor.relation.PinnedView;
import io.millrace.executor.relation.RelationView;
import io.millrace.executor.relation.TransactionView;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes of one session to native tables. */
final class NativeTransaction implements TableTransaction {
    /** What {@link TransactionView} takes for a row: two arrays and an entry of a tree. */
    private static final int VIEW_ROW_BYTES = 120;

    private final Runs runs;
    private final Map<String, ManagedTable> tables;
    private final Map<String, TransactionView> views = new LinkedHashMap<>();
    private final Map<String, NetChanges> changes = new LinkedHashMap<>();
    private boolean done;

    /** What a transaction asks of its engine. */
    interface Runs {
        /** Runs a finite plan in which these relations look as given. */
        List<RowBatch> query(PhysicalPlan plan, int parallelism, Map<String, ? extends RelationView> own);

        /** Makes changes durable and readable, if the tables are still these. */
        long commit(List<TableChanges> changes, Map<String, ManagedTable> tables);
    }

    /** @param tables already waited for: this is their only writer */
    NativeTransaction(Runs runs, Map<String, ManagedTable> tables) {
        this.runs = runs;
        this.tables = Map.copyOf(tables);
        tables.forEach((name, table) -> {
            PinnedView newest = table.relation().pinNewest();
            views.put(name, new TransactionView(newest));
            changes.put(name, new NetChanges(table.relation().rowType(), new HeldRows(VIEW_ROW_BYTES)));
        });
    }

    @Override
    public List<RowBatch> query(PhysicalPlan plan, int parallelism) {
        requireOpen();
        return runs.query(plan, parallelism, views);
    }

    @Override
    public RowBatch existing(String table, RowBatch batch, int[] keyColumns) {
        requireOpen();
        TransactionView view = view(table);
        BatchBuilder found = new BatchBuilder(view.relation().rowType(), batch.rows());
        for (int i = 0; i < batch.rows(); i++) {
            view.lookUp(batch, batch.row(i), keyColumns, found);
        }
        return found.build();
    }

    @Override
    public void write(String table, RowBatch written) {
        requireOpen();
        view(table).apply(written);
        NetChanges net = changes.get(table);
        if (net != null) {
            net.add(written);
        }
    }

    private TransactionView view(String table) {
        TransactionView view = views.get(table);
        if (view == null) {
            throw new MillraceException(SqlState.UNDEFINED_TABLE, table + " is not written by this transaction");
        }
        return view;
    }

    @Override
    public long commit() {
        requireOpen();
        List<TableChanges> net = new ArrayList<>();
        changes.forEach((name, written) -> {
            BatchBuilder all = new BatchBuilder(view(name).relation().rowType());
            Emission emission = written.net();
            for (RowBatch batch = emission.next(); batch != null; batch = emission.next()) {
                for (int i = 0; i < batch.rows(); i++) {
                    all.appendRow(batch, batch.row(i));
                }
            }
            if (!all.isEmpty()) {
                net.add(new TableChanges(name, all.build()));
            }
        });
        return net.isEmpty() ? 0 : runs.commit(net, tables);
    }

    private void requireOpen() {
        if (done) {
            throw new IllegalStateException("the transaction is closed");
        }
    }

    @Override
    public void close() {
        if (!done) {
            done = true;
            views.values().forEach(RelationView::close);
            tables.values().forEach(table -> table.writers().release());
        }
    }
}
