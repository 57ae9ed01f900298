package io.millrace.plan.node;

import io.millrace.plan.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * FOR SYSTEM_TIME AS OF the current time: a left row is joined with the right row of its key as it is at the end of the epoch
 * in which the left row comes. Later changes of the right side do not touch what was given. Output: the left columns, then the
 * right ones.
 *
 * @param kind INNER or LEFT
 * @param nullsMatch for each key, whether NULL equals NULL
 * @param condition what must hold of a left row and its right row besides, over left columns followed by right columns
 * @param stores whether results are kept, because left rows may be taken back
 */
public record LookupJoin(
        NodeId id,
        NodeId left,
        NodeId right,
        Join.Kind kind,
        List<Integer> leftKeys,
        List<Integer> rightKeys,
        List<Boolean> nullsMatch,
        @Nullable Expression condition,
        boolean stores,
        NodeProperties properties)
        implements PhysicalNode {
    public LookupJoin {
        leftKeys = List.copyOf(leftKeys);
        rightKeys = List.copyOf(rightKeys);
        nullsMatch = List.copyOf(nullsMatch);
    }

    /** The join that it is but for the time. */
    public Join join() {
        return new Join(id, left, right, kind, leftKeys, rightKeys, nullsMatch, condition, -1, false, properties);
    }

    @Override
    public List<NodeId> inputs() {
        return List.of(left, right);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
