package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.EventTimeColumn.Bound;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.PhysicalNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which columns the watermark bounds. */
final class EventTimes {
    private EventTimes() {}

    static Optional<EventTimeColumn> at(List<EventTimeColumn> columns, int column) {
        return columns.stream().filter(time -> time.column() == column).findFirst();
    }

    static Optional<EventTimeColumn> at(List<EventTimeColumn> columns, int column, Bound bound) {
        return at(columns, column).filter(time -> time.bound() == bound);
    }

    /** Columns a projection passes on as they are. */
    static List<EventTimeColumn> projected(List<EventTimeColumn> columns, List<Expression> projections) {
        List<EventTimeColumn> projected = new ArrayList<>();
        for (int i = 0; i < projections.size(); i++) {
            if (projections.get(i) instanceof InputRef input) {
                int place = i;
                at(columns, input.index()).ifPresent(time -> projected.add(time.at(place)));
            }
        }
        return projected;
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

    static boolean sameBound(EventTimeColumn a, EventTimeColumn b) {
        return a.bound() == b.bound() && a.windowSizeMicros() == b.windowSizeMicros();
    }
}
