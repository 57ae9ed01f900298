package io.millrace.planner.catalog;

import io.millrace.plan.expression.Expression;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import org.jspecify.annotations.Nullable;

/**
 * A declared column of a table.
 *
 * @param computed the expression of a computed column over the table's columns, of which it uses only those that are not
 *     computed; null for a column that is given
 * @param defaultValue the value where an INSERT gives none, an expression over no columns; null for NULL
 */
public record TableColumn(
        String name,
        DataType type,
        @Nullable Expression computed,
        @Nullable Expression defaultValue) {
    public static TableColumn given(String name, DataType type) {
        return new TableColumn(name, type, null, null);
    }

    public static TableColumn computed(String name, Expression expression) {
        return new TableColumn(name, expression.type(), expression, null);
    }

    public boolean isComputed() {
        return computed != null;
    }

    public Field field() {
        return new Field(name, type);
    }
}
