package io.millrace.plan.node;

import io.millrace.plan.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Filter and projection whose result hangs on more than the row: on the time, on chance, or on a function of the user that is not
 * deterministic. Equal rows are in one task unless the query is finite.
 *
 * @param condition only rows for which it is TRUE pass; null for all. Evaluated before the projections
 * @param draws whether the expressions may refer to two more columns behind the input's, the row's random bits (BIGINT)
 * @param byRow whether those bits are a function of the row, its number among the equal ones of the epoch, and the epoch: the same
 *     in each replay and at each parallelism; otherwise they follow the order in which a task sees rows
 * @param stores whether results are kept, because rows may be taken back
 */
public record VolatileCalc(
        NodeId id,
        NodeId input,
        @Nullable Expression condition,
        List<Expression> projections,
        boolean draws,
        boolean byRow,
        boolean stores,
        NodeProperties properties)
        implements PhysicalNode {
    public VolatileCalc {
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
