package io.millrace.server.statement;

import io.millrace.executor.engine.TableTransaction;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Literal;
import io.millrace.server.session.QueryParameter;
import io.millrace.server.setting.SessionVariables;
import io.millrace.server.value.Literals;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** The rows of an INSERT, as whole rows of the table but for what is computed. */
final class InsertSource {
    private final Scope scope;
    private final TableShape shape;
    /** For each column of the source, the table's. */
    private final List<Integer> targets;

    private final @Nullable ConstantRows constants;
    private final @Nullable Planned planned;

    private InsertSource(
            Scope scope,
            TableShape shape,
            List<Integer> targets,
            @Nullable ConstantRows constants,
            @Nullable Planned planned) {
        this.scope = scope;
        this.shape = shape;
        this.targets = targets;
        this.constants = constants;
        this.planned = planned;
    }

    /**
     * @param targets columns that are assigned to, in order
     * @param exactly whether each of them must get a value, or the last ones may be left out
     */
    static InsertSource of(Scope scope, TableShape shape, List<Integer> targets, boolean exactly, SqlNode source) {
        Optional<ConstantRows> constants = ConstantRows.of(source);
        if (constants.isPresent() && defaultsAreConstant(shape)) {
            constants.get().requireWidth(targets.size(), exactly);
            return new InsertSource(scope, shape, targets, constants.get(), null);
        }
        Planned planned = scope.planning().finite(TypedValues.of(source, shape, targets));
        List<DataType> types = planned.types();
        ConstantRows.requireWidth(types.size(), targets.size(), exactly);
        for (int i = 0; i < types.size(); i++) {
            shape.assignments().get(targets.get(i)).check(types.get(i));
        }
        return new InsertSource(scope, shape, targets.subList(0, types.size()), null, planned);
    }

    private static boolean defaultsAreConstant(TableShape shape) {
        return shape.table().columns().stream()
                .allMatch(column -> column.defaultValue() == null || column.defaultValue() instanceof Literal);
    }

    Optional<Planned> planned() {
        return Optional.ofNullable(planned);
    }

    List<QueryParameter> parameters() {
        if (planned != null) {
            return planned.parameters();
        }
        QueryParameter[] parameters = new QueryParameter[constantRows().parameters()];
        for (List<ConstantRows.Cell> row : constantRows().rows()) {
            for (int i = 0; i < row.size(); i++) {
                if (row.get(i) instanceof ConstantRows.Parameter parameter) {
                    parameters[parameter.index()] =
                            new QueryParameter(shape.rowType().type(targets.get(i)).withNullable(true));
                }
            }
        }
        return List.of(parameters);
    }

    private ConstantRows constantRows() {
        if (constants == null) {
            throw new IllegalStateException("the rows come from a query");
        }
        return constants;
    }

    /** Whether a batch of executions can be made one set of rows. */
    boolean isConstant() {
        return constants != null;
    }

    /** Rows of one execution. */
    int rowsEach() {
        return constantRows().rows().size();
    }

    List<RowBatch> rows(TableTransaction transaction, List<@Nullable Object> parameters) {
        if (planned == null) {
            return List.of(constantRows(List.of(parameters)));
        }
        List<DataType> types = planned.types();
        List<RowBatch> rows = new ArrayList<>();
        int parallelism = scope.variables().get(SessionVariables.PARALLELISM);
        for (RowBatch batch : transaction.query(planned.bind(parameters), parallelism)) {
            if (batch.rows() > 0) {
                rows.add(finished(assigned(batch, types)));
            }
        }
        return rows;
    }

    private RowBatch assigned(RowBatch batch, List<DataType> types) {
        BatchBuilder builder = new BatchBuilder(shape.rowType(), batch.rows());
        int[] sources = sources();
        for (int logical = 0; logical < batch.rows(); logical++) {
            int row = batch.row(logical);
            for (int column = 0; column < sources.length; column++) {
                int source = sources[column];
                if (source < 0) {
                    appendDefault(builder.column(column), column);
                } else {
                    shape.assignments()
                            .get(column)
                            .append(builder.column(column), batch.column(source), row, types.get(source));
                }
            }
            builder.endRow();
        }
        return builder.build();
    }

    /** The constant rows of several executions, one after the other. */
    RowBatch constantRows(List<List<@Nullable Object>> parameterSets) {
        List<List<ConstantRows.Cell>> rows = constantRows().rows();
        BatchBuilder builder = new BatchBuilder(shape.rowType(), Math.max(1, rows.size() * parameterSets.size()));
        int[] sources = sources();
        for (List<@Nullable Object> parameters : parameterSets) {
            for (List<ConstantRows.Cell> row : rows) {
                for (int column = 0; column < sources.length; column++) {
                    int source = sources[column];
                    if (source < 0 || source >= row.size()) {
                        appendDefault(builder.column(column), column);
                    } else {
                        append(builder.column(column), column, row.get(source), parameters);
                    }
                }
                builder.endRow();
            }
        }
        return finished(builder.build());
    }

    private void append(
            ColumnBuilder builder, int column, ConstantRows.Cell cell, List<@Nullable Object> parameters) {
        if (cell instanceof ConstantRows.Constant constant) {
            shape.assignments().get(column).append(builder, constant.value());
        } else if (cell instanceof ConstantRows.Parameter parameter) {
            shape.assignments().get(column).append(builder, parameters.get(parameter.index()));
        } else {
            appendDefault(builder, column);
        }
    }

    private void appendDefault(ColumnBuilder builder, int column) {
        if (shape.column(column).defaultValue() instanceof Literal literal && !literal.holdsNull()) {
            Literals.append(builder, literal);
        } else {
            builder.appendNull();
        }
    }

    /** For each column of the table, the source's; −1 for none. */
    private int[] sources() {
        int[] sources = new int[shape.rowType().size()];
        for (int column = 0; column < sources.length; column++) {
            sources[column] = targets.indexOf(column);
        }
        return sources;
    }

    /** With the defaults that must be computed, then the computed columns. */
    private RowBatch finished(RowBatch rows) {
        List<Integer> columns = new ArrayList<>();
        List<Expression> expressions = new ArrayList<>();
        for (int column = 0; column < shape.rowType().size(); column++) {
            Expression value = shape.column(column).defaultValue();
            if (value != null && !(value instanceof Literal) && !targets.contains(column)) {
                columns.add(column);
                expressions.add(value);
            }
        }
        RowBatch withDefaults = shape.compute(rows, columns, expressions, scope.evaluator());
        return shape.complete(withDefaults, scope.evaluator());
    }

    /** Whether text constants are read as this type. */
    static boolean isParsedFromText(DataType type) {
        return type.kind() != TypeKind.CHAR && type.kind() != TypeKind.VARCHAR;
    }
}
