package io.millrace.server.statement;

import io.millrace.executor.engine.QueryRun;
import io.millrace.executor.engine.RunOptions;
import io.millrace.plan.node.Calc;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.Sort;
import io.millrace.server.session.ExecutionOptions;
import io.millrace.server.session.QueryParameter;
import io.millrace.server.session.ResultColumn;
import io.millrace.server.session.StatementKind;
import io.millrace.server.session.StatementResult;
import io.millrace.server.session.Warning;
import io.millrace.server.setting.SessionVariables;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** {@code SELECT} and {@code VALUES}, which end, and {@code SELECT STREAM}, which goes on with the changes. */
final class SelectStatement implements Statement {
    private static final ResultColumn OP =
            ResultColumn.of("op", DataType.of(TypeKind.VARCHAR).notNull());
    private static final ResultColumn EPOCH = ResultColumn.of("epoch", DataType.of(TypeKind.BIGINT));

    private final Scope scope;
    private final String sql;
    private final StatementKind kind;
    private final Planned planned;
    private final QueryCursor.Shape shape;

    private SelectStatement(Scope scope, String sql, StatementKind kind, Planned planned, QueryCursor.Shape shape) {
        this.scope = scope;
        this.sql = sql;
        this.kind = kind;
        this.planned = planned;
        this.shape = shape;
    }

    /** @param kind {@link StatementKind#QUERY} or, for {@code SHOW} and the like, {@link StatementKind#UTILITY} */
    static SelectStatement finite(Scope scope, String sql, StatementKind kind, SqlNode query) {
        Planned planned = scope.planning().finite(query);
        return new SelectStatement(scope, sql, kind, planned, shape(planned, false, false));
    }

    static SelectStatement continuous(Scope scope, String sql, SqlNode query) {
        Planned planned = scope.planning().continuous(query);
        boolean progress = scope.variables().get(SessionVariables.STREAM_PROGRESS);
        boolean op = !planned.changelog().appendOnly();
        return new SelectStatement(scope, sql, StatementKind.CONTINUOUS_QUERY, planned, shape(planned, op, progress));
    }

    private static QueryCursor.Shape shape(Planned planned, boolean op, boolean progress) {
        List<ResultColumn> columns = new ArrayList<>();
        for (ResultColumn column : planned.columns()) {
            columns.add(progress ? nullable(column) : column);
        }
        if (op) {
            columns.add(progress ? nullable(OP) : OP);
        }
        if (progress) {
            columns.add(EPOCH);
        }
        return new QueryCursor.Shape(columns, planned.types(), op, progress, limit(planned));
    }

    /** A LIMIT without ORDER BY bounds a query whose inputs may never end. */
    private static long limit(Planned planned) {
        PhysicalPlan plan = planned.plan();
        PhysicalNode last = plan.node(plan.root().inputs().get(0));
        while (last instanceof Calc calc && calc.condition() == null) {
            last = plan.node(calc.input());
        }
        return last instanceof Sort sort && sort.fetch() >= 0 ? sort.fetch() : Long.MAX_VALUE;
    }

    /** A row that carries nothing but an epoch has NULL everywhere else. */
    private static ResultColumn nullable(ResultColumn column) {
        return new ResultColumn(
                column.name(), column.label(), column.type().withNullable(true), column.schema(), column.table());
    }

    @Override
    public StatementKind kind() {
        return kind;
    }

    @Override
    public List<ResultColumn> columns() {
        return shape.columns();
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
        boolean continuous = kind == StatementKind.CONTINUOUS_QUERY;
        planned.warnings().forEach(text -> scope.warn(new Warning(SqlState.WARNING.code(), text)));
        RunOptions runOptions = new RunOptions(
                continuous ? "stream" : "select",
                sql,
                scope.variables().get(SessionVariables.PARALLELISM),
                continuous,
                scope.lastWriteEpoch(),
                continuous && scope.variables().get(SessionVariables.ON_ERROR).equals("skip"));
        QueryRun run = scope.engine().run(planned.bind(parameters), runOptions);
        run.notes().forEach(text -> scope.warn(new Warning(SqlState.WARNING.code(), text)));
        QueryCursor cursor = new QueryCursor(run, shape, scope.clock());
        options.cancellation().onCancel(cursor::cancel);
        return scope.own(cursor);
    }
}
