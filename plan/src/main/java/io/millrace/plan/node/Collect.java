package io.millrace.plan.node;

import java.util.List;

/** The end of a query whose rows go to a client; the session adds {@code op} and {@code epoch} columns where due. */
public record Collect(NodeId id, NodeId input, NodeProperties properties) implements PhysicalNode {

    @Override
    public List<NodeId> inputs() {
        return List.of(input);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
