package io.millrace.plan.node;

import java.util.List;

/** SELECT DISTINCT over all columns. */
public record Distinct(NodeId id, NodeId input, NodeProperties properties) implements PhysicalNode {

    @Override
    public List<NodeId> inputs() {
        return List.of(input);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
