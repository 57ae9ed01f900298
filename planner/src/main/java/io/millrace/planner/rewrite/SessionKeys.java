package io.millrace.planner.rewrite;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/** The columns that sessions are partitioned by: whole sessions go when a filter on them goes below. */
final class SessionKeys {
    private SessionKeys() {}

    /** Empty if the scan is not of SESSION. */
    static Optional<ImmutableBitSet> of(TableFunctionScan scan) {
        if (!(scan.getCall() instanceof RexCall call)
                || !call.getOperator().getName().equals("SESSION")) {
            return Optional.empty();
        }
        List<RexNode> operands = call.getOperands();
        boolean keyed = operands.size() > 2 && operands.get(1).getKind() == SqlKind.DESCRIPTOR;
        return Optional.of(keyed ? RelOptUtil.InputFinder.bits(operands.subList(1, 2), null) : ImmutableBitSet.of());
    }
}
