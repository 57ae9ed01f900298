package io.millrace.plan.node;

import io.millrace.plan.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Equi-join. Output: the left columns, then (INNER, LEFT) the right ones.
 *
 * @param nullsMatch for each key, whether NULL equals NULL (IS NOT DISTINCT FROM)
 * @param condition what must hold besides the keys, over left columns followed by right columns; null for nothing
 * @param expiringKey position among the keys of a column bounded by the watermark on both sides: its state is forgotten once
 *     no row for it can come any more; −1 if state is kept
 * @param fires whether that column is the end of a window, whose start is a key too, and rows are joined when the watermark
 *     has reached it on both sides; otherwise they are joined as they come
 */
public record Join(
        NodeId id,
        NodeId left,
        NodeId right,
        Kind kind,
        List<Integer> leftKeys,
        List<Integer> rightKeys,
        List<Boolean> nullsMatch,
        @Nullable Expression condition,
        int expiringKey,
        boolean fires,
        NodeProperties properties)
        implements PhysicalNode {
    public Join {
        leftKeys = List.copyOf(leftKeys);
        rightKeys = List.copyOf(rightKeys);
        nullsMatch = List.copyOf(nullsMatch);
    }

    /** Which rows come out. */
    public enum Kind {
        INNER,
        LEFT,
        /** Left rows with a match. */
        SEMI,
        /** Left rows without a match. */
        ANTI
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
