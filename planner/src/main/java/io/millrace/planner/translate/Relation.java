package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.node.Distribution;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.PhysicalNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relation under construction: a source, a filter over its columns and the columns wanted of it. Filters and projections
 * gather here until an operator needs them as a {@code Calc}.
 */
record Relation(Source source, @Nullable Expression condition, List<Expression> projections, List<String> names) {
    Relation {
        projections = List.copyOf(projections);
        names = List.copyOf(names);
    }

    static Relation of(PhysicalNode node, @Nullable Distribution distribution) {
        return new Relation(
                new Source.Built(node, distribution),
                null,
                ExpressionTree.columnsOf(node.rowType()),
                node.rowType().names());
    }

    static Relation of(Source.Constants constants) {
        return new Relation(
                constants,
                null,
                ExpressionTree.columnsOf(constants.rowType()),
                constants.rowType().names());
    }

    /** Other columns, over the source's. */
    Relation withColumns(List<Expression> newProjections, List<String> newNames) {
        return new Relation(source, condition, newProjections, newNames);
    }

    Relation withNames(List<String> newNames) {
        return new Relation(source, condition, projections, newNames);
    }

    /** Filtered once more, by a condition over the source's columns. */
    Relation filtered(Expression further) {
        return new Relation(source, ExpressionTree.and(condition, further), projections, names);
    }

    List<EventTimeColumn> eventTimes() {
        return EventTimes.projected(source.eventTimes(), projections);
    }
}
