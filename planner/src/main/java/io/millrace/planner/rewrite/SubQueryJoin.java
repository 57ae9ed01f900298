package io.millrace.planner.rewrite;

import io.millrace.spi.error.MillraceException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.Util;

/** Joins one sub-query to the rows it is asked for. */
final class SubQueryJoin {
    private final RelNode outer;
    private final int outerColumns;
    private final Set<CorrelationId> ids;
    private final RexBuilder rexBuilder;

    SubQueryJoin(RelNode outer, Set<CorrelationId> ids, RexBuilder rexBuilder) {
        this.outer = outer;
        this.outerColumns = outer.getRowType().getFieldCount();
        this.ids = ids;
        this.rexBuilder = rexBuilder;
    }

    /** A tree whose first columns are the outer ones, and what stands for the sub-query over it. */
    record Value(RelNode rel, RexNode expression) {}

    /** The outer rows for which EXISTS or IN (negated: NOT EXISTS, NOT IN) is true. */
    RelNode test(RexSubQuery subQuery, boolean negated) {
        Decorrelated inner = decorrelated(subQuery);
        List<RexNode> conditions = conditions(inner.predicates());
        List<RexNode> equalities = equalities(subQuery, inner.rel());
        RelNode left = outer;
        if (negated && mayBeUnknown(subQuery, inner.rel())) {
            if (equalities.size() > 1 || !conditions.isEmpty()) {
                throw MillraceException.notSupported(
                        "NOT IN over columns that may be NULL, correlated or of several columns,");
            }
            left = withoutUnknown(subQuery.getOperands().get(0), inner.rel());
        }
        conditions.addAll(equalities);
        JoinRelType type = negated ? JoinRelType.ANTI : JoinRelType.SEMI;
        if (conditions.isEmpty()) {
            RelNode any = nonEmpty(inner.rel());
            return Rex.join(left, Rex.filter(any, List.of(rexBuilder.makeInputRef(any, 0))), List.of(), type);
        }
        return Rex.join(left, inner.rel(), conditions, type);
    }

    private Decorrelated decorrelated(RexSubQuery subQuery) {
        RelNode rel = subQuery.rel;
        if (subQuery.getKind() == SqlKind.EXISTS) {
            // What EXISTS selects does not matter.
            while (rel instanceof Project project) {
                rel = project.getInput();
            }
        }
        return new Decorrelation(ids, rexBuilder).decorrelate(rel);
    }

    /** Predicates between the two sides as conditions over both. */
    private List<RexNode> conditions(List<RexNode> predicates) {
        List<RexNode> conditions = new ArrayList<>();
        predicates.forEach(predicate -> conditions.add(Rex.resolved(predicate, ids, outerColumns)));
        return conditions;
    }

    /** {@code x = column} for each operand of IN. */
    private List<RexNode> equalities(RexSubQuery subQuery, RelNode inner) {
        List<RexNode> equalities = new ArrayList<>();
        for (RexNode operand : subQuery.getOperands()) {
            RelDataTypeField field = inner.getRowType().getFieldList().get(equalities.size());
            RexNode column = new RexInputRef(outerColumns + field.getIndex(), field.getType());
            equalities.add(rexBuilder.makeCall(SqlStdOperatorTable.EQUALS, operand, column));
        }
        return equalities;
    }

    private static boolean mayBeUnknown(RexSubQuery subQuery, RelNode inner) {
        for (int i = 0; i < subQuery.getOperands().size(); i++) {
            boolean innerNullable =
                    inner.getRowType().getFieldList().get(i).getType().isNullable();
            if (innerNullable || subQuery.getOperands().get(i).getType().isNullable()) {
                return true;
            }
        }
        return false;
    }

    /**
     * The outer rows for which {@code x NOT IN (…)} is not unknown: all if the sub-query gives nothing, otherwise those whose
     * x is not NULL if the sub-query gives no NULL.
     */
    private RelNode withoutUnknown(RexNode x, RelNode inner) {
        RelNode counted = aggregate(
                inner,
                ImmutableBitSet.of(),
                call(SqlStdOperatorTable.COUNT, List.of(), inner, "rows", true),
                call(SqlStdOperatorTable.COUNT, List.of(0), inner, "values", true));
        RexNode rows = rexBuilder.makeInputRef(counted, 0);
        RexNode values = rexBuilder.makeInputRef(counted, 1);
        RelNode facts = singleRow(
                counted,
                rexBuilder.makeCall(SqlStdOperatorTable.EQUALS, rows, zero(rows)),
                rexBuilder.makeCall(SqlStdOperatorTable.EQUALS, rows, values));
        RelNode joined = Rex.join(outer, facts, List.of(), JoinRelType.INNER);
        RexNode known = rexBuilder.makeCall(
                SqlStdOperatorTable.OR,
                rexBuilder.makeInputRef(joined, outerColumns),
                rexBuilder.makeCall(
                        SqlStdOperatorTable.AND,
                        rexBuilder.makeInputRef(joined, outerColumns + 1),
                        rexBuilder.makeCall(SqlStdOperatorTable.IS_NOT_NULL, x)));
        return RelOptUtil.createProject(Rex.filter(joined, List.of(known)), Util.range(outerColumns));
    }

    /** One row: whether there is any. */
    private RelNode nonEmpty(RelNode inner) {
        RelNode counted =
                aggregate(inner, ImmutableBitSet.of(), call(SqlStdOperatorTable.COUNT, List.of(), inner, "rows", true));
        RexNode rows = rexBuilder.makeInputRef(counted, 0);
        return singleRow(counted, rexBuilder.makeCall(SqlStdOperatorTable.GREATER_THAN, rows, zero(rows)));
    }

