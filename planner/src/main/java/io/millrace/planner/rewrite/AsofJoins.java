package io.millrace.planner.rewrite;

import io.millrace.spi.error.MillraceException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelFieldCollation.Direction;
import org.apache.calcite.rel.RelFieldCollation.NullDirection;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.AsofJoin;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * ASOF JOIN: the nearest time of the right side is found for each distinct combination of left key and time, then its row is
 * joined. Of right rows that agree in key and time the first one in the order of their other columns counts.
 */
final class AsofJoins {
    private final RexBuilder rexBuilder;

    AsofJoins(RexBuilder rexBuilder) {
        this.rexBuilder = rexBuilder;
    }

    RelNode rewrite(RelNode rel) {
        List<RelNode> inputs = rel.getInputs().stream().map(this::rewrite).toList();
        RelNode renewed = inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
        return renewed instanceof AsofJoin join ? joined(join) : renewed;
    }

    /**
     * A comparison of something of the left side with a column of the right one, as if the left one stood first.
     *
     * @param right over the right columns: the column, perhaps as a wider type
     */
    private record Comparison(SqlKind kind, RexNode left, RexNode right, int column) {}

    private RelNode joined(AsofJoin join) {
        int lefts = join.getLeft().getRowType().getFieldCount();
        List<Comparison> comparisons = new ArrayList<>();
        for (RexNode condition : RelOptUtil.conjunctions(join.getCondition())) {
            Comparison equality = comparison(condition, lefts);
            if (equality == null || equality.kind != SqlKind.EQUALS) {
                throw MillraceException.notSupported(
                        "ASOF JOIN with a condition that is not an equality with a column");
            }
            comparisons.add(equality);
        }
        Comparison match = comparison(join.getMatchCondition(), lefts);
        if (match == null || match.kind == SqlKind.EQUALS || isTextAsOther(match)) {
            throw MillraceException.notSupported(
                    "ASOF JOIN with a MATCH_CONDITION that is not <, <=, > or >= of a column");
        }
        comparisons.add(match);
        RelNode nearest = nearest(join, comparisons);
        JoinRelType type = join.getJoinType() == JoinRelType.LEFT_ASOF ? JoinRelType.LEFT : JoinRelType.INNER;
        List<RexNode> same = new ArrayList<>();
        for (int i = 0; i < comparisons.size(); i++) {
            RexNode column = Rex.shifted(rexBuilder.makeInputRef(nearest, i), lefts);
            same.add(rexBuilder.makeCall(SqlStdOperatorTable.EQUALS, comparisons.get(i).left, column));
        }
        RelNode joined = Rex.join(join.getLeft(), nearest, same, type);
        List<RexNode> columns = new ArrayList<>();
        for (int i = 0; i < join.getRowType().getFieldCount(); i++) {
            int place = i < lefts ? i : i + comparisons.size() + 1;
            columns.add(Rex.typed(
                    rexBuilder,
                    join.getRowType().getFieldList().get(i).getType(),
                    rexBuilder.makeInputRef(joined, place)));
        }
        return LogicalProject.create(
                joined, List.of(), columns, join.getRowType().getFieldNames(), Set.of());
    }

    private static @Nullable Comparison comparison(RexNode node, int lefts) {
        if (!(node instanceof RexCall call) || call.getOperands().size() != 2) {
            return null;
        }
        RexNode a = call.getOperands().get(0);
        RexNode b = call.getOperands().get(1);
        SqlKind kind = call.getKind();
        if (kind != SqlKind.EQUALS
                && kind != SqlKind.LESS_THAN
                && kind != SqlKind.LESS_THAN_OR_EQUAL
                && kind != SqlKind.GREATER_THAN
                && kind != SqlKind.GREATER_THAN_OR_EQUAL) {
            return null;
        } else if (isOfLeft(a, lefts)) {
            return of(kind, a, b, lefts);
        }
        return isOfLeft(b, lefts) ? of(kind.reverse(), b, a, lefts) : null;
    }

