package io.millrace.planner.rewrite;

import java.util.List;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.BiRel;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.validate.SqlValidatorUtil;

/** FOR SYSTEM_TIME AS OF: left rows with the right side as it was, or is, at a time. Not an ordinary join to any rule. */
public final class SnapshotJoin extends BiRel {
    /** In the place of a column: the current time. */
    public static final int NOW = -1;

    private final JoinRelType type;
    private final RexNode condition;
    private final int time;

    /**
     * @param type INNER or LEFT
     * @param condition over the columns of both
     * @param time column of the left side, or {@link #NOW}
     */
    SnapshotJoin(RelNode left, RelNode right, JoinRelType type, RexNode condition, int time) {
        super(left.getCluster(), left.getTraitSet(), left, right);
        this.type = type;
        this.condition = condition;
        this.time = time;
    }

    public boolean keepsUnmatched() {
        return type == JoinRelType.LEFT;
    }

    public RexNode condition() {
        return condition;
    }

    public int time() {
        return time;
    }

    int lefts() {
        return left.getRowType().getFieldCount();
    }

    SnapshotJoin over(RelNode newLeft, RelNode newRight, RexNode newCondition, int newTime) {
        return new SnapshotJoin(newLeft, newRight, type, newCondition, newTime);
    }

    @Override
    public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
        return over(inputs.get(0), inputs.get(1), condition, time);
    }

    @Override
    public RelNode accept(RexShuttle shuttle) {
        RexNode changed = shuttle.apply(condition);
        return changed.equals(condition) ? this : over(left, right, changed, time);
    }

    @Override
    protected RelDataType deriveRowType() {
        return SqlValidatorUtil.deriveJoinRowType(
                left.getRowType(), right.getRowType(), type, getCluster().getTypeFactory(), null, List.of());
    }

    @Override
    public RelWriter explainTerms(RelWriter writer) {
        return super.explainTerms(writer)
                .item("type", type)
                .item("condition", condition)
                .item("time", time);
    }
}
