package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import java.util.ArrayList;
import java.util.List;

/** Collects expressions an operator wants as columns, each once. */
final class Columns {
    private final List<Expression> expressions = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /** The place of the expression's column. */
    int add(Expression expression, String name) {
        int place = expressions.indexOf(expression);
        if (place < 0) {
            place = expressions.size();
            expressions.add(expression);
            names.add(name);
        }
        return place;
    }

    /** The relation with these columns; with one that nobody looks at if there are none, for rows are only counted then. */
    Relation of(Relation relation) {
        if (expressions.isEmpty()) {
            add(relation.projections().get(0), relation.names().get(0));
        }
        return relation.withColumns(expressions, names);
    }

    List<Expression> expressions() {
        return expressions;
    }
}
