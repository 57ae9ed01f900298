package io.millrace.plan.node;

import java.util.List;

/**
 * A window table function: each row once for each window it is in, with {@code window_start}, {@code window_end} and {@code window_time}
 * (end − 1 ms) behind its columns. A row whose time is NULL is in no window.
 */
public record WindowAssign(NodeId id, NodeId input, WindowSpec window, int timeColumn, NodeProperties properties)
        implements PhysicalNode {

    @Override
    public List<NodeId> inputs() {
        return List.of(input);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
