package io.millrace.plan.node;

import io.millrace.spi.type.DataType;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One window function.
 *
 * @param arguments input columns: the value, for LAG and LEAD maybe the default behind it; none for {@code COUNT(*)} and
 *     functions of the order alone
 * @param number the constant argument: buckets of NTILE, rows of LAG, LEAD and NTH_VALUE; otherwise 0
 * @param frame the rows it looks at; the whole partition for functions that have no frame
 * @param aggregate what AGGREGATE computes over the rows of the frame, its arguments among the input columns; null for others
 */
public record OverCall(
        OverFunction function,
        List<Integer> arguments,
        List<DataType> argumentTypes,
        long number,
        boolean ignoresNulls,
        OverFrame frame,
        DataType type,
        String name,
        @Nullable AggregateCall aggregate) {
    public OverCall {
        arguments = List.copyOf(arguments);
        argumentTypes = List.copyOf(argumentTypes);
    }

    /** Of a function of its own. */
    public OverCall(
            OverFunction function,
            List<Integer> arguments,
            List<DataType> argumentTypes,
            long number,
            boolean ignoresNulls,
            OverFrame frame,
            DataType type,
            String name) {
        this(function, arguments, argumentTypes, number, ignoresNulls, frame, type, name, null);
    }

    /** Of an aggregate. */
    public static OverCall of(AggregateCall aggregate, OverFrame frame, DataType type) {
        return new OverCall(
                OverFunction.AGGREGATE, List.of(), List.of(), 0, false, frame, type, aggregate.name(), aggregate);
    }

    /** Whether it hangs on rows however far behind, by what they have come to. */
    public boolean isTotal() {
        return switch (function) {
            case ROW_NUMBER, RANK, DENSE_RANK -> true;
            case PERCENT_RANK, CUME_DIST, NTILE, LAG, LEAD, AGGREGATE -> false;
            case FIRST_VALUE, LAST_VALUE, NTH_VALUE, COUNT, SUM, AVG, MIN, MAX -> frame.isRunning();
        };
    }

    /** Whether it hangs on rows however far away, and not by what those before have come to. */
    public boolean isUnlimited() {
        return switch (function) {
            case ROW_NUMBER, RANK, DENSE_RANK -> false;
            case PERCENT_RANK, CUME_DIST, NTILE -> true;
            case LAG, LEAD -> ignoresNulls && number > 0;
            case FIRST_VALUE, LAST_VALUE, NTH_VALUE, COUNT, SUM, AVG, MIN, MAX -> frame.isOpenEnded();
            case AGGREGATE -> frame.isOpenEnded() || frame.isRunning();
        };
    }

    @Override
    public String toString() {
        return aggregate != null
                ? aggregate.toString()
                : function
                        + arguments.stream()
                                .map(argument -> "$" + argument)
                                .collect(Collectors.joining(", ", "(", ")"));
    }
}
