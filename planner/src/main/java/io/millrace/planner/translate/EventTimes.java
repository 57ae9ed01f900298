package io.millrace.planner.translate;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.EventTimeColumn.Bound;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which columns the watermark bounds. */
final class EventTimes {
    private static final Literal ONE_MILLISECOND = Literal.of(DataType.of(TypeKind.INTERVAL_DAY_TIME), 1_000);

    private EventTimes() {}

    static Optional<EventTimeColumn> at(List<EventTimeColumn> columns, int column) {
        return columns.stream().filter(time -> time.column() == column).findFirst();
    }

    static Optional<EventTimeColumn> at(List<EventTimeColumn> columns, int column, Bound bound) {
        return at(columns, column).filter(time -> time.bound() == bound);
    }

    /** Those by which rows are partitioned: a partition changes only when a row of its own time comes. */
    static List<EventTimeColumn> among(List<EventTimeColumn> columns, List<Integer> partition) {
        return columns.stream()
                .filter(time -> partition.contains(time.column()))
                .toList();
    }

    /** Columns a projection passes on as they are, and window times it makes of window ends. */
    static List<EventTimeColumn> projected(List<EventTimeColumn> columns, List<Expression> projections) {
        List<EventTimeColumn> projected = new ArrayList<>();
        for (int i = 0; i < projections.size(); i++) {
            int place = i;
            if (projections.get(i) instanceof InputRef input) {
                at(columns, input.index()).ifPresent(time -> projected.add(time.at(place)));
            } else if (projections.get(i) instanceof Call call
                    && call.arguments().size() == 2
                    && call.argument(0) instanceof InputRef end
                    && call.equals(windowTime(end))) {
                at(columns, end.index(), Bound.WINDOW_END)
                        .filter(time -> endsAtMillis(time.windowSizeMicros()))
                        .ifPresent(time ->
                                projected.add(new EventTimeColumn(place, Bound.WINDOW_TIME, time.windowSizeMicros())));
            }
        }
        return projected;
    }

    /** {@code window_time} of a window that ends then. */
    static Expression windowTime(InputRef end) {
        return Call.of(Function.SUBTRACT, end.type(), end, ONE_MILLISECOND);
    }

    /** What the watermark knows of the columns that a window table function adds, the first of them at that place. */
    static List<EventTimeColumn> added(int start, long windowSizeMicros) {
        List<EventTimeColumn> added = new ArrayList<>();
        added.add(new EventTimeColumn(start, Bound.WINDOW_START, windowSizeMicros));
        added.add(new EventTimeColumn(start + 1, Bound.WINDOW_END, windowSizeMicros));
        if (endsAtMillis(windowSizeMicros)) {
            added.add(new EventTimeColumn(start + 2, Bound.WINDOW_TIME, windowSizeMicros));
        }
        return added;
    }

    /** Sizes, slides and offsets are whole milliseconds; sessions end a gap after any row. */
    private static boolean endsAtMillis(long windowSizeMicros) {
        return windowSizeMicros != EventTimeColumn.ANY_SIZE;
    }

    /** Bounded in every input alike. */
    static List<EventTimeColumn> united(List<PhysicalNode> inputs) {
        List<EventTimeColumn> united =
                new ArrayList<>(inputs.get(0).properties().eventTimes());
        inputs.forEach(input -> united.retainAll(input.properties().eventTimes()));
        return united;
    }

    /**
     * Of a join whose rows are bounded on both sides: the window bounds among its keys. Any other column may come late,
     * with a late match.
     */
    static List<EventTimeColumn> joined(
            Join.Kind kind, PhysicalNode left, PhysicalNode right, List<Integer> leftKeys, List<Integer> rightKeys) {
        List<EventTimeColumn> joined = new ArrayList<>();
        for (int k = 0; k < leftKeys.size(); k++) {
            Optional<EventTimeColumn> leftTime = at(left.properties().eventTimes(), leftKeys.get(k));
            Optional<EventTimeColumn> rightTime = at(right.properties().eventTimes(), rightKeys.get(k));
            if (leftTime.isPresent() && rightTime.isPresent() && sameBound(leftTime.get(), rightTime.get())) {
                joined.add(leftTime.get());
                if (kind == Join.Kind.INNER) {
                    joined.add(leftTime.get().at(left.rowType().size() + rightKeys.get(k)));
                }
            }
        }
        return joined;
    }

    /**
     * Of an interval join: the times it compares. A pair comes when the second of its rows does, so that a time may be as far
     * behind the watermark as the interval reaches.
     */
    static List<EventTimeColumn> ofInterval(
            Join.Kind kind, PhysicalNode left, PhysicalNode right, TimeInterval interval) {
        Optional<EventTimeColumn> leftTime = at(left.properties().eventTimes(), interval.left());
        Optional<EventTimeColumn> rightTime = at(right.properties().eventTimes(), interval.right());
        if (leftTime.isEmpty() || rightTime.isEmpty()) {
            return List.of();
        }
        List<EventTimeColumn> times = new ArrayList<>();
        EventTimeColumn ofLeft = leftTime.get();
        EventTimeColumn ofRight = rightTime.get();
        times.add(limited(ofLeft, ofRight.closedUpTo(0) + interval.lowerMicros()));
        if (kind == Join.Kind.INNER || kind == Join.Kind.LEFT) {
            int place = left.rowType().size() + interval.right();
            times.add(limited(ofRight, ofLeft.closedUpTo(0) - interval.upperMicros())
                    .at(place));
        }
        return times;
    }

    /** @param partnerAtZero the greatest value that no row to come from the other side joins when the watermark is 0 */
    private static EventTimeColumn limited(EventTimeColumn own, long partnerAtZero) {
        boolean first = own.closedUpTo(0) <= partnerAtZero;
        return first && own.bound() == Bound.WINDOW_TIME
                ? own
                : behind(own.column(), Math.min(own.closedUpTo(0), partnerAtZero));
    }

    /** @param closedAtZero the greatest value that no row to come has when the watermark is 0 */
    private static EventTimeColumn behind(int column, long closedAtZero) {
        long lag = -1 - closedAtZero;
        return lag <= 0
                ? new EventTimeColumn(column, Bound.ROW_TIME, 0)
                : new EventTimeColumn(column, Bound.LAGGING, lag);
    }

    /** How far a column lags behind the watermark, 0 if it does not. */
    static long lagMicros(List<EventTimeColumn> columns, int column) {
        return at(columns, column, Bound.LAGGING)
                .map(EventTimeColumn::windowSizeMicros)
                .orElse(0L);
    }

    /** What a watermark knows of them that is so much behind. */
    static List<EventTimeColumn> delayed(List<EventTimeColumn> columns, long delayMicros) {
        return columns.stream()
                .map(time ->
                        time.bound() == Bound.LAGGING ? behind(time.column(), time.closedUpTo(0) + delayMicros) : time)
                .toList();
    }

    /** Of rows that wait until no other row can come for a time: what is known of their own. */
    static List<EventTimeColumn> waited(EventTimeColumn own, EventTimeColumn other) {
        if (own.closedUpTo(0) <= other.closedUpTo(0)) {
            return List.of(own);
        }
        return other.bound() == Bound.ROW_TIME
                ? List.of(new EventTimeColumn(own.column(), Bound.ROW_TIME, 0))
                : List.of();
    }

    static boolean sameBound(EventTimeColumn a, EventTimeColumn b) {
        return a.bound() == b.bound() && a.windowSizeMicros() == b.windowSizeMicros();
    }
}
