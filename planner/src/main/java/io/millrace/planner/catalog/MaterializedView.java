package io.millrace.planner.catalog;

import io.millrace.plan.node.NodeProperties;
import java.util.List;

/**
 * A materialized view, read like a table.
 *
 * @param properties those of the plan's {@code Materialize} node: columns, changelog, unique keys, event time
 * @param key columns its rows are stored by, as in {@code Materialize}; empty if rows are a multiset
 */
public record MaterializedView(QualifiedName name, NodeProperties properties, List<Integer> key)
        implements CatalogObject {
    public MaterializedView {
        key = List.copyOf(key);
    }
}
