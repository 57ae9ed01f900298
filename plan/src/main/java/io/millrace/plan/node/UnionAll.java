package io.millrace.plan.node;

import java.util.List;

/** All rows of all inputs. */
public record UnionAll(NodeId id, List<NodeId> inputs, NodeProperties properties) implements PhysicalNode {
    public UnionAll {
        inputs = List.copyOf(inputs);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
