package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.TopN;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** A rank that is bounded from above: only the first rows of each partition are kept. */
final class TopNTranslation {
    private static final DataType BIGINT = DataType.of(TypeKind.BIGINT).notNull();

    private final PlanNodes nodes;
    private final Realization realization;
    private final Expressions expressions;

    TopNTranslation(PlanNodes nodes, Realization realization, Expressions expressions) {
        this.nodes = nodes;
        this.realization = realization;
        this.expressions = expressions;
    }

    /** The bound of a filter over an over projection with one rank; null if it is none. */
    static @Nullable Bound bound(Filter filter) {
        if (!(filter.getInput() instanceof Project project) || !OverTranslation.isOver(project)) {
            return null;
        }
        int rank = -1;
        for (int i = 0; i < project.getProjects().size(); i++) {
            if (project.getProjects().get(i) instanceof RexOver) {
                if (rank >= 0) {
                    return null;
                }
                rank = i;
            }
        }
        RexOver over = (RexOver) project.getProjects().get(rank);
        TopN.Rank kind =
                switch (over.getAggOperator().getKind()) {
                    case ROW_NUMBER -> TopN.Rank.ROW_NUMBER;
                    case RANK -> TopN.Rank.RANK;
                    case DENSE_RANK -> TopN.Rank.DENSE_RANK;
                    default -> null;
                };
        if (kind == null) {
            return null;
        }
        long limit = Long.MAX_VALUE;
        List<RexNode> conjuncts = RelOptUtil.conjunctions(filter.getCondition());
        for (RexNode conjunct : conjuncts) {
            limit = Math.min(limit, limit(conjunct, rank));
        }
        if (limit == Long.MAX_VALUE) {
            return null;
        }
        List<RexNode> others = new ArrayList<>();
        for (RexNode conjunct : conjuncts) {
            // No rank is less than 1.
            boolean equals = conjunct.getKind() == SqlKind.EQUALS && limit > 1;
            if (equals || limit(conjunct, rank) == Long.MAX_VALUE) {
                others.add(conjunct);
            }
        }
        return new Bound(project, over, rank, kind, Math.max(0, limit), others);
    }

    /** The greatest rank that a condition lets pass, {@link Long#MAX_VALUE} if it does not say. */
    private static long limit(RexNode conjunct, int rank) {
        if (!(conjunct instanceof RexCall call) || call.getOperands().size() != 2) {
            return Long.MAX_VALUE;
        }
        RexNode left = call.getOperands().get(0);
        RexNode right = call.getOperands().get(1);
        SqlKind kind = call.getKind();
        if (!isColumn(left, rank)) {
            RexNode swap = left;
            left = right;
            right = swap;
            kind = kind.reverse();
        }
        BigDecimal number = right instanceof RexLiteral literal && isColumn(left, rank) && number(literal) != null
                ? number(literal)
                : null;
        if (number == null || number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE - 1)) > 0) {
            return Long.MAX_VALUE;
        }
        return switch (kind) {
            case LESS_THAN_OR_EQUAL, EQUALS ->
                number.setScale(0, RoundingMode.FLOOR).longValueExact();
            case LESS_THAN -> number.setScale(0, RoundingMode.CEILING).longValueExact() - 1;
            default -> Long.MAX_VALUE;
        };
    }

    private static @Nullable BigDecimal number(RexLiteral literal) {
        return literal.getValue() instanceof BigDecimal number ? number : null;
    }

    /** The rank itself, maybe as a wider number. */
    private static boolean isColumn(RexNode node, int column) {
        RexNode inner =
                node.getKind() == SqlKind.CAST ? ((RexCall) node).getOperands().get(0) : node;
        return inner instanceof RexInputRef ref && ref.getIndex() == column;
    }

    /**
     * @param others conditions that the limit does not stand for
     */
    record Bound(Project project, RexOver over, int rank, TopN.Rank kind, long limit, List<RexNode> others) {}

    /** @param used columns of the filter that are looked at above it */
    Relation translate(Bound bound, ImmutableBitSet used, Relation input) {
        Project project = bound.project;
        List<String> names = project.getRowType().getFieldNames();
        Columns columns = new Columns();
        List<Integer> places = OverTranslation.passedOn(project, input, columns);
        OverTranslation.Window window = OverTranslation.window(bound.over, input, columns);
        Source.Built built = realization.realize(columns.of(input));
        List<Integer> partition = AggregateTranslation.order(window.partition(), built.distribution());
        Source.Built distributed = realization.distribute(built, Realization.by(partition));
        boolean givesRank = used.get(bound.rank)
                || RelOptUtil.InputFinder.bits(bound.others, null).get(bound.rank);
        PhysicalNode node = nodes.topN(
                distributed.node(),
                new TopNShape(
                        partition,
                        window.order(),
                        bound.kind,
                        0,
                        bound.limit,
                        givesRank ? names.get(bound.rank) : null));
        List<Expression> outputs = new ArrayList<>();
        for (int place : places) {
            if (place >= 0) {
                outputs.add(OverTranslation.column(node, place));
            } else {
                outputs.add(
                        givesRank ? OverTranslation.column(node, node.rowType().size() - 1) : Literal.ofNull(BIGINT));
            }
        }
        Relation first = Relation.of(node, distributed.distribution()).withColumns(outputs, names);
        for (RexNode other : bound.others) {
            first = first.filtered(expressions.translate(other, first.projections()));
        }
        return first;
    }
}
