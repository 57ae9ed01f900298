package io.millrace.plan.node;

import io.millrace.plan.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Filter and projection, fused.
 *
 * @param condition only rows for which it is TRUE pass; null for all. Evaluated before the projections
 */
public record Calc(
        NodeId id,
        NodeId input,
        @Nullable Expression condition,
        List<Expression> projections,
        NodeProperties properties)
        implements PhysicalNode {
    public Calc {
        projections = List.copyOf(projections);
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
