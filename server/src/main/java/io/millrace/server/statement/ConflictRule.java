package io.millrace.server.statement;

import io.millrace.parser.statement.InsertOnConflict;
import io.millrace.plan.expression.Expression;
import io.millrace.planner.ConflictUpdate;
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
import org.jspecify.annotations.Nullable;

/**
 * What {@code ON CONFLICT} says is to become of a row whose key is taken.
 *
 * @param joined columns of the row that is there, then of the one that was to be inserted
 * @param update null for {@code DO NOTHING}
 */
record ConflictRule(
        TableShape shape, RowType joined, @Nullable ConflictUpdate update) {

    static ConflictRule of(Scope scope, TableShape shape, InsertOnConflict statement) {
        requireKey(shape, statement);
        List<Field> fields = new ArrayList<>(shape.rowType().fields());
        fields.addAll(shape.rowType().fields());
        RowType joined = new RowType(fields);
        if (!statement.updates()) {
            return new ConflictRule(shape, joined, null);
        }
        for (var target : statement.targets) {
            int column = shape.rowType().indexOf(((SqlIdentifier) target).getSimple());
            if (Arrays.stream(shape.key()).anyMatch(key -> key == column)) {
                throw MillraceException.notSupported("changing a column of the primary key in ON CONFLICT DO UPDATE");
            }
        }
        ConflictUpdate update = scope.planning().conflictUpdate(shape.table(), statement);
        if (!update.parameters().isEmpty()) {
            throw MillraceException.notSupported("a parameter in ON CONFLICT DO UPDATE");
        }
        return new ConflictRule(shape, joined, update);
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
        Expression filter = update == null ? null : update.condition();
        if (filter == null) {
            Arrays.fill(selected, update != null);
            return selected;
        }
        IntColumn holds =
                (IntColumn) evaluator.evaluate(List.of(filter), joined, pairs).get(0);
        for (int i = 0; i < selected.length; i++) {
            selected[i] = !holds.isNull(i) && holds.values()[i] != 0;
        }
        return selected;
    }

    /** Joined rows as they are after the update, whole rows of the table. */
    RowBatch updated(RowBatch pairs, Evaluator evaluator) {
        if (update == null) {
            throw new IllegalStateException("DO NOTHING");
        }
        List<Column> columns = evaluator.evaluate(update.newRow(), joined, pairs);
        RowBatch rows = RowBatch.of(pairs.rows(), columns.toArray(Column[]::new));
        shape.requireNotNull(rows);
        return rows;
    }
}
