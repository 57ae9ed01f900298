package io.millrace.planner.translate;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.EventTimeColumn.Bound;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What makes a join an interval join: between columns that the watermark bounds, {@code left − right} lies in
 * {@code lowerMicros … upperMicros}, both inclusive.
 *
 * @param left column of the left side
 * @param right column of the right side
 */
record TimeInterval(int left, int right, long lowerMicros, long upperMicros) {
    private static final long WIDTH_MICROS_MAX = 366L * 24 * 60 * 60 * 1_000_000;
    private static final long SHIFT_MICROS_MAX = 100 * WIDTH_MICROS_MAX;

    long widthMicros() {
        return upperMicros - lowerMicros;
    }

    /** The same seen from the other side: {@code right − left}. */
    TimeInterval swapped() {
        return new TimeInterval(right, left, -upperMicros, -lowerMicros);
    }

    /**
     * The narrowest interval that the conditions imply.
     *
     * @param conditions over the left columns followed by the right ones
     */
    static Optional<TimeInterval> of(List<Expression> conditions, PhysicalNode left, PhysicalNode right) {
        Bounds bounds = new Bounds(left, right);
        conditions.forEach(bounds::take);
        return bounds.narrowest();
    }

    /** A column plus something from a range. */
    private record Shifted(int column, long leastMicros, long mostMicros) {
        Shifted plus(long micros) {
            return new Shifted(column, leastMicros + micros, mostMicros + micros);
        }
    }

    private static final class Bounds {
        private final PhysicalNode left;
        private final PhysicalNode right;
        private final int lefts;
        private final Map<List<Integer>, long[]> bounds = new LinkedHashMap<>();

        Bounds(PhysicalNode left, PhysicalNode right) {
            this.left = left;
            this.right = right;
            lefts = left.rowType().size();
        }

        void take(Expression condition) {
            if (!(condition instanceof Call call) || call.arguments().size() != 2) {
                return;
            }
            Shifted a = shifted(call.argument(0));
            Shifted b = shifted(call.argument(1));
            if (a == null || b == null || a.column < lefts == b.column < lefts) {
                return;
            }
            boolean aIsLeft = a.column < lefts;
            Shifted onLeft = aIsLeft ? a : b;
            Shifted onRight = aIsLeft ? b : a;
            // left + x ≤ right + y says of left − right that it is ≤ y − x, at most the greatest y less the least x.
            long most = onRight.mostMicros - onLeft.leastMicros;
            long least = onRight.leastMicros - onLeft.mostMicros;
            long[] bound = bounds.computeIfAbsent(
                    List.of(onLeft.column, onRight.column), key -> new long[] {Long.MIN_VALUE, Long.MAX_VALUE});
            switch (call.function()) {
                case EQUAL -> {
                    bound[0] = Math.max(bound[0], least);
                    bound[1] = Math.min(bound[1], most);
                }
                case LESS, LESS_OR_EQUAL -> narrow(bound, !aIsLeft, least, most);
                case GREATER, GREATER_OR_EQUAL -> narrow(bound, aIsLeft, least, most);
                default -> {}
            }
        }

        private static void narrow(long[] bound, boolean isLower, long least, long most) {
            if (isLower) {
                bound[0] = Math.max(bound[0], least);
            } else {
                bound[1] = Math.min(bound[1], most);
            }
        }

        /** A column that the watermark bounds, plus or minus constants; null for anything else. */
        private @Nullable Shifted shifted(Expression expression) {
            if (expression instanceof InputRef input) {
                return input.type().kind().isTimestamp() ? bounded(input.index()) : null;
            } else if (expression instanceof Call call
                    && (call.function() == Function.ADD || call.function() == Function.SUBTRACT)
                    && call.type().kind().isTimestamp()
                    && call.argument(1) instanceof Literal interval
                    && interval.type().kind() == TypeKind.INTERVAL_DAY_TIME
                    && !interval.holdsNull()) {
                Shifted inner = shifted(call.argument(0));
                long micros = interval.longValue();
                if (inner == null || Math.abs(micros) > SHIFT_MICROS_MAX) {
                    return null;
                }
                return inner.plus(call.function() == Function.ADD ? micros : -micros);
            }
            return null;
        }

        /** The start of a window by its end, at most the size later, so that both bounds of a window speak of one column. */
        private @Nullable Shifted bounded(int column) {
            boolean ofLeft = column < lefts;
            int offset = ofLeft ? 0 : lefts;
            List<EventTimeColumn> times = (ofLeft ? left : right).properties().eventTimes();
            EventTimeColumn time = EventTimes.at(times, column - offset).orElse(null);
            if (time == null) {
                return null;
            } else if (time.bound() != Bound.WINDOW_START) {
                return new Shifted(column, 0, 0);
            } else if (time.windowSizeMicros() > WIDTH_MICROS_MAX) {
                return null;
            }
            List<EventTimeColumn> ends = times.stream()
                    .filter(other ->
                            other.bound() == Bound.WINDOW_END && other.windowSizeMicros() == time.windowSizeMicros())
                    .toList();
            long starts = times.stream()
                    .filter(other -> other.bound() == Bound.WINDOW_START)
                    .count();
            return ends.size() == 1 && starts == 1
                    ? new Shifted(ends.get(0).column() + offset, -time.windowSizeMicros(), 0)
                    : new Shifted(column, 0, 0);
        }

        Optional<TimeInterval> narrowest() {
            List<TimeInterval> found = new ArrayList<>();
            bounds.forEach((columns, bound) -> {
                boolean twoSided = bound[0] != Long.MIN_VALUE && bound[1] != Long.MAX_VALUE && bound[0] <= bound[1];
                if (twoSided && bound[1] - bound[0] <= WIDTH_MICROS_MAX) {
                    found.add(new TimeInterval(columns.get(0), columns.get(1) - lefts, bound[0], bound[1]));
                }
            });
            return found.stream().min(Comparator.comparingLong(TimeInterval::widthMicros));
        }
    }
}
