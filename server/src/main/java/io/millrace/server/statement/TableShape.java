package io.millrace.server.statement;

import io.millrace.plan.expression.Expression;
import io.millrace.planner.catalog.NativeTable;
import io.millrace.planner.catalog.TableColumn;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.catalog.Definition;
import io.millrace.server.value.Assignment;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;

/**
 * A native table as those who write it see it.
 *
 * @param key columns of the primary key; empty for none
 * @param assignments for each column
 * @param defaultTexts for each column, the default as it was written; empty for none
 */
record TableShape(
        NativeTable table, RowType rowType, int[] key, List<Assignment> assignments, List<String> defaultTexts) {

    static TableShape of(CatalogEntry entry) {
        NativeTable table = entry.nativeTable().orElseThrow();
        List<Assignment> assignments = new ArrayList<>();
        for (TableColumn column : table.columns()) {
            assignments.add(Assignment.toColumn(table.name().name(), column.name(), column.type()));
        }
        int[] key = table.primaryKey().stream().mapToInt(Integer::intValue).toArray();
        List<String> defaults = entry.definition().columns().stream()
                .map(Definition.Column::defaultText)
                .toList();
        return new TableShape(table, table.rowType(), key, assignments, defaults);
    }

    String name() {
        return table.name().toString();
    }

    TableColumn column(int index) {
        return table.columns().get(index);
    }

    /** The column a statement assigns to. */
    int assignable(SqlIdentifier name) {
        String simple = name.names.get(name.names.size() - 1);
        int index = rowType.indexOf(simple);
        if (index < 0) {
            throw new MillraceException(
                    SqlState.UNDEFINED_COLUMN,
                    "line " + name.getParserPosition().getLineNum() + ", column "
                            + name.getParserPosition().getColumnNum() + ": there is no column \"" + simple
                            + "\" in table \"" + table.name().name() + "\""
                            + Nearest.hint(simple, rowType.names()));
        }
        if (column(index).isComputed()) {
            throw new MillraceException(
                    SqlState.WRONG_OBJECT_TYPE,
                    "column \"" + simple + "\" of table \"" + table.name().name()
                            + "\" is computed, it cannot be assigned to");
        }
        return index;
    }

    /** The columns a statement assigns to, none of them twice. */
    List<Integer> assignable(List<SqlIdentifier> names) {
        List<Integer> indexes = new ArrayList<>();
        for (SqlIdentifier name : names) {
            int index = assignable(name);
            if (indexes.contains(index)) {
                throw new MillraceException(
                        SqlState.DUPLICATE_COLUMN,
                        "column \"" + rowType.name(index) + "\" is assigned to twice");
            }
            indexes.add(index);
        }
        return indexes;
    }

    boolean isComputed(int column) {
        return column(column).isComputed();
    }

    /** The rows with what is to be computed: these columns replaced by values of these expressions over the others. */
    RowBatch compute(RowBatch rows, List<Integer> columns, List<Expression> expressions, Evaluator evaluator) {
        if (columns.isEmpty() || rows.rows() == 0) {
            return rows;
        }
        List<Column> values = evaluator.evaluate(expressions, rowType, rows);
        Column[] all = rows.columns().clone();
        for (int i = 0; i < columns.size(); i++) {
            all[columns.get(i)] = values.get(i);
        }
        return rows.withColumns(all);
    }

    /**
     * The rows with their computed columns.
     *
     * @throws MillraceException 23502 naming the column, if a value is NULL where none may be
     */
    RowBatch complete(RowBatch rows, Evaluator evaluator) {
        requireNotNull(rows, false);
        List<Integer> columns = new ArrayList<>();
        List<Expression> expressions = new ArrayList<>();
        for (int i = 0; i < rowType.size(); i++) {
            Expression computed = column(i).computed();
            if (computed != null) {
                columns.add(i);
                expressions.add(computed);
            }
        }
        RowBatch complete = compute(rows, columns, expressions, evaluator);
        requireNotNull(complete, true);
        return complete;
    }

    private void requireNotNull(RowBatch rows, boolean computed) {
        for (int i = 0; i < rowType.size(); i++) {
            Column column = rows.column(i);
            if (isComputed(i) == computed && !rowType.type(i).nullable() && column.nulls() != null) {
                for (int logical = 0; logical < rows.rows(); logical++) {
                    if (column.isNull(rows.row(logical))) {
                        throw new MillraceException(
                                SqlState.NOT_NULL_VIOLATION,
                                "NULL in column \"" + rowType.name(i) + "\" of table \"" + table.name().name()
                                        + "\", which is NOT NULL");
                    }
                }
            }
        }
    }
}
