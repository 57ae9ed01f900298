package io.millrace.plan.pattern;

import io.millrace.spi.type.DataType;
import java.util.List;

/**
 * An aggregate over rows of a match. NULL arguments are left out; all but COUNT are NULL over no rows.
 *
 * @param variables places of the variables whose rows are meant, ascending; empty for any
 * @param argument place among the node's arguments; −1 for COUNT of rows
 * @param whole whether all rows of the match are meant (FINAL) and not just those up to the row at hand (RUNNING)
 */
public record PatternAggregate(Function function, List<Integer> variables, int argument, boolean whole, DataType type) {
    public PatternAggregate {
        variables = List.copyOf(variables);
    }

    /** What is computed; SUM is exact for exact numbers, AVG is a DOUBLE. */
    public enum Function {
        COUNT,
        SUM,
        AVG,
        MIN,
        MAX
    }
}
