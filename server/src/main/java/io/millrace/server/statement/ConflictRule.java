package io.millrace.server.statement;

import io.millrace.parser.statement.InsertOnConflict;
import io.millrace.plan.expression.Expression;
import io.millrace.server.value.Assignment;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ON CONFLICT} says is to become of a row whose key is taken.
 *
 * @param targets columns that are updated; empty for {@code DO NOTHING}
 * @param values their new values, over the columns of the row that is there and then those of the one that was to be inserted
 * @param condition null for all rows
 */
record ConflictRule(
        TableShape shape,
        RowType joined,
        List<Integer> targets,
        List<Expression> values,
        @Nullable Expression condition) {
    private static final String EXCLUDED = "excluded";

    static ConflictRule of(Scope scope, TableShape shape, InsertOnConflict statement) {
        requireKey(shape, statement);
        List<Integer> targets =
                shape.assignable(statement.targets.getList().stream().map(SqlIdentifier.class::cast).toList());
        for (int target : targets) {
            if (Arrays.stream(shape.key()).anyMatch(column -> column == target)) {
                throw MillraceException.notSupported("changing a column of the primary key in ON CONFLICT DO UPDATE");
            }
        }
        RowType joined = joined(shape.rowType());
        List<Expression> values = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            Assignment assignment = shape.assignments().get(targets.get(i));
            SqlNode node = TypedValues.typed(unqualified(statement.values.get(i), shape), assignment.target());
            Expression value = scope.planning().expression(node, joined);
            assignment.check(value.type());
            values.add(value);
        }
        SqlNode where = statement.where;
        Expression condition =
                where == null ? null : scope.planning().expression(unqualified(where, shape), joined);
        return new ConflictRule(shape, joined, targets, values, condition);
    }

    private static void requireKey(TableShape shape, InsertOnConflict statement) {
        Set<String> key = new TreeSet<>();
        for (int column : shape.key()) {
            key.add(shape.rowType().name(column));
        }
        Set<String> given = new TreeSet<>();
        if (statement.conflictColumns != null) {
            statement.conflictColumns.forEach(node -> given.add(((SqlIdentifier) node).getSimple()));
        }
        if (key.isEmpty() || !given.isEmpty() && !given.equals(key)) {
            throw new MillraceException(
                    SqlState.INVALID_DEFINITION,
                    "ON CONFLICT" + (given.isEmpty() ? "" : " (" + String.join(", ", given) + ")")
                            + " needs a primary key on these columns; table \""
                            + shape.table().name().name() + "\" has "
                            + (key.isEmpty() ? "none" : "one on (" + String.join(", ", key) + ")"));
        }
    }

    private static RowType joined(RowType rowType) {
        List<Field> fields = new ArrayList<>(rowType.fields());
        rowType.fields().forEach(field -> fields.add(new Field(EXCLUDED + "." + field.name(), field.type())));
        return new RowType(fields);
    }

    /** {@code excluded.c} as the one name it has in the joined row, {@code t.c} as {@code c}. */
    private static SqlNode unqualified(SqlNode expression, TableShape shape) {
        SqlNode renamed = expression.accept(new SqlShuttle() {
            @Override
            public SqlNode visit(SqlIdentifier id) {
                if (id.names.size() == 2 && id.names.get(0).equals(EXCLUDED)) {
                    return new SqlIdentifier(EXCLUDED + "." + id.names.get(1), id.getParserPosition());
                } else if (id.names.size() == 2 && id.names.get(0).equals(shape.table().name().name())) {
                    return new SqlIdentifier(id.names.get(1), id.getParserPosition());
                }
                return id;
            }
        });
        return renamed == null ? expression : renamed;
    }

    boolean updates() {
        return !targets.isEmpty();
    }

    /**
     * Joins rows that are there with those that were to be inserted.
     *
     * @param existing rows of the table
     * @param excluded for each, the row (physical position) of {@code rows} with the same key
     */
    RowBatch join(RowBatch existing, RowBatch rows, int[] excluded) {
        int width = shape.rowType().size();
        BatchBuilder builder = new BatchBuilder(joined, Math.max(1, existing.rows()));
        for (int i = 0; i < existing.rows(); i++) {
            for (int column = 0; column < width; column++) {
                builder.column(column).appendFrom(existing.column(column), existing.row(i));
                builder.column(width + column).appendFrom(rows.column(column), excluded[i]);
            }
            builder.endRow();
        }
        return builder.build();
    }

    /** Of joined rows, which are updated. */
    boolean[] selected(RowBatch pairs, Evaluator evaluator) {
        boolean[] selected = new boolean[pairs.rows()];
        Expression filter = condition;
        if (filter == null) {
            Arrays.fill(selected, true);
            return selected;
        }
        IntColumn holds = (IntColumn) evaluator.evaluate(List.of(filter), joined, pairs).get(0);
        for (int i = 0; i < selected.length; i++) {
            selected[i] = !holds.isNull(i) && holds.values()[i] != 0;
        }
        return selected;
    }

    /** Joined rows as they are after the update, whole rows of the table. */
    RowBatch updated(RowBatch pairs, Evaluator evaluator) {
        List<Column> computed = evaluator.evaluate(values, joined, pairs);
        BatchBuilder builder = new BatchBuilder(shape.rowType(), Math.max(1, pairs.rows()));
        for (int row = 0; row < pairs.rows(); row++) {
            for (int column = 0; column < shape.rowType().size(); column++) {
                int value = targets.indexOf(column);
                if (value < 0) {
                    builder.column(column).appendFrom(pairs.column(column), row);
                } else {
                    shape.assignments()
                            .get(column)
                            .append(
                                    builder.column(column),
                                    computed.get(value),
                                    row,
                                    values.get(value).type());
                }
            }
            builder.endRow();
        }
        return shape.complete(builder.build(), evaluator);
    }
}
