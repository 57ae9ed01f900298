package io.millrace.plan.node;

import io.millrace.plan.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * FOR SYSTEM_TIME AS OF on event time. The right rows of a key are the versions of one thing, each valid from its time until
 * the next one's; a left row is joined with the version of its key that was valid at its own time, once, when the watermark
 * has passed that time. Output: the left columns, then the right ones.
 *
 * @param kind INNER or LEFT
 * @param nullsMatch for each key, whether NULL equals NULL
 * @param condition what must hold of a left row and its version besides, over left columns followed by right columns
 * @param leftTime event-time column of the left side; a left row without a time has no version
 * @param rightTime event-time column of the right side: no two rows of a key have one time
 */
public record TemporalJoin(
        NodeId id,
        NodeId left,
        NodeId right,
        Join.Kind kind,
        List<Integer> leftKeys,
        List<Integer> rightKeys,
        List<Boolean> nullsMatch,
        @Nullable Expression condition,
        int leftTime,
        int rightTime,
        NodeProperties properties)
        implements PhysicalNode {
    public TemporalJoin {
        leftKeys = List.copyOf(leftKeys);
        rightKeys = List.copyOf(rightKeys);
        nullsMatch = List.copyOf(nullsMatch);
    }

    /** The join that it is but for the times. */
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
