package io.millrace.server.statement;

import io.millrace.executor.engine.QueryRun;
import io.millrace.executor.engine.RunOptions;
import io.millrace.plan.node.TimeLimits;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.session.ExecutionOptions;
import io.millrace.server.session.QueryParameter;
import io.millrace.server.session.StatementKind;
import io.millrace.server.session.StatementResult;
import io.millrace.server.setting.SessionVariables;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlInsert;
import org.jspecify.annotations.Nullable;

/** {@code INSERT INTO} a table with a connector: once, or ({@code SELECT STREAM}) as long as the statement lives. */
final class InsertIntoConnector implements Statement {
    private static final long WAIT_MILLIS = 1_000;

    private final Scope scope;
    private final String sql;
    private final boolean continuous;
    private final Planned planned;

    private InsertIntoConnector(Scope scope, String sql, boolean continuous, Planned planned) {
        this.scope = scope;
        this.sql = sql;
        this.continuous = continuous;
        this.planned = planned;
    }

    static InsertIntoConnector of(Scope scope, String sql, CatalogEntry entry, SqlInsert insert, boolean continuous) {
        boolean skips =
                continuous && scope.variables().get(SessionVariables.ON_ERROR).equals("skip");
        return new InsertIntoConnector(
                scope,
                sql,
                continuous,
                SinkInsert.plan(scope, entry, insert, continuous, new QueryRules(skips, TimeLimits.NONE)));
    }

    @Override
    public StatementKind kind() {
        return continuous ? StatementKind.CONTINUOUS_INSERT : StatementKind.DML;
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
    public StatementResult execute(List<@Nullable Object> parameters, ExecutionOptions options) {
        RunOptions runOptions = new RunOptions(
                "insert",
                sql,
                scope.variables().get(SessionVariables.PARALLELISM),
                continuous,
                scope.lastWriteEpoch(),
                continuous && scope.variables().get(SessionVariables.ON_ERROR).equals("skip"));
        QueryRun run = scope.engine().runInsert(planned.bind(parameters), runOptions);
        options.cancellation().onCancel(run::cancel);
        if (continuous) {
            return scope.own((AutoCloseable) run);
        }
        try (run) {
            while (!run.ended()) {
                run.next(WAIT_MILLIS);
            }
            return new StatementResult.UpdateCount(run.rowsWritten());
        }
    }
}
