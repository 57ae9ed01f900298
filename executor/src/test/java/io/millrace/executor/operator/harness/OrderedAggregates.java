package io.millrace.executor.operator.harness;

import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.AggregateFunction;
import io.millrace.plan.node.AggregateKey;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Results of aggregates that read several columns or an order, computed plainly. */
final class OrderedAggregates {
    private OrderedAggregates() {}

    static @Nullable Object compute(AggregateCall call, Map<List<@Nullable Object>, Integer> rows) {
        List<List<@Nullable Object>> taken = new ArrayList<>();
        rows.forEach((row, copies) -> {
            boolean passes = call.filter() < 0 || Objects.equals(row.get(call.filter()), true);
            boolean counts = keepsNull(call) || row.get(call.argument()) != null;
            for (int i = 0; passes && counts && i < copies; i++) {
                taken.add(row);
            }
        });
        return switch (call.function()) {
            case COVAR_POP, COVAR_SAMP, REGR_SLOPE, REGR_COUNT -> pairs(call, taken);
            case MIN_BY, MAX_BY -> by(call, taken);
            default -> ordered(call, taken);
        };
    }

    private static @Nullable Object pairs(AggregateCall call, List<List<@Nullable Object>> rows) {
        int second = call.keys().get(0).column();
        BigDecimal n = BigDecimal.ZERO;
        BigDecimal x = BigDecimal.ZERO;
        BigDecimal y = BigDecimal.ZERO;
        BigDecimal xx = BigDecimal.ZERO;
        BigDecimal xy = BigDecimal.ZERO;
        for (List<@Nullable Object> row : rows) {
            BigDecimal yValue = Aggregates.number(row.get(call.argument()));
            BigDecimal xValue = Aggregates.number(row.get(second));
            n = n.add(BigDecimal.ONE);
            x = x.add(xValue);
            y = y.add(yValue);
            xx = xx.add(xValue.multiply(xValue));
            xy = xy.add(xValue.multiply(yValue));
        }
        BigDecimal spread = n.multiply(xy).subtract(x.multiply(y));
        BigDecimal divisor =
                switch (call.function()) {
                    case COVAR_POP -> n.multiply(n);
                    case COVAR_SAMP -> n.multiply(n.subtract(BigDecimal.ONE));
                    default -> n.multiply(xx).subtract(x.multiply(x));
                };
        if (call.function() == AggregateFunction.REGR_COUNT) {
            return n.longValueExact();
        }
        return n.signum() == 0 || divisor.signum() == 0
                ? null
                : spread.divide(divisor, new MathContext(1_300)).doubleValue();
    }

    private static @Nullable Object by(AggregateCall call, List<List<@Nullable Object>> rows) {
        boolean greatest = call.function() == AggregateFunction.MAX_BY;
        Comparator<Object> natural = natural();
        Comparator<List<@Nullable Object>> order = Comparator.comparing(
                row -> Objects.requireNonNull(row.get(call.argument())), greatest ? natural.reversed() : natural);
        int value = call.keys().get(0).column();
        order = order.thenComparing(
                row -> row.get(value), Comparator.nullsLast(greatest ? natural.reversed() : natural));
        return rows.stream().min(order).map(row -> row.get(value)).orElse(null);
    }

    private static @Nullable Object ordered(AggregateCall call, List<List<@Nullable Object>> rows) {
        if (rows.isEmpty()) {
            return null;
        }
        Comparator<Object> natural = natural();
        Comparator<List<@Nullable Object>> order = Comparator.comparingInt(List::size);
        for (AggregateKey key : call.keys()) {
            Comparator<Object> one = key.descending() ? natural.reversed() : natural;
            order = order.thenComparing(
                    row -> row.get(key.column()),
                    key.nullsFirst() ? Comparator.nullsFirst(one) : Comparator.nullsLast(one));
        }
        order = order.thenComparing(row -> row.get(call.argument()), Comparator.nullsLast(natural));
        if (keepsNull(call)) {
            List<@Nullable Object> all = new ArrayList<>();
            rows.stream().sorted(order).forEach(row -> all.add(row.get(call.argument())));
            return collected(call, all);
        }
        List<Object> values = rows.stream()
                .sorted(order)
                .map(row -> Objects.requireNonNull(row.get(call.argument())))
                .toList();
        return switch (call.function()) {
            case LISTAGG ->
                (call.distinct() ? new LinkedHashSet<>(values) : values)
                        .stream().map(String::valueOf).collect(Collectors.joining(text(call)));
            case MODE -> {
                Map<Object, Integer> counts = new LinkedHashMap<>();
                values.forEach(value -> counts.merge(value, 1, Integer::sum));
                int most = counts.values().stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElseThrow();
                yield counts.keySet().stream()
                        .filter(value -> counts.get(value) == most)
                        .findFirst()
                        .orElseThrow();
            }
            case PERCENTILE_DISC -> {
                BigDecimal place = new BigDecimal(text(call)).multiply(BigDecimal.valueOf(values.size()));
                yield values.get(
                        Math.max(place.setScale(0, RoundingMode.CEILING).intValueExact() - 1, 0));
            }
            default -> {
                BigDecimal place = new BigDecimal(text(call)).multiply(BigDecimal.valueOf(values.size() - 1));
                int below = place.intValue();
                double part = place.subtract(BigDecimal.valueOf(below)).doubleValue();
                double low = (Double) values.get(below);
                double high = (Double) values.get(Math.min(below + 1, values.size() - 1));
                yield part == 0 ? low : low + part * (high - low);
            }
        };
    }

    private static boolean keepsNull(AggregateCall call) {
        return call.function() == AggregateFunction.ARRAY_AGG
                || call.function() == AggregateFunction.JSON_ARRAYAGG
                || call.function() == AggregateFunction.JSON_OBJECTAGG;
    }

    private static Object collected(AggregateCall call, List<@Nullable Object> values) {
        if (call.function() == AggregateFunction.ARRAY_AGG) {
            return call.distinct() ? new ArrayList<>(new LinkedHashSet<>(values)) : values;
        }
        String joined =
                values.stream().filter(Objects::nonNull).map(String::valueOf).collect(Collectors.joining(","));
        return call.function() == AggregateFunction.JSON_ARRAYAGG ? "[" + joined + "]" : "{" + joined + "}";
    }

    private static String text(AggregateCall call) {
        return Objects.requireNonNull(Objects.requireNonNull(call.constant()).value());
    }

    @SuppressWarnings("unchecked")
    private static Comparator<Object> natural() {
        return (a, b) -> ((Comparable<Object>) a).compareTo(b);
    }
}
