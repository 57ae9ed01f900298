package io.millrace.plan.pattern;

import io.millrace.plan.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A variable of a pattern and what must hold of a row to have it.
 *
 * @param columns what the condition's input columns are, with the row at hand taken to have this variable
 * @param condition BOOLEAN; null if every row may have the variable
 */
public record PatternVariable(
        String name,
        List<NavigatedColumn> columns,
        @Nullable Expression condition) {
    public PatternVariable {
        columns = List.copyOf(columns);
    }
}
