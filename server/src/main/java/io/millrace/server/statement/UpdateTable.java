package io.millrace.server.statement;

import io.millrace.executor.engine.TableTransaction;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.session.ExecutionOptions;
import io.millrace.server.session.QueryParameter;
import io.millrace.server.setting.SessionVariables;
import io.millrace.server.value.RowKey;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** {@code UPDATE} of a native table: a query for the rows as they are, with the new values behind them. */
final class UpdateTable extends TableWrite {
    private final TableShape shape;
    private final List<Integer> targets;
    private final Planned planned;

    private UpdateTable(Scope scope, TableShape shape, List<Integer> targets, Planned planned) {
        super(scope, shape.name());
        this.shape = shape;
        this.targets = targets;
        this.planned = planned;
    }

    static UpdateTable of(Scope scope, CatalogEntry entry, SqlUpdate update) {
        TableShape shape = TableShape.of(entry);
        List<Integer> targets = shape.assignable(update.getTargetColumnList().getList().stream()
                .map(SqlIdentifier.class::cast)
                .toList());
        List<SqlNode> values = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            DataType type = shape.rowType().type(targets.get(i));
            SqlNode value = update.getSourceExpressionList().get(i);
            values.add(TypedValues.typed(value, type));
        }
        SqlNode query = TableQuery.of(update.getTargetTable(), update.getAlias(), values, update.getCondition());
        Planned planned = scope.planning().finite(query);
        List<DataType> types = planned.types();
        for (int i = 0; i < targets.size(); i++) {
            shape.assignments().get(targets.get(i)).check(types.get(shape.rowType().size() + i));
        }
        return new UpdateTable(scope, shape, targets, planned);
    }

    @Override
    public Optional<Planned> planned() {
        return Optional.of(planned);
    }

    @Override
    public List<QueryParameter> parameters() {
        return planned.parameters();
    }

    @Override
    long apply(TableTransaction transaction, List<@Nullable Object> parameters, ExecutionOptions options) {
        int parallelism = scope().variables().get(SessionVariables.PARALLELISM);
        List<RowBatch> before = new ArrayList<>();
        List<RowBatch> after = new ArrayList<>();
        long rows = 0;
        for (RowBatch batch : transaction.query(planned.bind(parameters), parallelism)) {
            if (batch.rows() > 0) {
                RowBatch updated = shape.complete(updated(batch), scope().evaluator());
                before.add(batch);
                after.add(updated);
                rows += batch.rows();
            }
        }
        Executions.checkCancelled(options);
        if (changesKey()) {
            requireFreeKeys(transaction, before, after);
        }
        TableChanges changes = new TableChanges(transaction, shape);
        for (int i = 0; i < before.size(); i++) {
            for (int logical = 0; logical < before.get(i).rows(); logical++) {
                changes.add(before.get(i), before.get(i).row(logical), -1);
            }
        }
        for (RowBatch batch : after) {
            for (int logical = 0; logical < batch.rows(); logical++) {
                changes.add(batch, batch.row(logical), 1);
            }
        }
        changes.write();
        return rows;
    }

    private RowBatch updated(RowBatch batch) {
        int width = shape.rowType().size();
        List<DataType> types = planned.types();
        BatchBuilder builder = new BatchBuilder(shape.rowType(), batch.rows());
        for (int logical = 0; logical < batch.rows(); logical++) {
            int row = batch.row(logical);
            for (int column = 0; column < width; column++) {
                int value = targets.indexOf(column);
                if (value < 0) {
                    builder.column(column).appendFrom(batch.column(column), row);
                } else {
                    shape.assignments()
                            .get(column)
                            .append(
                                    builder.column(column),
                                    batch.column(width + value),
                                    row,
                                    types.get(width + value));
                }
            }
            builder.endRow();
        }
        return builder.build();
    }

    private boolean changesKey() {
        return Arrays.stream(shape.key()).anyMatch(targets::contains);
    }

    /** The rows' new keys must differ from each other, and from those of the rows that stay. */
    private void requireFreeKeys(TableTransaction transaction, List<RowBatch> before, List<RowBatch> after) {
        Set<RowKey> freed = new HashSet<>();
        for (RowBatch batch : before) {
            for (int i = 0; i < batch.rows(); i++) {
                freed.add(new RowKey(batch, batch.row(i), shape.key()));
            }
        }
        Set<RowKey> taken = new HashSet<>();
        for (RowBatch batch : after) {
            for (int i = 0; i < batch.rows(); i++) {
                RowKey key = new RowKey(batch, batch.row(i), shape.key());
                if (!taken.add(key)) {
                    throw duplicate(key, " would be there twice");
                }
            }
            RowBatch existing = transaction.existing(shape.name(), batch, shape.key());
            for (int i = 0; i < existing.rows(); i++) {
                RowKey key = new RowKey(existing, existing.row(i), shape.key());
                if (!freed.contains(key)) {
                    throw duplicate(key, " exists already");
                }
            }
        }
    }

    private MillraceException duplicate(RowKey key, String what) {
        return new MillraceException(
                SqlState.UNIQUE_VIOLATION,
                "duplicate key in table \"" + shape.table().name().name() + "\": " + key.text(shape.rowType()) + what);
    }
}
