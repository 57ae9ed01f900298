package io.millrace.executor.operator.harness;

import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.AggregateFunction;
import io.millrace.plan.node.AggregateKey;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Aggregate calls for tests, and their results computed plainly from the rows of a group. */
public final class Aggregates {
    private Aggregates() {}

    public static AggregateCall countAll() {
        return new AggregateCall(
                AggregateFunction.COUNT, -1, null, false, -1, false, Plans.BIGINT.notNull(), "count(*)");
    }

    public static AggregateCall call(AggregateFunction function, int argument, RowType input) {
        return new AggregateCall(
                function,
                argument,
                input.type(argument),
                false,
                -1,
                false,
                resultType(function, input.type(argument)),
                function + "(c" + argument + ")");
    }

    public static AggregateCall distinct(AggregateCall call) {
        return new AggregateCall(
                call.function(),
                call.argument(),
                call.argumentType(),
                true,
                call.filter(),
                call.retractable(),
                call.type(),
                call.name(),
                call.keys(),
                call.constant());
    }

    public static AggregateCall filtered(AggregateCall call, int filter) {
        return new AggregateCall(
                call.function(),
                call.argument(),
                call.argumentType(),
                call.distinct(),
                filter,
                call.retractable(),
                call.type(),
                call.name(),
                call.keys(),
                call.constant());
    }

    /** With further columns, ascending, and a constant. */
    public static AggregateCall call(
            AggregateFunction function,
            int argument,
            RowType input,
            List<AggregateKey> keys,
            @Nullable Literal constant) {
        DataType type =
                switch (function) {
                    case MIN_BY, MAX_BY -> keys.get(0).type().withNullable(true);
                    case ARRAY_AGG -> DataType.array(input.type(argument).withNullable(true));
                    default -> resultType(function, input.type(argument));
                };
        return new AggregateCall(
                function,
                argument,
                input.type(argument),
                false,
                -1,
                false,
                type,
                function + "(c" + argument + ", " + keys + ")",
                keys,
                constant);
    }

    private static DataType resultType(AggregateFunction function, DataType argument) {
        return switch (function) {
            case COUNT -> Plans.BIGINT.notNull();
            case AVG, VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP, COVAR_POP, COVAR_SAMP, REGR_SLOPE, PERCENTILE_CONT ->
                Plans.DOUBLE;
            case REGR_COUNT -> Plans.BIGINT.notNull();
            case SUM -> argument.kind() == TypeKind.INTEGER ? Plans.BIGINT : argument.withNullable(true);
            default -> argument.withNullable(true);
        };
    }

    /** The result of a call over rows with their numbers of copies. */
    public static @Nullable Object compute(AggregateCall call, Map<List<@Nullable Object>, Integer> rows) {
        if (!call.keys().isEmpty()) {
            return OrderedAggregates.compute(call, rows);
        }
        List<@Nullable Object> values = new ArrayList<>();
        rows.forEach((row, copies) -> {
            if (call.filter() < 0 || Objects.equals(row.get(call.filter()), true)) {
                for (int i = 0; i < copies; i++) {
                    values.add(call.argument() < 0 ? "row" : row.get(call.argument()));
                }
            }
        });
        values.removeIf(Objects::isNull);
        List<@Nullable Object> counted = call.distinct() ? new ArrayList<>(new LinkedHashSet<>(values)) : values;
        if (call.function() == AggregateFunction.COUNT) {
            return (long) counted.size();
        } else if (counted.isEmpty()) {
            return null;
        }
        return switch (call.function()) {
            case SUM -> sum(counted, call.type());
            case AVG -> average(counted);
            case MIN, ANY_VALUE, SINGLE_VALUE -> extreme(counted, -1);
            case MAX -> extreme(counted, 1);
            case BOOL_AND -> !counted.contains(false);
            case BOOL_OR -> counted.contains(true);
            case BIT_AND -> bits(counted, call.type(), -1L, (a, b) -> a & b);
            case BIT_OR -> bits(counted, call.type(), 0L, (a, b) -> a | b);
            case BIT_XOR -> bits(counted, call.type(), 0L, (a, b) -> a ^ b);
            case VAR_POP, STDDEV_POP ->
                variance(counted, counted.size(), call.function() == AggregateFunction.STDDEV_POP);
            case VAR_SAMP, STDDEV_SAMP ->
                variance(counted, counted.size() - 1, call.function() == AggregateFunction.STDDEV_SAMP);
            default -> throw new IllegalStateException(call.toString());
        };
    }

    private static Object sum(List<@Nullable Object> values, DataType type) {
        BigDecimal sum = total(values);
        return switch (type.kind()) {
            case DECIMAL -> sum.setScale(type.scale());
            case DOUBLE -> sum.doubleValue();
            default -> sum.longValueExact();
        };
    }

    private static Object average(List<@Nullable Object> values) {
        return total(values)
                .divide(BigDecimal.valueOf(values.size()), new MathContext(1_300))
                .doubleValue();
    }

    private static Object bits(List<@Nullable Object> values, DataType type, long start, LongBinaryOperator operator) {
        long bits = start;
        for (Object value : values) {
            bits = operator.applyAsLong(bits, ((Number) Objects.requireNonNull(value)).longValue());
        }
        return type.kind() == TypeKind.INTEGER ? (Object) (int) bits : (Object) bits;
    }

    private static @Nullable Object variance(List<@Nullable Object> values, int degrees, boolean root) {
        if (degrees == 0) {
            return null;
        }
        BigDecimal count = BigDecimal.valueOf(values.size());
        BigDecimal sum = total(values);
        BigDecimal squares = BigDecimal.ZERO;
        for (Object value : values) {
            BigDecimal number = number(value);
            squares = squares.add(number.multiply(number));
        }
        double variance = count.multiply(squares)
                .subtract(sum.multiply(sum))
                .divide(count.multiply(BigDecimal.valueOf(degrees)), new MathContext(1_300))
                .doubleValue();
        return root ? Math.sqrt(variance) : variance;
    }

    static BigDecimal number(@Nullable Object value) {
        return value instanceof Double real ? new BigDecimal(real) : new BigDecimal(String.valueOf(value));
    }

    private static BigDecimal total(List<@Nullable Object> values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Object value : values) {
            sum = sum.add(number(value));
        }
        return sum;
    }

    @SuppressWarnings("unchecked")
    private static Object extreme(List<@Nullable Object> values, int sign) {
        Comparable<Object> best = (Comparable<Object>) Objects.requireNonNull(values.get(0));
        for (Object value : values) {
            if (best.compareTo(Objects.requireNonNull(value)) * sign < 0) {
                best = (Comparable<Object>) value;
            }
        }
        return best;
    }
}
