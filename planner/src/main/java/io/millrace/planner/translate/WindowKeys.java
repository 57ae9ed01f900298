package io.millrace.planner.translate;

import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.EventTimeColumn.Bound;
import io.millrace.plan.node.PhysicalNode;
import java.util.ArrayList;
import java.util.List;

/** Keys among which are both bounds of a window: then what belongs to a key is complete when the window has ended. */
final class WindowKeys {
    private WindowKeys() {}

    /** Position among the keys of the end of a window whose start is a key too; −1 if there is none. */
    static int end(List<EventTimeColumn> times, List<Integer> keys) {
        for (int k = 0; k < keys.size(); k++) {
            var end = EventTimes.at(times, keys.get(k), Bound.WINDOW_END);
            if (end.isPresent()) {
                long size = end.get().windowSizeMicros();
                boolean startIsKey = keys.stream()
                        .flatMap(key -> EventTimes.at(times, key, Bound.WINDOW_START).stream())
                        .anyMatch(start -> start.windowSizeMicros() == size);
                if (startIsKey) {
                    return k;
                }
            }
        }
        return -1;
    }

    /** As {@link #end(List, List)}, of columns of a node, the end never NULL. */
    static int end(PhysicalNode input, List<Integer> keys) {
        int end = end(input.properties().eventTimes(), keys);
        return end >= 0 && !input.rowType().type(keys.get(end)).nullable() ? end : -1;
    }

    /**
     * What the watermark still bounds in rows that come when the window with that end has ended: of the window itself only.
     * Times of other windows, and of rows, may be far behind by then.
     */
    static List<EventTimeColumn> atEnd(List<EventTimeColumn> times, EventTimeColumn end) {
        List<EventTimeColumn> kept = new ArrayList<>();
        for (EventTimeColumn time : times) {
            boolean isOfWindow = time.bound() != Bound.ROW_TIME
                    && time.windowSizeMicros() == end.windowSizeMicros()
                    && isOnly(times, time.bound())
                    && isOnly(times, Bound.WINDOW_END);
            if (time.equals(end) || isOfWindow) {
                kept.add(time);
            }
        }
        return kept;
    }

    private static boolean isOnly(List<EventTimeColumn> times, Bound bound) {
        return times.stream().filter(time -> time.bound() == bound).count() == 1;
    }

    /** As {@link #atEnd(List, EventTimeColumn)}, of a node by those keys. */
    static List<EventTimeColumn> atEnd(PhysicalNode input, List<Integer> keys, int firingKey) {
        List<EventTimeColumn> times = input.properties().eventTimes();
        return EventTimes.at(times, keys.get(firingKey), Bound.WINDOW_END)
                .map(end -> atEnd(times, end))
                .orElse(List.of());
    }
}
