package io.millrace.executor.operator.over;

import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.AggregateFunction;
import io.millrace.plan.node.OverCall;
import io.millrace.plan.node.OverFrame;
import io.millrace.plan.node.OverFrame.Bound;
import io.millrace.plan.node.OverFrame.Unit;
import io.millrace.plan.node.OverFunction;
import io.millrace.plan.node.SortKey;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Window functions as their definitions say, over lists of objects. */
final class PlainOver {
    private final boolean partitioned;
    private final SortKey key;
    private final List<OverCall> calls;

    PlainOver(boolean partitioned, SortKey key, List<OverCall> calls) {
        this.partitioned = partitioned;
        this.key = key;
        this.calls = calls;
    }

    Map<List<@Nullable Object>, Integer> compute(Map<List<@Nullable Object>, Integer> relation) {
        Map<@Nullable Object, List<List<@Nullable Object>>> partitions = new HashMap<>();
        relation.forEach((row, copies) -> partitions
                .computeIfAbsent(partitioned ? row.get(0) : "", absent -> new ArrayList<>())
                .addAll(Collections.nCopies(copies, row)));
        Map<List<@Nullable Object>, Integer> results = new HashMap<>();
        for (List<List<@Nullable Object>> rows : partitions.values()) {
            Comparator<List<@Nullable Object>> order = order(key);
            for (int column = 0; column < 4; column++) {
                order = order.thenComparing(order(new SortKey(column, false, false)));
            }
            rows.sort(order);
            for (int i = 0; i < rows.size(); i++) {
                List<@Nullable Object> result = new ArrayList<>(rows.get(i));
                for (OverCall call : calls) {
                    result.add(value(call, rows, i));
                }
                results.merge(result, 1, Integer::sum);
            }
        }
        return results;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Comparator<List<@Nullable Object>> order(SortKey key) {
        Comparator<Object> values = (a, b) -> ((Comparable) a).compareTo(b);
        Comparator<Object> ordered = key.descending() ? values.reversed() : values;
        return Comparator.comparing(
                row -> row.get(key.column()),
                key.nullsFirst() ? Comparator.nullsFirst(ordered) : Comparator.nullsLast(ordered));
    }

    private @Nullable Object value(OverCall call, List<List<@Nullable Object>> rows, int i) {
        int before = 0;
        int upTo = 0;
        int different = 0;
        for (int j = 0; j < rows.size(); j++) {
            int side = order(key).compare(rows.get(j), rows.get(i));
            before += side < 0 ? 1 : 0;
            upTo += side <= 0 ? 1 : 0;
            different += side <= 0 && (j == 0 || order(key).compare(rows.get(j - 1), rows.get(j)) != 0) ? 1 : 0;
        }
        return switch (call.function()) {
            case ROW_NUMBER -> i + 1L;
            case RANK -> before + 1L;
            case DENSE_RANK -> (long) different;
            case PERCENT_RANK -> rows.size() == 1 ? 0.0 : (double) before / (rows.size() - 1);
            case CUME_DIST -> (double) upTo / rows.size();
            case NTILE -> tile(rows.size(), call.number(), i);
            case LAG, LEAD -> moved(call, rows, i);
            default -> framed(call, rows, i);
        };
    }

    private static long tile(int rows, long buckets, int i) {
        long bucket = 0;
        for (int end = 0; end <= i; bucket++) {
            end += (int) (rows / buckets + (bucket < rows % buckets ? 1 : 0));
            if (bucket > buckets) {
                throw new IllegalStateException();
            }
        }
        return bucket;
    }

    private static @Nullable Object moved(OverCall call, List<List<@Nullable Object>> rows, int i) {
        int column = call.arguments().get(0);
        if (call.number() == 0) {
            return rows.get(i).get(column);
        }
        int step = call.function() == OverFunction.LEAD ? 1 : -1;
        long left = call.number();
        for (int j = i + step; j >= 0 && j < rows.size(); j += step) {
            if (call.ignoresNulls() && rows.get(j).get(column) == null) {
                continue;
            }
            if (--left == 0) {
                return rows.get(j).get(column);
            }
        }
        return call.arguments().size() > 1 ? rows.get(i).get(call.arguments().get(1)) : null;
    }

    private @Nullable Object framed(OverCall call, List<List<@Nullable Object>> rows, int i) {
        List<List<@Nullable Object>> frame = new ArrayList<>();
        for (int j = 0; j < rows.size(); j++) {
            if (isIn(call.frame(), rows, i, j) && !isExcluded(call.frame(), rows, i, j)) {
                frame.add(rows.get(j));
            }
        }
        if (call.aggregate() != null) {
            return aggregate(call.aggregate(), frame);
        } else if (call.arguments().isEmpty()) {
            return (long) frame.size();
        }
        List<@Nullable Object> values = new ArrayList<>(
                frame.stream().map(row -> row.get(call.arguments().get(0))).toList());
        boolean isPlace = call.function() == OverFunction.FIRST_VALUE
                || call.function() == OverFunction.LAST_VALUE
                || call.function() == OverFunction.NTH_VALUE;
        if (call.ignoresNulls() || !isPlace) {
            values.removeIf(Objects::isNull);
        }
        if (call.function() == OverFunction.COUNT) {
            return (long) values.size();
        }
        int place =
                switch (call.function()) {
                    case LAST_VALUE -> values.size() - 1;
                    case NTH_VALUE -> (int) call.number() - 1;
                    default -> 0;
                };
        if (place < 0 || place >= values.size()) {
            return null;
        }
        return isPlace ? values.get(place) : aggregate(call, values);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object aggregate(OverCall call, List<@Nullable Object> values) {
        Comparator<Object> order = (a, b) -> ((Comparable) a).compareTo(b);
        BigDecimal sum = BigDecimal.ZERO;
        for (Object value : values) {
            sum = sum.add(
                    value instanceof Double number
                            ? new BigDecimal(number)
                            : BigDecimal.valueOf((Long) Objects.requireNonNull(value)));
        }
        return switch (call.function()) {
            case MIN -> Collections.min((List) values, order);
            case MAX -> Collections.max((List) values, order);
            case SUM -> values.get(0) instanceof Double ? (Object) sum.doubleValue() : (Object) sum.longValueExact();
            default ->
                sum.divide(BigDecimal.valueOf(values.size()), new MathContext(200))
                        .doubleValue();
        };
    }

    private static @Nullable Object aggregate(AggregateCall call, List<List<@Nullable Object>> frame) {
        List<Object> values = frame.stream()
                .map(row -> row.get(call.argument()))
                .filter(Objects::nonNull)
                .toList();
        if (values.isEmpty()) {
            return null;
        }
        return call.function() == AggregateFunction.LISTAGG
                ? values.stream().map(Object::toString).collect(Collectors.joining("-"))
                : values.stream().mapToLong(value -> (Long) value).reduce(0, (a, b) -> a ^ b);
    }

    private boolean isExcluded(OverFrame frame, List<List<@Nullable Object>> rows, int i, int j) {
        boolean ties = order(key).compare(rows.get(i), rows.get(j)) == 0;
        return switch (frame.exclusion()) {
            case NO_OTHERS -> false;
            case CURRENT_ROW -> i == j;
            case GROUP -> ties;
            case TIES -> ties && i != j;
        };
    }

    private boolean isIn(OverFrame frame, List<List<@Nullable Object>> rows, int i, int j) {
        return !isBeyond(frame, frame.start(), rows, i, j, true) && !isBeyond(frame, frame.end(), rows, i, j, false);
    }

    /** How many groups of rows that tie row j is behind row i. */
    private long groupsBetween(List<List<@Nullable Object>> rows, int i, int j) {
        long groups = 0;
        for (int row = Math.min(i, j) + 1; row <= Math.max(i, j); row++) {
            groups += order(key).compare(rows.get(row - 1), rows.get(row)) == 0 ? 0 : 1;
        }
        return i <= j ? groups : -groups;
    }

    /** Whether row j lies before the start or behind the end of the frame of row i. */
    private boolean isBeyond(
            OverFrame frame, Bound bound, List<List<@Nullable Object>> rows, int i, int j, boolean isStart) {
        long sign =
                switch (bound.kind()) {
                    case UNBOUNDED_PRECEDING, UNBOUNDED_FOLLOWING -> 0;
                    case PRECEDING -> -1;
                    case CURRENT_ROW, FOLLOWING -> 1;
                };
        if (sign == 0) {
            return false;
        }
        long offset = bound.offset() == null ? 0 : sign * bound.offset().longValue();
        if (frame.unit() == Unit.ROWS) {
            return isStart ? j < i + offset : j > i + offset;
        } else if (frame.unit() == Unit.GROUPS) {
            long groups = groupsBetween(rows, i, j);
            return isStart ? groups < offset : groups > offset;
        }
        Long own = (Long) rows.get(i).get(key.column());
        Long other = (Long) rows.get(j).get(key.column());
        if (bound.offset() == null || own == null) {
            int side = order(key).compare(rows.get(j), rows.get(i));
            return isStart ? side < 0 : side > 0;
        } else if (other == null) {
            // NULL is no distance from anything: it lies where the order puts it.
            return isStart == key.nullsFirst();
        }
        long limit = key.descending() ? own - offset : own + offset;
        int side = Long.compare(other, limit) * (key.descending() ? -1 : 1);
        return isStart ? side < 0 : side > 0;
    }
}
