package io.millrace.server.statement;

import io.millrace.executor.engine.TableTransaction;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.session.ExecutionOptions;
import io.millrace.server.session.QueryParameter;
import io.millrace.server.setting.SessionVariables;
import io.millrace.spi.batch.RowBatch;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlIdentifier;
import org.jspecify.annotations.Nullable;

/** {@code DELETE} and {@code TRUNCATE} of a native table. */
final class DeleteFromTable extends TableWrite {
    private final TableShape shape;
    private final Planned planned;

    private DeleteFromTable(Scope scope, TableShape shape, Planned planned) {
        super(scope, shape.name());
        this.shape = shape;
        this.planned = planned;
    }

    static DeleteFromTable of(Scope scope, CatalogEntry entry, SqlDelete delete) {
        TableShape shape = TableShape.of(entry);
        return new DeleteFromTable(scope, shape, scope.planning().delete(delete, shape.table()));
    }

    static DeleteFromTable all(Scope scope, CatalogEntry entry, SqlIdentifier name) {
        return of(scope, entry, new SqlDelete(name.getParserPosition(), name, null, null, null));
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
        List<RowBatch> found = transaction.query(planned.bind(parameters), parallelism);
        Executions.checkCancelled(options);
        TableChanges changes = new TableChanges(transaction, shape);
        changes.addAll(found, -1);
        changes.write();
        return found.stream().mapToLong(RowBatch::rows).sum();
    }
}
