package io.millrace.server.statement;

import io.millrace.executor.engine.TableTransaction;
import io.millrace.parser.statement.InsertOnConflict;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.session.ExecutionOptions;
import io.millrace.server.session.QueryParameter;
import io.millrace.server.value.RowKey;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlInsert;
import org.jspecify.annotations.Nullable;

/** {@code INSERT INTO} a native table, with or without {@code ON CONFLICT}. */
final class InsertIntoTable extends TableWrite {
    private final TableShape shape;
    private final InsertSource source;
    private final @Nullable ConflictRule conflictRule;

    private InsertIntoTable(Scope scope, TableShape shape, InsertSource source, @Nullable ConflictRule conflictRule) {
        super(scope, shape.name());
        this.shape = shape;
        this.source = source;
        this.conflictRule = conflictRule;
    }

    static InsertIntoTable of(Scope scope, CatalogEntry entry, SqlInsert insert, @Nullable InsertOnConflict conflict) {
        TableShape shape = TableShape.of(entry);
        InsertSource source =
                InsertSource.of(scope, shape, TargetNames.columns(insert.getTargetColumnList()), insert.getSource());
        ConflictRule rule = conflict == null ? null : ConflictRule.of(scope, shape, conflict);
        return new InsertIntoTable(scope, shape, source, rule);
    }

    @Override
    public Optional<Planned> planned() {
        return source.planned();
    }

    @Override
    public List<QueryParameter> parameters() {
        return source.parameters();
    }

    @Override
    long apply(TableTransaction transaction, List<@Nullable Object> parameters, ExecutionOptions options) {
        long written = 0;
        Set<RowKey> updated = new HashSet<>();
        for (RowBatch rows : source.rows(transaction, parameters)) {
            Executions.checkCancelled(options);
            written += count(insert(transaction, rows, updated));
        }
        return written;
    }

    @Override
    long[] applyAll(
            TableTransaction transaction, List<List<@Nullable Object>> parameterSets, ExecutionOptions options) {
        boolean rowByRow = conflictRule != null && conflictRule.update() != null;
        if (!source.isConstant() || rowByRow) {
            return super.applyAll(transaction, parameterSets, options);
        }
        boolean[] written = insert(transaction, source.constantRows(parameterSets), new HashSet<>());
        long[] counts = new long[parameterSets.size()];
        for (int i = 0; i < written.length; i++) {
            counts[i / source.rowsEach()] += written[i] ? 1 : 0;
        }
        return counts;
    }

    private static long count(boolean[] written) {
        return IntStream.range(0, written.length).filter(i -> written[i]).count();
    }

    /** @return for each logical row, whether it was inserted or took another's place */
    private boolean[] insert(TableTransaction transaction, RowBatch rows, Set<RowKey> updated) {
        boolean[] written = new boolean[rows.rows()];
        TableChanges changes = new TableChanges(transaction, shape);
        if (shape.key().length == 0) {
            Arrays.fill(written, true);
            for (int i = 0; i < written.length; i++) {
                changes.add(rows, rows.row(i), 1);
            }
        } else {
            Map<RowKey, RowKey> existing = existing(transaction, rows);
            List<Integer> conflicts = new ArrayList<>();
            Set<RowKey> inserted = new HashSet<>();
            for (int i = 0; i < written.length; i++) {
                RowKey key = new RowKey(rows, rows.row(i), shape.key());
                if (existing.containsKey(key)) {
                    conflicts.add(i);
                    refuseUnlessRuled(key, updated.contains(key));
                } else if (!inserted.add(key)) {
                    refuseUnlessRuled(key, true);
                } else {
                    written[i] = true;
                    changes.add(rows, rows.row(i), 1);
                }
            }
            updated.addAll(inserted);
            if (conflictRule != null && conflictRule.update() != null) {
                update(conflictRule, rows, conflicts, existing, written, updated, changes);
            }
        }
        changes.write();
        return written;
    }

    private Map<RowKey, RowKey> existing(TableTransaction transaction, RowBatch rows) {
        RowBatch existing = transaction.existing(shape.name(), rows, shape.key());
        Map<RowKey, RowKey> byKey = new HashMap<>();
        for (int i = 0; i < existing.rows(); i++) {
            RowKey key = new RowKey(existing, existing.row(i), shape.key());
            byKey.put(key, key);
        }
        return byKey;
    }

    /** @param bySameStatement whether the row in the way was written by this statement */
    private void refuseUnlessRuled(RowKey key, boolean bySameStatement) {
        if (conflictRule == null) {
            throw new MillraceException(
                    SqlState.UNIQUE_VIOLATION,
                    "duplicate key in table \"" + shape.table().name().name() + "\": " + key.text(shape.rowType())
                            + (bySameStatement ? " is given twice" : " exists already"));
        } else if (conflictRule.update() != null && bySameStatement) {
            throw new MillraceException(
                    SqlState.CARDINALITY_VIOLATION,
                    "ON CONFLICT DO UPDATE would change a row of table \""
                            + shape.table().name().name() + "\" a second time: " + key.text(shape.rowType())
                            + " is given twice");
        }
    }

    private void update(
            ConflictRule rule,
            RowBatch rows,
            List<Integer> conflicts,
            Map<RowKey, RowKey> existing,
            boolean[] written,
            Set<RowKey> updated,
            TableChanges changes) {
        if (conflicts.isEmpty()) {
            return;
        }
        RowBatch old = null;
        int[] oldRows = new int[conflicts.size()];
        int[] excluded = new int[conflicts.size()];
        for (int i = 0; i < excluded.length; i++) {
            excluded[i] = rows.row(conflicts.get(i));
            RowKey key = new RowKey(rows, excluded[i], shape.key());
            RowKey found = existing.get(key);
            if (found == null || !updated.add(key)) {
                refuseUnlessRuled(key, true);
                throw MillraceException.internal("row in conflict with nothing: " + key.text(shape.rowType()));
            }
            old = found.batch();
            oldRows[i] = found.row();
        }
        if (old == null) {
            return;
        }
        RowBatch pairs = rule.join(old.select(oldRows, oldRows.length), rows, excluded);
        boolean[] selected = rule.selected(pairs, scope().evaluator());
        int[] kept =
                IntStream.range(0, selected.length).filter(i -> selected[i]).toArray();
        if (kept.length == 0) {
            return;
        }
        RowBatch replaced = rule.updated(compact(rule, old, oldRows, rows, excluded, kept), scope().evaluator());
        for (int i = 0; i < kept.length; i++) {
            changes.add(old, oldRows[kept[i]], -1);
            changes.add(replaced, replaced.row(i), 1);
            written[conflicts.get(kept[i])] = true;
        }
    }

    /** The pairs that the condition let through, without gaps. */
    private static RowBatch compact(
            ConflictRule rule, RowBatch old, int[] oldRows, RowBatch rows, int[] excluded, int[] kept) {
        int[] keptOld = IntStream.of(kept).map(i -> oldRows[i]).toArray();
        int[] keptExcluded = IntStream.of(kept).map(i -> excluded[i]).toArray();
        return rule.join(old.select(keptOld, keptOld.length), rows, keptExcluded);
    }
}
