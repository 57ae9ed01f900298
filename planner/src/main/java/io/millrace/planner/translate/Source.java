package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.node.Distribution;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.RelationScan;
import io.millrace.plan.node.WindowSpec;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link Relation} filters and projects: a node, or something that becomes a node once its use is known. */
sealed interface Source {
    /** The columns it gives, or would give. */
    List<EventTimeColumn> eventTimes();

    /** @param distribution how its rows lie in its stage; null if nothing is known */
    record Built(PhysicalNode node, @Nullable Distribution distribution) implements Source {
        @Override
        public List<EventTimeColumn> eventTimes() {
            return node.properties().eventTimes();
        }
    }

    /**
     * A scan that may become an index read.
     *
     * @param draft without id and key
     * @param keyColumns the relation's key among the scan's columns; empty if it cannot be read by key
     */
    record OpenScan(String name, RelationScan draft, List<Integer> keyColumns) implements Source {
        @Override
        public List<EventTimeColumn> eventTimes() {
            return draft.properties().eventTimes();
        }
    }

    /** Rows of constants. */
    record Constants(RowType rowType, List<List<Expression>> rows) implements Source {
        @Override
        public List<EventTimeColumn> eventTimes() {
            return List.of();
        }
    }

    /** One row of nothing, over which constants stand. */
    record OneRow() implements Source {
        @Override
        public List<EventTimeColumn> eventTimes() {
            return List.of();
        }
    }

    /**
     * A window table function that an aggregation may take in. Its columns: those of the input, then start, end and time.
     *
     * @param time the column of the input that is cut into windows
     */
    record OpenWindow(Relation input, WindowSpec window, int time) implements Source {
        int start() {
            return input.projections().size();
        }

        int end() {
            return start() + 1;
        }

        /** {@code window_time}. */
        int windowTime() {
            return end() + 1;
        }

        /** Whether an expression is one of the columns that the function adds. */
        boolean adds(Expression expression) {
            return expression instanceof InputRef column && column.index() >= start();
        }

        /** Whether the watermark closes its windows: rows to come have no time that is in one that has ended. */
        boolean closes() {
            return EventTimes.at(input.eventTimes(), time)
                    .filter(column -> column.bound() != EventTimeColumn.Bound.WINDOW_START)
                    .isPresent();
        }

        @Override
        public List<EventTimeColumn> eventTimes() {
            List<EventTimeColumn> own = input.eventTimes();
            List<EventTimeColumn> times = new ArrayList<>(EventTimes.delayed(own, EventTimes.lagMicros(own, time)));
            if (closes()) {
                times.addAll(EventTimes.added(start(), window.sizeMicros()));
            }
            return times;
        }
    }
}
