package io.millrace.server.statement;

import io.millrace.executor.engine.TableTransaction;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Literal;
import io.millrace.planner.catalog.TableColumn;
import io.millrace.server.session.QueryParameter;
import io.millrace.server.setting.SessionVariables;
import io.millrace.server.value.Literals;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.RowBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an INSERT, as whole rows of the table. Constant ones are made here; for others there is a plan, which casts,
 * fills in defaults and computes.
 */
final class InsertSource {
    private final Scope scope;
    private final TableShape shape;
    private final @Nullable ConstantRows constants;
    private final @Nullable Planned planned;
    /** For each column of the table, that of the constant rows; −1 for none. */
    private final int[] sources;

    private InsertSource(
            Scope scope, TableShape shape, @Nullable ConstantRows constants, @Nullable Planned planned, int[] sources) {
        this.scope = scope;
        this.shape = shape;
        this.constants = constants;
        this.planned = planned;
        this.sources = sources;
    }

    /** @param columns named in the statement; none for all */
    static InsertSource of(Scope scope, TableShape shape, List<String> columns, SqlNode source) {
        List<String> known = shape.rowType().names();
        Optional<ConstantRows> constants = ConstantRows.of(source);
        if (constants.isPresent() && isPlain(shape) && known.containsAll(columns)) {
            List<String> targets = columns.isEmpty() ? known : columns;
            constants.get().requireWidth(targets.size(), !columns.isEmpty());
            if (targets.stream().distinct().count() == targets.size()) {
                int[] sources = IntStream.range(0, known.size())
                        .map(column -> targets.indexOf(known.get(column)))
                        .toArray();
                return new InsertSource(scope, shape, constants.get(), null, sources);
            }
        }
        Planned planned = scope.planning().insert(shape.table(), source, columns);
        return new InsertSource(scope, shape, null, planned, new int[0]);
    }

    /** Whether nothing is computed in its rows. */
    private static boolean isPlain(TableShape shape) {
        for (TableColumn column : shape.table().columns()) {
            Expression value = column.defaultValue();
            if (column.isComputed() || value != null && !(value instanceof Literal)) {
                return false;
            }
        }
        return true;
    }

    Optional<Planned> planned() {
        return Optional.ofNullable(planned);
    }

    List<QueryParameter> parameters() {
        ConstantRows rows = constants;
        if (planned != null || rows == null) {
            return planned == null ? List.of() : planned.parameters();
        }
        QueryParameter[] parameters = new QueryParameter[rows.parameters()];
        for (int column = 0; column < sources.length; column++) {
            for (List<ConstantRows.Cell> row : rows.rows()) {
                int source = sources[column];
                if (source >= 0 && source < row.size() && row.get(source) instanceof ConstantRows.Parameter parameter) {
                    parameters[parameter.index()] =
                            new QueryParameter(shape.rowType().type(column).withNullable(true));
                }
            }
        }
        return List.of(parameters);
    }

    /** Whether the rows of several executions can be made together. */
    boolean isConstant() {
        return constants != null;
    }

    /** Constant rows of one execution. */
    int rowsEach() {
        return constants == null ? 0 : constants.rows().size();
    }

    /** The rows of one execution. */
    List<RowBatch> rows(TableTransaction transaction, List<@Nullable Object> parameters) {
        if (planned == null) {
            return List.of(constantRows(List.of(parameters)));
        }
        List<RowBatch> rows = new ArrayList<>();
        int parallelism = scope.variables().get(SessionVariables.PARALLELISM);
        for (RowBatch batch : transaction.query(planned.bind(parameters), parallelism)) {
            if (batch.rows() > 0) {
                shape.requireNotNull(batch);
                rows.add(batch);
            }
        }
        return rows;
    }

    /** The constant rows of several executions, one after the other. */
    RowBatch constantRows(List<List<@Nullable Object>> parameterSets) {
        BatchBuilder builder = new BatchBuilder(shape.rowType(), Math.max(1, rowsEach() * parameterSets.size()));
        List<List<ConstantRows.Cell>> rows = constants == null ? List.of() : constants.rows();
        for (List<@Nullable Object> parameters : parameterSets) {
            for (List<ConstantRows.Cell> row : rows) {
                for (int column = 0; column < sources.length; column++) {
                    int source = sources[column];
                    boolean given = source >= 0 && source < row.size();
                    ConstantRows.Cell cell = given ? row.get(source) : new ConstantRows.Default();
                    append(builder.column(column), column, cell, parameters);
                }
                builder.endRow();
            }
        }
        RowBatch made = builder.build();
        shape.requireNotNull(made);
        return made;
    }

    private void append(ColumnBuilder builder, int column, ConstantRows.Cell cell, List<@Nullable Object> parameters) {
        if (cell instanceof ConstantRows.Constant constant) {
            shape.assignments().get(column).append(builder, constant.value());
        } else if (cell instanceof ConstantRows.Parameter parameter) {
            shape.assignments().get(column).append(builder, parameters.get(parameter.index()));
        } else if (shape.column(column).defaultValue() instanceof Literal literal && !literal.holdsNull()) {
            Literals.append(builder, literal);
        } else {
            builder.appendNull();
        }
    }
}
