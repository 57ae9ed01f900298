package io.millrace.planner.rewrite;

import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * A sub-query without references to the outer row, and what has to hold between the two instead.
 *
 * @param rel its first columns are the sub-query's
 * @param predicates over the columns of {@code rel} and, still as correlation variables, the outer row
 * @param whenEmpty what each of the sub-query's columns is for an outer row that nothing belongs to; null for no row
 */
record Decorrelated(
        RelNode rel, List<RexNode> predicates, @Nullable List<RexNode> whenEmpty) {
    Decorrelated {
        predicates = List.copyOf(predicates);
        whenEmpty = whenEmpty == null ? null : List.copyOf(whenEmpty);
    }
}
