package io.millrace.server.statement;

import io.millrace.executor.engine.TableTransaction;
import io.millrace.server.session.ExecutionOptions;
import io.millrace.server.session.StatementKind;
import io.millrace.server.session.StatementResult;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A statement that writes a native table: alone, or with others in one transaction. */
public abstract class TableWrite implements Statement {
    private final Scope scope;
    private final String table;

    TableWrite(Scope scope, String table) {
        this.scope = scope;
        this.table = table;
    }

    Scope scope() {
        return scope;
    }

    /** Qualified name of the table it writes. */
    public String table() {
        return table;
    }

    /**
     * Writes into a transaction over at least its table.
     *
     * @return rows written
     */
    abstract long apply(TableTransaction transaction, List<@Nullable Object> parameters, ExecutionOptions options);

    /** The same once for each set of parameters, one after the other. */
    long[] applyAll(
            TableTransaction transaction, List<List<@Nullable Object>> parameterSets, ExecutionOptions options) {
        long[] counts = new long[parameterSets.size()];
        for (int i = 0; i < counts.length; i++) {
            Executions.checkCancelled(options);
            counts[i] = apply(transaction, parameterSets.get(i), options);
        }
        return counts;
    }

    @Override
    public StatementKind kind() {
        return StatementKind.DML;
    }

    @Override
    public StatementResult execute(List<@Nullable Object> parameters, ExecutionOptions options) {
        try (TableTransaction transaction = scope.engine().begin(Set.of(table))) {
            long rows = apply(transaction, parameters, options);
            Executions.checkCancelled(options);
            scope.wrote(transaction.commit());
            return new StatementResult.UpdateCount(rows);
        }
    }

    /** Writes all sets of parameters, or none of them. */
    public long[] executeBatch(List<List<@Nullable Object>> parameterSets, ExecutionOptions options) {
        try (TableTransaction transaction = scope.engine().begin(Set.of(table))) {
            long[] counts = applyAll(transaction, parameterSets, options);
            Executions.checkCancelled(options);
            scope.wrote(transaction.commit());
            return counts;
        }
    }
}
