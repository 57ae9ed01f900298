package io.millrace.plan.node;

import io.millrace.spi.type.DataType;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate of a grouping.
 *
 * @param argument input column, −1 for {@code COUNT(*)}
 * @param argumentType type of that column, null for {@code COUNT(*)}
 * @param filter BOOLEAN input column; only rows where it is TRUE count; −1 for all
 * @param retractable whether the input deletes, so that rows must be taken back
 */
public record AggregateCall(
        AggregateFunction function,
        int argument,
        @Nullable DataType argumentType,
        boolean distinct,
        int filter,
        boolean retractable,
        DataType type,
        String name) {
    @Override
    public String toString() {
        String argumentText = argument < 0 ? "*" : (distinct ? "DISTINCT $" : "$") + argument;
        return function + "(" + argumentText + ")" + (filter < 0 ? "" : " FILTER $" + filter);
    }
}
