package io.millrace.plan.node;

import io.millrace.plan.expression.Expression;
import java.util.List;

/** Constant rows (or parameters), each inserted once. */
public record Values(NodeId id, List<List<Expression>> rows, NodeProperties properties) implements PhysicalNode {
    public Values {
        rows = rows.stream().map(List::copyOf).toList();
    }

    @Override
    public List<NodeId> inputs() {
        return List.of();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
