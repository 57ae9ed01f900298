package io.millrace.plan.node;

import java.util.List;

/**
 * The end of a materialized view: publishes the net changes of each epoch.
 *
 * @param view qualified name
 * @param key columns that identify a row; empty if rows are a multiset
 */
public record Materialize(NodeId id, NodeId input, String view, List<Integer> key, NodeProperties properties)
        implements PhysicalNode {
    public Materialize {
        key = List.copyOf(key);
    }

    @Override
    public List<NodeId> inputs() {
        return List.of(input);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
