package io.millrace.planner.translate;

import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.EventTimeColumn.Bound;
import io.millrace.plan.node.OverCall;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.SortKey;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.Storage;
import java.util.List;

/**
 * Window functions in the order of event time: a row to come is behind all that the watermark has passed, so that of those only
 * what functions look back at need be kept.
 */
final class OverTime {
    private OverTime() {}

    /** The event time by which rows are ordered, if those that the watermark has passed can be forgotten; −1 otherwise. */
    static int column(PhysicalNode input, List<SortKey> order, List<OverCall> calls) {
        if (order.isEmpty() || !input.changelog().appendOnly() || calls.stream().anyMatch(OverCall::isUnlimited)) {
            return -1;
        }
        SortKey key = order.get(0);
        return !key.descending() && comesInOrder(input, key) ? key.column() : -1;
    }

    private static boolean comesInOrder(PhysicalNode input, SortKey key) {
        RowType type = input.rowType();
        boolean nullsComeBefore = type.type(key.column()).nullable() && key.nullsFirst();
        return !nullsComeBefore
                && type.type(key.column()).storage() == Storage.LONG
                && EventTimes.at(input.properties().eventTimes(), key.column())
                        .filter(OverTime::isEverClosed)
                        .isPresent();
    }

    private static boolean isEverClosed(EventTimeColumn time) {
        return time.bound() != Bound.WINDOW_START || time.windowSizeMicros() != EventTimeColumn.ANY_SIZE;
    }
}
