package io.millrace.planner;

import io.millrace.plan.expression.Expression;
import io.millrace.spi.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ON CONFLICT … DO UPDATE}: over the columns of the row that is there, followed by those of the one that could not be
 * inserted.
 *
 * @param newRow the value of each of the table's columns
 * @param condition only where it is TRUE the row is updated; null for always
 * @param parameters types of the {@code ?}s in it, which are numbered behind those of the INSERT's source
 */
public record ConflictUpdate(
        List<Expression> newRow, @Nullable Expression condition, List<DataType> parameters) {
    public ConflictUpdate {
        newRow = List.copyOf(newRow);
        parameters = List.copyOf(parameters);
    }
}
