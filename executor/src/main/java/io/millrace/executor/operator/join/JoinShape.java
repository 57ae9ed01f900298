package io.millrace.executor.operator.join;

import io.millrace.executor.expression.JoinConditionCompiler;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.state.RowTable;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operators of all joins know of their node.
 *
 * @param partitionKeys positions among the keys that decide a key's group
 */
public record JoinShape(
        Join node, PhysicalNode left, PhysicalNode right, int[] partitionKeys, OperatorContext context) {
    List<DataType> leftTypes() {
        return types(left);
    }

    List<DataType> rightTypes() {
        return types(right);
    }

    /** Types of all columns of pairs. */
    List<DataType> pairTypes() {
        List<DataType> types = new ArrayList<>(leftTypes());
        types.addAll(rightTypes());
        return types;
    }

    private static List<DataType> types(PhysicalNode side) {
        return side.rowType().fields().stream().map(Field::type).toList();
    }

    List<DataType> keyTypes() {
        return node.leftKeys().stream()
                .map(left.rowType()::type)
                .map(type -> type.withNullable(true))
                .toList();
    }

    int[] leftKeys() {
        return node.leftKeys().stream().mapToInt(Integer::intValue).toArray();
    }

    int[] rightKeys() {
        return node.rightKeys().stream().mapToInt(Integer::intValue).toArray();
    }

    /** The rows of a side, by key. */
    RowTable rowTable(boolean ofLeft) {
        return context.state()
                .rowTable(
                        ofLeft ? "left" : "right",
                        ofLeft ? leftTypes() : rightTypes(),
                        ofLeft ? leftKeys() : rightKeys(),
                        node.expiringKey(),
                        partitionKeys);
    }

    /** Compiles the condition of a join besides its keys, if there is one. */
    public static void compile(Join node, PhysicalNode left, PhysicalNode right) {
        Expression condition = node.condition();
        if (condition != null) {
            JoinConditionCompiler.compile(condition, types(left), types(right));
        }
    }

    /** The condition besides the keys, or null if there is none. */
    @Nullable PairCondition condition() {
        Expression condition = node.condition();
        return condition == null
                ? null
                : new PairCondition(JoinConditionCompiler.compile(condition, leftTypes(), rightTypes()), context);
    }

    /** Keys up to this time get no more rows from either side when the watermark is there, not even late ones. */
    long expiredUpTo(long watermarkMicros) {
        return closedUpTo(context.limits().settledUpTo(watermarkMicros));
    }

    /** Keys up to this time get no more rows that are on time. */
    long closedUpTo(long watermarkMicros) {
        int key = node.expiringKey();
        return Math.min(
                bound(left, node.leftKeys().get(key)).closedUpTo(watermarkMicros),
                bound(right, node.rightKeys().get(key)).closedUpTo(watermarkMicros));
    }

    private EventTimeColumn bound(PhysicalNode side, int column) {
        return side.properties().eventTimes().stream()
                .filter(time -> time.column() == column)
                .findFirst()
                .orElseThrow(() -> MillraceException.internal("operator " + node.id() + ": column " + column
                        + " of its input is not bounded by the watermark, but expires"));
    }

    /** Makes the operator. */
    public Operator operator() {
        return node.fires() ? new WindowJoinOperator(this, atOnce()) : atOnce();
    }

    private Operator atOnce() {
        PairCondition condition = condition();
        if (node.kind() == Join.Kind.INNER) {
            return new InnerJoinOperator(this, condition);
        }
        return condition == null ? new KeyMatchOperator(this) : new RowMatchOperator(this, condition);
    }

    /** The rows that can match: those without NULL in a key where NULL matches nothing; the batch itself if all do. */
    RowBatch matchable(RowBatch batch, boolean ofLeft) {
        return byMatchability(batch, ofLeft ? leftKeys() : rightKeys(), true);
    }

    /** The rows that cannot match. */
    RowBatch unmatchable(RowBatch batch, boolean ofLeft) {
        return byMatchability(batch, ofLeft ? leftKeys() : rightKeys(), false);
    }

    private RowBatch byMatchability(RowBatch batch, int[] keys, boolean wanted) {
        boolean hasNulls = false;
        for (int k = 0; k < keys.length; k++) {
            hasNulls |= !node.nullsMatch().get(k) && batch.column(keys[k]).nulls() != null;
        }
        if (!hasNulls) {
            return wanted ? batch : batch.select(new int[0], 0);
        }
        int[] selection = new int[batch.rows()];
        int count = 0;
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            boolean matches = true;
            for (int k = 0; k < keys.length; k++) {
                matches &= node.nullsMatch().get(k) || !batch.column(keys[k]).isNull(row);
            }
            selection[count] = row;
            count += matches == wanted ? 1 : 0;
        }
        return count == batch.rows() ? batch : batch.select(selection, count);
    }
}
