package io.millrace.server.statement;

import io.millrace.executor.engine.TableTransaction;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.session.ExecutionOptions;
import io.millrace.server.session.QueryParameter;
import io.millrace.server.setting.SessionVariables;
import io.millrace.server.value.RowKey;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** {@code UPDATE} of a native table: its plan gives each row as it is and, behind that, as it becomes. */
final class UpdateTable extends TableWrite {
    private final TableShape shape;
    private final Planned planned;

    private UpdateTable(Scope scope, TableShape shape, Planned planned) {
        super(scope, shape.name());
        this.shape = shape;
        this.planned = planned;
    }

    static UpdateTable of(Scope scope, CatalogEntry entry, SqlUpdate update) {
        TableShape shape = TableShape.of(entry);
        return new UpdateTable(scope, shape, scope.planning().update(update, shape.table()));
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
        int width = shape.rowType().size();
        int[] oldColumns = IntStream.range(0, width).toArray();
        int[] newColumns = IntStream.range(width, 2 * width).toArray();
        List<RowBatch> before = new ArrayList<>();
        List<RowBatch> after = new ArrayList<>();
        int parallelism = scope().variables().get(SessionVariables.PARALLELISM);
        for (RowBatch batch : transaction.query(planned.bind(parameters), parallelism)) {
            before.add(batch.project(oldColumns));
            after.add(batch.project(newColumns));
            shape.requireNotNull(after.get(after.size() - 1));
        }
        Executions.checkCancelled(options);
        if (shape.key().length > 0) {
            requireFreeKeys(transaction, before, after);
        }
        TableChanges changes = new TableChanges(transaction, shape);
        changes.addAll(before, -1);
        changes.addAll(after, 1);
        changes.write();
        return after.stream().mapToLong(RowBatch::rows).sum();
    }

    /** The rows' new keys must differ from each other, and from those of the rows that stay. */
    private void requireFreeKeys(TableTransaction transaction, List<RowBatch> before, List<RowBatch> after) {
        Set<RowKey> freed = new HashSet<>();
        Set<RowKey> taken = new HashSet<>();
        for (RowBatch batch : before) {
            for (int i = 0; i < batch.rows(); i++) {
                freed.add(new RowKey(batch, batch.row(i), shape.key()));
            }
        }
        boolean moved = false;
        for (RowBatch batch : after) {
            for (int i = 0; i < batch.rows(); i++) {
                RowKey key = new RowKey(batch, batch.row(i), shape.key());
                if (!taken.add(key)) {
                    throw duplicate(key, " would be there twice");
                }
                moved |= !freed.contains(key);
            }
        }
        if (!moved) {
            return;
        }
        for (RowBatch batch : after) {
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
