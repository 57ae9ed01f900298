package io.millrace.planner.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;

/** INTERSECT and EXCEPT become the distinct rows of the first input that have, or have not, the same in the others. */
final class SetOperations {
    RelNode rewrite(RelNode rel) {
        List<RelNode> inputs = rel.getInputs().stream().map(this::rewrite).toList();
        RelNode renewed = inputs.isEmpty() ? rel : rel.copy(rel.getTraitSet(), inputs);
        if (renewed instanceof SetOp setOp && !setOp.all && (setOp instanceof Intersect || setOp instanceof Minus)) {
            return joined(setOp, setOp instanceof Intersect ? JoinRelType.SEMI : JoinRelType.ANTI);
        }
        return renewed;
    }

    private static RelNode joined(SetOp setOp, JoinRelType type) {
        RexBuilder rexBuilder = setOp.getCluster().getRexBuilder();
        int columns = setOp.getRowType().getFieldCount();
        RelNode rel =
                LogicalAggregate.create(setOp.getInput(0), List.of(), ImmutableBitSet.range(columns), null, List.of());
        for (RelNode other : setOp.getInputs().subList(1, setOp.getInputs().size())) {
            List<RexNode> same = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                RexNode right = rexBuilder.makeInputRef(other, i);
                same.add(rexBuilder.makeCall(
                        SqlStdOperatorTable.IS_NOT_DISTINCT_FROM,
                        rexBuilder.makeInputRef(rel, i),
                        Rex.shifted(right, columns)));
            }
            rel = Rex.join(rel, other, same, type);
        }
        return RelOptUtil.createCastRel(rel, setOp.getRowType(), true);
    }
}
