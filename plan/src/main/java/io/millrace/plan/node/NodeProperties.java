package io.millrace.plan.node;

import io.millrace.spi.type.RowType;
import java.util.List;

/**
 * What is known of a node's output; computed once by the planner, printed by EXPLAIN.
 *
 * @param uniqueKeys column sets no two rows of which agree (at an epoch); an empty set means at most one row
 */
public record NodeProperties(
        RowType rowType, Changelog changelog, List<List<Integer>> uniqueKeys, List<EventTimeColumn> eventTimes) {
    public NodeProperties {
        uniqueKeys = uniqueKeys.stream().map(List::copyOf).toList();
        eventTimes = List.copyOf(eventTimes);
    }
}
