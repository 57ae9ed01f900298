package io.millrace.planner.rewrite;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Function;
import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.planner.validate.CatalogTable;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.jspecify.annotations.Nullable;

/** Recognises joins with FOR SYSTEM_TIME AS OF in the forms that Calcite gives them. */
final class SnapshotJoins {
    private static final Set<String> CURRENT_TIMES = Set.of("PROCTIME", "NOW", "CURRENT_TIMESTAMP", "LOCALTIMESTAMP");

    private final RexBuilder rexBuilder;

    SnapshotJoins(RexBuilder rexBuilder) {
        this.rexBuilder = rexBuilder;
    }

    /** As of a column of the left side, which comes as a correlation; null if it is another one. */
    @Nullable RelNode of(Correlate correlate) {
        List<RexNode> conditions = new ArrayList<>();
        RelNode right = unfiltered(correlate.getRight(), conditions);
        if (!(right instanceof Snapshot snapshot)) {
            return null;
        }
        RelNode left = correlate.getLeft();
        Set<CorrelationId> ids = Set.of(correlate.getCorrelationId());
        int lefts = left.getRowType().getFieldCount();
        List<RexNode> both = conditions.stream()
                .map(condition -> Rex.resolved(condition, ids, lefts))
                .toList();
        int time = time(snapshot.getPeriod(), left, ids);
        return joined(left, snapshot.getInput(), correlate.getJoinType(), both, time);
    }

    /** As of the current time; null if it is another join. */
    @Nullable RelNode of(Join join) {
        List<RexNode> conditions = new ArrayList<>();
        RelNode right = unfiltered(join.getRight(), conditions);
        if (!(right instanceof Snapshot snapshot)) {
            return null;
        }
        RelNode left = join.getLeft();
        int lefts = left.getRowType().getFieldCount();
        List<RexNode> both = new ArrayList<>(RelOptUtil.conjunctions(join.getCondition()));
        conditions.forEach(condition -> both.add(Rex.shifted(condition, lefts)));
        return joined(left, snapshot.getInput(), join.getJoinType(), both, time(snapshot.getPeriod(), left, Set.of()));
    }

    private static RelNode unfiltered(RelNode rel, List<RexNode> conditions) {
        RelNode below = rel;
        while (below instanceof Filter filter) {
            conditions.addAll(RelOptUtil.conjunctions(filter.getCondition()));
            below = filter.getInput();
        }
        return below;
    }

    private RelNode joined(RelNode left, RelNode right, JoinRelType type, List<RexNode> conditions, int time) {
        if (type != JoinRelType.INNER && type != JoinRelType.LEFT) {
            throw MillraceException.notSupported(type + " JOIN with FOR SYSTEM_TIME AS OF");
        } else if (RexUtil.SubQueryFinder.find(conditions) != null) {
            throw MillraceException.notSupported("a sub-query in the condition of a join with FOR SYSTEM_TIME AS OF");
        }
        return new SnapshotJoin(left, right, type, Rex.and(rexBuilder, conditions), time);
    }

    private static int time(RexNode period, RelNode left, Set<CorrelationId> ids) {
        if (isCurrentTime(period)) {
            return SnapshotJoin.NOW;
        } else if (period instanceof RexFieldAccess access
                && access.getReferenceExpr() instanceof RexCorrelVariable variable
                && ids.contains(variable.id)) {
            int column = access.getField().getIndex();
            return isCurrentTime(left, column) ? SnapshotJoin.NOW : column;
        }
        throw MillraceException.notSupported(
                "FOR SYSTEM_TIME AS OF what is neither a column of the left side nor PROCTIME()");
    }

    private static boolean isCurrentTime(RexNode node) {
        return node instanceof RexCall call
                && call.getOperands().isEmpty()
                && CURRENT_TIMES.contains(call.getOperator().getName().toUpperCase(Locale.ROOT));
    }

    /** Whether a column holds the current time, as a computed column of a table or an expression of a sub-query. */
    private static boolean isCurrentTime(RelNode rel, int column) {
        if (rel instanceof Project project) {
            RexNode node = project.getProjects().get(column);
            return isCurrentTime(node)
                    || node instanceof RexInputRef ref && isCurrentTime(project.getInput(), ref.getIndex());
        } else if (rel instanceof Filter) {
            return isCurrentTime(rel.getInput(0), column);
        } else if (rel instanceof Join || rel instanceof SnapshotJoin || rel instanceof Correlate) {
            int lefts = rel.getInput(0).getRowType().getFieldCount();
            return column < lefts
                    ? isCurrentTime(rel.getInput(0), column)
                    : rel.getInputs().size() > 1 && isCurrentTime(rel.getInput(1), column - lefts);
        } else if (rel instanceof TableScan scan
                && Recursions.working(scan) == null
                && CatalogTable.of(scan.getTable()) instanceof ConnectorRelation relation) {
            return relation.columns().get(column).computed() instanceof Call call
                    && call.function() == Function.EPOCH_TIME;
        }
        return false;
    }
}