    private RexNode zero(RexNode like) {
        return rexBuilder.makeExactLiteral(BigDecimal.ZERO, like.getType());
    }

    /** Expressions over a single row; DISTINCT, so that they are given anew only when they change. */
    private static RelNode singleRow(RelNode row, RexNode... expressions) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < expressions.length; i++) {
            names.add("$fact" + i);
        }
        RelNode facts = LogicalProject.create(row, List.of(), List.of(expressions), names, Set.of());
        return aggregate(facts, ImmutableBitSet.range(expressions.length));
    }

    /** The sub-query's value for each outer row. */
    Value value(RexSubQuery subQuery) {
        return switch (subQuery.getKind()) {
            case SCALAR_QUERY -> scalar(subQuery);
            case EXISTS, IN -> truth(subQuery);
            default -> throw MillraceException.notSupported(subQuery.getKind() + " with a sub-query");
        };
    }

    private Value scalar(RexSubQuery subQuery) {
        Decorrelated inner = decorrelated(subQuery);
        List<RexNode> predicates = inner.predicates();
        RelNode right = inner.rel();
        if (predicates.isEmpty()) {
            RelNode row = isSingleRow(right) ? right : singleValue(right, ImmutableBitSet.of());
            RelNode joined = Rex.join(outer, row, List.of(), JoinRelType.LEFT);
            return new Value(joined, rexBuilder.makeInputRef(joined, outerColumns));
        }
        List<RexNode> whenEmpty = inner.whenEmpty();
        if (whenEmpty == null) {
            ImmutableBitSet keys = keys(predicates).build();
            right = singleValue(right, keys);
            predicates = predicates.stream()
                    .map(predicate -> Rex.moved(predicate, column -> 1 + keys.indexOf(column)))
                    .toList();
        }
        RelNode joined = Rex.join(outer, right, conditions(predicates), JoinRelType.LEFT);
        RexNode value = rexBuilder.makeInputRef(joined, outerColumns);
        if (whenEmpty == null || RexUtil.isNullLiteral(whenEmpty.get(0), true)) {
            return new Value(joined, value);
        }
        int marker =
                outerColumns + Decorrelation.innerColumn(predicates.get(0), ids).getIndex();
        RexNode noMatch = rexBuilder.makeCall(SqlStdOperatorTable.IS_NULL, rexBuilder.makeInputRef(joined, marker));
        return new Value(joined, rexBuilder.makeCall(SqlStdOperatorTable.CASE, noMatch, whenEmpty.get(0), value));
    }

    /** The inner columns that are compared with the outer row. */
    private ImmutableBitSet.Builder keys(List<RexNode> predicates) {
        ImmutableBitSet.Builder keys = ImmutableBitSet.builder();
        predicates.forEach(
                predicate -> keys.set(Decorrelation.innerColumn(predicate, ids).getIndex()));
        return keys;
    }

    private static boolean isSingleRow(RelNode rel) {
        RelNode below = rel;
        while (below instanceof Project project) {
            below = project.getInput();
        }
        return below instanceof Aggregate aggregate
                && aggregate.getGroupCount() == 0
                && aggregate.getGroupType() == Aggregate.Group.SIMPLE;
    }

    /** The first column, which must be the only one for its key, then the keys. */
    private static RelNode singleValue(RelNode rel, ImmutableBitSet keys) {
        RelNode grouped =
                aggregate(rel, keys, call(SqlStdOperatorTable.SINGLE_VALUE, List.of(0), rel, "$value", keys.isEmpty()));
        List<Integer> order = new ArrayList<>();
        order.add(keys.cardinality());
        order.addAll(Util.range(keys.cardinality()));
        return keys.isEmpty() ? grouped : RelOptUtil.createProject(grouped, order);
    }

    /** EXISTS and IN as a value that is never unknown. */
    private Value truth(RexSubQuery subQuery) {
        Decorrelated inner = decorrelated(subQuery);
        if (mayBeUnknown(subQuery, inner.rel())) {
            throw MillraceException.notSupported("IN over columns that may be NULL, other than as a whole condition,");
        } else if (inner.predicates().isEmpty() && subQuery.getOperands().isEmpty()) {
            RelNode joined = Rex.join(outer, nonEmpty(inner.rel()), List.of(), JoinRelType.INNER);
            return new Value(joined, rexBuilder.makeInputRef(joined, outerColumns));
        }
        ImmutableBitSet keys = keys(inner.predicates())
                .addAll(ImmutableBitSet.range(subQuery.getOperands().size()))
                .build();
        RelNode distinct = aggregate(inner.rel(), keys);
        List<RexNode> conditions = conditions(inner.predicates().stream()
                .map(predicate -> Rex.moved(predicate, keys::indexOf))
                .toList());
        conditions.addAll(equalities(subQuery, distinct));
        RelNode joined = Rex.join(outer, distinct, conditions, JoinRelType.LEFT);
        RexNode marker = rexBuilder.makeInputRef(joined, outerColumns);
        return new Value(joined, rexBuilder.makeCall(SqlStdOperatorTable.IS_NOT_NULL, marker));
    }

    private static RelNode aggregate(RelNode input, ImmutableBitSet keys, AggregateCall... calls) {
        return LogicalAggregate.create(input, List.of(), keys, null, List.of(calls));
    }

    private static AggregateCall call(
            SqlAggFunction function, List<Integer> arguments, RelNode input, String name, boolean mayBeEmpty) {
        return AggregateCall.create(
                function,
                false,
                false,
                false,
                List.of(),
                arguments,
                -1,
                null,
                RelCollations.EMPTY,
                mayBeEmpty,
                input,
                null,
                name);
    }
}
