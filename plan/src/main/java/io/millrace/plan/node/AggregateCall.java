package io.millrace.plan.node;

import io.millrace.plan.expression.Literal;
import io.millrace.spi.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate of a grouping.
 *
 * @param argument input column, −1 for {@code COUNT(*)}
 * @param argumentType type of that column, null for {@code COUNT(*)}
 * @param filter BOOLEAN input column; only rows where it is TRUE count; −1 for all
 * @param retractable whether the input deletes, so that rows must be taken back
 * @param keys further columns: what LISTAGG, ARRAY_AGG, the JSON aggregates, PERCENTILE_CONT, PERCENTILE_DISC and MODE
 *     order by; the value of MIN_BY and
 *     MAX_BY (whose argument is what is compared); the second number of COVAR, CORR and REGR
 * @param constant separator of LISTAGG (VARCHAR), fraction of PERCENTILE_CONT and PERCENTILE_DISC (DOUBLE), the {@link
 *     UserAggregateName} of USER; null for others
 */
public record AggregateCall(
        AggregateFunction function,
        int argument,
        @Nullable DataType argumentType,
        boolean distinct,
        int filter,
        boolean retractable,
        DataType type,
        String name,
        List<AggregateKey> keys,
        @Nullable Literal constant) {
    public AggregateCall {
        keys = List.copyOf(keys);
    }

    /** Of one argument. */
    public AggregateCall(
            AggregateFunction function,
            int argument,
            @Nullable DataType argumentType,
            boolean distinct,
            int filter,
            boolean retractable,
            DataType type,
            String name) {
        this(function, argument, argumentType, distinct, filter, retractable, type, name, List.of(), null);
    }

    @Override
    public String toString() {
        String argumentText = argument < 0 ? "*" : (distinct ? "DISTINCT $" : "$") + argument;
        return function + "(" + argumentText + ")" + (keys.isEmpty() ? "" : " " + keys)
                + (filter < 0 ? "" : " FILTER $" + filter);
    }
}
