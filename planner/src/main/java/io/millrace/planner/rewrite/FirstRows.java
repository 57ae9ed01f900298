package io.millrace.planner.rewrite;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.millrace.spi.error.MillraceException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexWindowBounds;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/** LIMIT and OFFSET for each of several keys: rows are numbered in each partition, and those of the numbers wanted are kept. */
final class FirstRows {
    private FirstRows() {}

    static boolean isLimited(Sort sort) {
        return sort.fetch != null || sort.offset != null;
    }

    /** Whether a row is left of any input that has one. */
    static boolean keepsAny(Sort sort) {
        return (sort.fetch == null || number(sort.fetch).signum() > 0)
                && (sort.offset == null || number(sort.offset).signum() == 0);
    }

    /**
     * What a sort leaves of each partition of another input, with all its columns.
     *
     * @param input begins with the columns that the sort orders by
     * @param partition columns of the input
     */
    static RelNode of(Sort sort, RelNode input, List<RexNode> partition, RexBuilder rexBuilder) {
        RelDataType bigint = rexBuilder.getTypeFactory().createSqlType(SqlTypeName.BIGINT);
        List<RexNode> columns = new ArrayList<>(rexBuilder.identityProjects(input.getRowType()));
        int width = columns.size();
        columns.add(rexBuilder.makeOver(
                bigint,
                SqlStdOperatorTable.ROW_NUMBER,
                List.of(),
                partition,
                order(sort, input, rexBuilder),
                RexWindowBounds.UNBOUNDED_PRECEDING,
                RexWindowBounds.CURRENT_ROW,
                true,
                true,
                false,
                false,
                false));
        List<String> names = new ArrayList<>(input.getRowType().getFieldNames());
        names.add("$number");
        RelNode numbered = LogicalProject.create(input, List.of(), columns, names, Set.of());
        RexNode number = rexBuilder.makeInputRef(numbered, width);
        List<RexNode> conditions = new ArrayList<>();
        BigDecimal offset = sort.offset == null ? BigDecimal.ZERO : number(sort.offset);
        if (sort.fetch != null) {
            RexNode last = rexBuilder.makeExactLiteral(offset.add(number(sort.fetch)));
            conditions.add(rexBuilder.makeCall(SqlStdOperatorTable.LESS_THAN_OR_EQUAL, number, last));
        }
        if (offset.signum() > 0) {
            RexNode before = rexBuilder.makeExactLiteral(offset, bigint);
            conditions.add(rexBuilder.makeCall(SqlStdOperatorTable.GREATER_THAN, number, before));
        }
        return RelOptUtil.createProject(Rex.filter(numbered, conditions), Util.range(width));
    }

    private static ImmutableList<RexFieldCollation> order(Sort sort, RelNode input, RexBuilder rexBuilder) {
        ImmutableList.Builder<RexFieldCollation> order = ImmutableList.builder();
        for (RelFieldCollation collation : sort.getCollation().getFieldCollations()) {
            boolean descending = collation.getDirection().isDescending();
            boolean nullsFirst = collation.nullDirection == RelFieldCollation.NullDirection.UNSPECIFIED
                    ? descending
                    : collation.nullDirection == RelFieldCollation.NullDirection.FIRST;
            ImmutableSet.Builder<SqlKind> kinds = ImmutableSet.builder();
            kinds.add(nullsFirst ? SqlKind.NULLS_FIRST : SqlKind.NULLS_LAST);
            if (descending) {
                kinds.add(SqlKind.DESCENDING);
            }
            order.add(new RexFieldCollation(rexBuilder.makeInputRef(input, collation.getFieldIndex()), kinds.build()));
        }
        return order.build();
    }

    private static BigDecimal number(RexNode node) {
        if (node instanceof RexLiteral literal && literal.getValue() instanceof BigDecimal number) {
            return number;
        }
        throw MillraceException.notSupported("LIMIT or OFFSET that is not a constant, in a correlated sub-query");
    }

    /** The columns by which a filter leaves at most one row of each partition; null if it does not. */
    static @Nullable ImmutableBitSet oneForEach(Filter filter) {
        if (!(filter.getInput() instanceof Project project)) {
            return null;
        }
        for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
            if (conjunct.getKind() == SqlKind.LESS_THAN_OR_EQUAL
                    && conjunct instanceof RexCall call
                    && call.getOperands().get(0) instanceof RexInputRef ref
                    && call.getOperands().get(1) instanceof RexLiteral limit
                    && limit.getValue() instanceof BigDecimal number
                    && number.compareTo(BigDecimal.ONE) <= 0
                    && project.getProjects().get(ref.getIndex()) instanceof RexOver over
                    && over.getAggOperator().getKind() == SqlKind.ROW_NUMBER) {
                return outputs(project, over.getWindow().partitionKeys);
            }
        }
        return null;
    }

    /** The places at which a projection gives these expressions; null if it does not give all. */
    private static @Nullable ImmutableBitSet outputs(Project project, List<RexNode> expressions) {
        ImmutableBitSet.Builder places = ImmutableBitSet.builder();
        for (RexNode expression : new HashSet<>(expressions)) {
            int place = project.getProjects().indexOf(expression);
            if (place < 0) {
                return null;
            }
            places.set(place);
        }
        return places.build();
    }
}