    private static @Nullable Comparison of(SqlKind kind, RexNode left, RexNode right, int lefts) {
        RexNode column = right;
        if (right.getKind() == SqlKind.CAST
                && FailureFree.test(right)
                && SqlTypeUtil.inSameFamily(
                        right.getType(), ((RexCall) right).getOperands().get(0).getType())) {
            column = ((RexCall) right).getOperands().get(0);
        }
        boolean ofRight = column instanceof RexInputRef ref && ref.getIndex() >= lefts;
        return ofRight
                ? new Comparison(kind, left, Rex.shifted(right, -lefts), ((RexInputRef) column).getIndex() - lefts)
                : null;
    }

    /** Blanks behind a text may change its place in the order. */
    private static boolean isTextAsOther(Comparison match) {
        return match.right.getKind() == SqlKind.CAST
                && match.right.getType().getSqlTypeName().getFamily() == SqlTypeFamily.CHARACTER;
    }

    private static boolean isOfLeft(RexNode node, int lefts) {
        ImmutableBitSet columns = RelOptUtil.InputFinder.bits(node);
        return !columns.isEmpty() && columns.length() <= lefts;
    }

    /** The right side with at most one row for a key and a time. */
    private RelNode oneForEachTime(RelNode right, List<Comparison> comparisons) {
        ImmutableBitSet compared =
                ImmutableBitSet.of(comparisons.stream().map(Comparison::column).toList());
        if (Uniqueness.of(right, compared)) {
            return right;
        }
        List<RexNode> partition = comparisons.stream()
                .map(Comparison::column)
                .distinct()
                .<RexNode>map(column -> rexBuilder.makeInputRef(right, column))
                .toList();
        ImmutableBitSet others =
                ImmutableBitSet.range(right.getRowType().getFieldCount()).except(compared);
        List<RelFieldCollation> order = others.asList().stream()
                .map(column -> new RelFieldCollation(column, Direction.ASCENDING, NullDirection.LAST))
                .toList();
        Sort first =
                LogicalSort.create(right, RelCollations.of(order), null, rexBuilder.makeExactLiteral(BigDecimal.ONE));
        return FirstRows.of(first, right, partition, rexBuilder);
    }

    /** The left keys and times, each with its nearest right time and right row. */
    private RelNode nearest(AsofJoin join, List<Comparison> comparisons) {
        RelNode right = join.getRight();
        int width = comparisons.size();
        List<RexNode> asked = comparisons.stream().map(Comparison::left).toList();
        RelNode questions = aggregate(
                LogicalProject.create(join.getLeft(), List.of(), asked, (List<String>) null, Set.of()),
                ImmutableBitSet.range(width));
        List<RexNode> conditions = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            RexNode column = Rex.shifted(comparisons.get(i).right, width);
            conditions.add(rexBuilder.makeCall(
                    RexUtil.op(comparisons.get(i).kind), rexBuilder.makeInputRef(questions, i), column));
        }
        RelNode candidates = Rex.join(questions, right, conditions, JoinRelType.INNER);
        Comparison match = comparisons.get(width - 1);
        boolean before = match.kind == SqlKind.GREATER_THAN || match.kind == SqlKind.GREATER_THAN_OR_EQUAL;
        RelNode best = aggregate(
                candidates,
                ImmutableBitSet.range(width),
                extreme(before ? SqlStdOperatorTable.MAX : SqlStdOperatorTable.MIN, width + match.column, candidates));
        List<RexNode> found = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            boolean isTime = i == width - 1;
            RexNode column = isTime ? rexBuilder.makeInputRef(right, match.column) : comparisons.get(i).right;
            found.add(rexBuilder.makeCall(
                    SqlStdOperatorTable.EQUALS,
                    rexBuilder.makeInputRef(best, isTime ? width : i),
                    Rex.shifted(column, width + 1)));
        }
        return Rex.join(best, oneForEachTime(right, comparisons), found, JoinRelType.INNER);
    }

    private static RelNode aggregate(RelNode input, ImmutableBitSet keys, AggregateCall... calls) {
        return LogicalAggregate.create(input, List.of(), keys, null, List.of(calls));
    }

    private static AggregateCall extreme(SqlAggFunction function, int column, RelNode input) {
        return AggregateCall.create(
                function,
                false,
                false,
                false,
                List.of(),
                List.of(column),
                -1,
                null,
                RelCollations.EMPTY,
                false,
                input,
                null,
                "nearest");
    }
}
