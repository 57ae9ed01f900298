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
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlQuantifyOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

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

    /** The outer rows for which EXISTS, IN or a quantified comparison is true, or, negated, is false. */
    RelNode test(RexSubQuery subQuery, boolean negated) {
        Decorrelated inner = rows(subQuery);
        List<RexNode> conditions = conditions(inner.predicates());
        List<RexNode> comparisons = comparisons(subQuery, subQuery.getOperands(), inner.rel(), outerColumns);
        RelNode left = outer;
        if (negated && mayBeUnknown(comparisons)) {
            if (subQuery.getKind() == SqlKind.IN && comparisons.size() == 1 && conditions.isEmpty()) {
                left = withoutUnknown(subQuery.getOperands().get(0), inner.rel());
            } else {
                comparisons = comparisons.stream().map(this::isNotFalse).toList();
            }
        }
        conditions.addAll(comparisons);
        JoinRelType type = negated ? JoinRelType.ANTI : JoinRelType.SEMI;
        if (conditions.isEmpty()) {
            RelNode any = nonEmpty(inner.rel());
            return Rex.join(left, Rex.filter(any, List.of(rexBuilder.makeInputRef(any, 0))), List.of(), type);
        }
        return Rex.join(left, inner.rel(), conditions, type);
    }

    private RexNode isNotFalse(RexNode comparison) {
        return comparison.getType().isNullable()
                ? rexBuilder.makeCall(SqlStdOperatorTable.IS_NOT_FALSE, comparison)
                : comparison;
    }

    /** Of a sub-query that gives no row, and not one over nothing, where nothing belongs to the outer row. */
    private Decorrelated rows(RexSubQuery subQuery) {
        RelNode rel = significant(subQuery);
        Decorrelated pulledUp = new Decorrelation(ids, rexBuilder).attempt(rel);
        return pulledUp == null || pulledUp.whenEmpty() != null ? overDomain(rel) : pulledUp;
    }

    /** What EXISTS selects does not matter. */
    private static RelNode significant(RexSubQuery subQuery) {
        RelNode rel = subQuery.rel;
        boolean exists = subQuery.getKind() == SqlKind.EXISTS;
        while (exists && (rel instanceof Project || rel instanceof Sort sort && FirstRows.keepsAny(sort))) {
            rel = rel.getInput(0);
        }
        return rel;
    }

    /** Computed for the distinct outer rows alone, whose values follow the sub-query's columns. */
    private Decorrelated overDomain(RelNode rel) {
        List<Integer> fields = Rex.outerFields(rel, ids);
        RelNode answer = new DomainDecorrelation(ids, rexBuilder, distinct(outer, fields), fields).answer(rel);
        RexNode row = rexBuilder.makeCorrel(outer.getRowType(), ids.iterator().next());
        List<RexNode> predicates = new ArrayList<>();
        int domainAt = rel.getRowType().getFieldCount();
        for (int i = 0; i < fields.size(); i++) {
            RexNode field = rexBuilder.makeFieldAccess(row, fields.get(i));
            predicates.add(Rex.same(rexBuilder, rexBuilder.makeInputRef(answer, domainAt + i), field));
        }
        return new Decorrelated(answer, predicates, null);
    }

    private static RelNode distinct(RelNode rel, List<Integer> columns) {
        return aggregate(RelOptUtil.createProject(rel, columns), ImmutableBitSet.range(columns.size()));
    }

    /** Predicates between the two sides as conditions over both. */
    private List<RexNode> conditions(List<RexNode> predicates) {
        List<RexNode> conditions = new ArrayList<>();
        predicates.forEach(predicate -> conditions.add(Rex.resolved(predicate, ids, outerColumns)));
        return conditions;
    }

    /** Each operand compared with the column it belongs to; inner columns begin there. */
    private List<RexNode> comparisons(RexSubQuery subQuery, List<RexNode> operands, RelNode inner, int innerAt) {
        SqlOperator operator = SqlStdOperatorTable.EQUALS;
        if (subQuery.op instanceof SqlQuantifyOperator quantified) {
            operator = RexUtil.op(quantified.comparisonKind);
        }
        List<RexNode> comparisons = new ArrayList<>();
        for (RexNode operand : operands) {
            RelDataTypeField field = inner.getRowType().getFieldList().get(comparisons.size());
            RexNode column = new RexInputRef(innerAt + field.getIndex(), field.getType());
            comparisons.add(rexBuilder.makeCall(operator, operand, column));
        }
        return comparisons;
    }

    private static boolean mayBeUnknown(List<RexNode> comparisons) {
        return comparisons.stream().anyMatch(comparison -> comparison.getType().isNullable());
    }

    /**
     * The outer rows for which {@code x NOT IN (…)} is not unknown: all if the sub-query gives nothing, otherwise those whose
     * x is not NULL if the sub-query gives no NULL.
     */
    private RelNode withoutUnknown(RexNode x, RelNode inner) {
        RelNode facts = factsOf(inner);
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

    /** One row: whether a sub-query gives nothing, and whether its first column holds no NULL. */
    private RelNode factsOf(RelNode inner) {
        RelNode counted = aggregate(
                inner,
                ImmutableBitSet.of(),
                call(SqlStdOperatorTable.COUNT, List.of(), inner, "rows", true),
                call(SqlStdOperatorTable.COUNT, List.of(0), inner, "values", true));
        RexNode rows = rexBuilder.makeInputRef(counted, 0);
        RexNode values = rexBuilder.makeInputRef(counted, 1);
        return singleRow(
                counted,
                rexBuilder.makeCall(SqlStdOperatorTable.EQUALS, rows, zero(rows)),
                rexBuilder.makeCall(SqlStdOperatorTable.EQUALS, rows, values));
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
            case EXISTS, IN, SOME -> truth(subQuery);
            default -> throw MillraceException.notSupported(subQuery.getKind() + " with a sub-query");
        };
    }

    private Value scalar(RexSubQuery subQuery) {
        RelNode rel = subQuery.rel;
        Decorrelated inner = new Decorrelation(ids, rexBuilder).attempt(rel);
        if (inner != null && inner.predicates().isEmpty()) {
            RelNode right = inner.rel();
            RelNode row = isSingleRow(right) || Uniqueness.of(right, ImmutableBitSet.of())
                    ? right
                    : singleValue(right, ImmutableBitSet.of());
            RelNode joined = Rex.join(outer, row, List.of(), JoinRelType.LEFT);
            return new Value(joined, rexBuilder.makeInputRef(joined, outerColumns));
        } else if (inner != null && (inner.whenEmpty() != null || isOneForEach(inner))) {
            RelNode joined = joined(inner, JoinRelType.LEFT);
            return new Value(joined, values(inner, joined, 1).get(0));
        }
        // Whether there is more than one row matters only where an outer row asks.
        Decorrelated asked = overDomain(rel);
        int width = rel.getRowType().getFieldCount();
        ImmutableBitSet keys =
                ImmutableBitSet.range(width, width + asked.predicates().size());
        if (!isSingleRow(rel) && !Uniqueness.of(asked.rel(), keys)) {
            List<RexNode> predicates = asked.predicates().stream()
                    .map(predicate -> Rex.moved(predicate, column -> 1 + keys.indexOf(column)))
                    .toList();
            asked = new Decorrelated(singleValue(asked.rel(), keys), predicates, null);
        }
        RelNode joined = joined(asked, JoinRelType.LEFT);
        return new Value(joined, rexBuilder.makeInputRef(joined, outerColumns));
    }

    /** Whether at most one row belongs to an outer one. */
    private boolean isOneForEach(Decorrelated inner) {
        return Uniqueness.of(inner.rel(), keys(inner.predicates()));
    }

    /** The inner columns that must equal something of the outer row. */
    private ImmutableBitSet keys(List<RexNode> predicates) {
        ImmutableBitSet.Builder keys = ImmutableBitSet.builder();
        for (RexNode predicate : predicates) {
            RexInputRef column = Decorrelation.innerColumn(predicate, ids);
            if (column != null) {
                keys.set(column.getIndex());
            }
        }
        return keys.build();
    }

    private RelNode joined(Decorrelated inner, JoinRelType type) {
        return Rex.join(outer, inner.rel(), conditions(inner.predicates()), type);
    }

    /** The first columns of a sub-query that was joined to the outer rows. */
    private List<RexNode> values(Decorrelated inner, RelNode joined, int count) {
        List<RexNode> values = new ArrayList<>();
        List<RexNode> whenEmpty = inner.whenEmpty();
        for (int i = 0; i < count; i++) {
            RexNode value = rexBuilder.makeInputRef(joined, outerColumns + i);
            if (whenEmpty != null && !RexUtil.isNullLiteral(whenEmpty.get(i), true)) {
                value = rexBuilder.makeCall(
                        SqlStdOperatorTable.CASE, hasNoMatch(inner, joined), whenEmpty.get(i), value);
            }
            values.add(value);
        }
        return values;
    }

    /** Told by a column that must not be NULL to match. */
    private RexNode hasNoMatch(Decorrelated inner, RelNode joined) {
        for (RexNode predicate : inner.predicates()) {
            RexInputRef column = Decorrelation.innerColumn(predicate, ids);
            if (column != null && predicate.getKind() == SqlKind.EQUALS) {
                return rexBuilder.makeCall(
                        SqlStdOperatorTable.IS_NULL, rexBuilder.makeInputRef(joined, outerColumns + column.getIndex()));
            }
        }
        throw MillraceException.notSupported("a sub-query that is correlated by IS NOT DISTINCT FROM alone");
    }

    /** LATERAL: outer rows beside the rows that the sub-query gives for them. */
    RelNode lateral(RelNode rel, JoinRelType type) {
        Decorrelated inner = new Decorrelation(ids, rexBuilder).attempt(rel);
        if (inner == null || inner.whenEmpty() != null) {
            inner = overDomain(rel);
        }
        int columns = outerColumns + rel.getRowType().getFieldCount();
        return RelOptUtil.createProject(joined(inner, type), Util.range(columns));
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

    /** EXISTS, IN and quantified comparisons as a value, which may be unknown. */
    private Value truth(RexSubQuery subQuery) {
        Decorrelated inner = new Decorrelation(ids, rexBuilder).attempt(significant(subQuery));
        if (inner != null && inner.predicates().isEmpty()) {
            if (subQuery.getOperands().isEmpty()) {
                RelNode joined = Rex.join(outer, nonEmpty(inner.rel()), List.of(), JoinRelType.INNER);
                return new Value(joined, rexBuilder.makeInputRef(joined, outerColumns));
            } else if (subQuery.getKind() == SqlKind.IN
                    && subQuery.getOperands().size() == 1) {
                return membership(subQuery.getOperands().get(0), inner.rel());
            }
        }
        Value present = inner == null ? null : presence(subQuery, inner);
        return present == null ? answered(subQuery) : present;
    }

    /** Whether there is a row, where equalities that are never unknown say which ones belong to an outer row; else null. */
    private @Nullable Value presence(RexSubQuery subQuery, Decorrelated inner) {
        boolean equalities = subQuery.getKind() != SqlKind.SOME
                && inner.whenEmpty() == null
                && inner.predicates().stream()
                        .allMatch(predicate -> predicate.getKind() == SqlKind.EQUALS
                                && Decorrelation.innerColumn(predicate, ids) != null);
        if (!equalities || mayBeUnknown(comparisons(subQuery, subQuery.getOperands(), inner.rel(), outerColumns))) {
            return null;
        }
        ImmutableBitSet keys = keys(inner.predicates())
                .union(ImmutableBitSet.range(subQuery.getOperands().size()));
        RelNode distinct = aggregate(inner.rel(), keys);
        List<RexNode> conditions = conditions(inner.predicates().stream()
                .map(predicate -> Rex.moved(predicate, keys::indexOf))
                .toList());
        conditions.addAll(comparisons(subQuery, subQuery.getOperands(), distinct, outerColumns));
        RelNode joined = Rex.join(outer, distinct, conditions, JoinRelType.LEFT);
        RexNode marker = rexBuilder.makeInputRef(joined, outerColumns);
        return new Value(joined, rexBuilder.makeCall(SqlStdOperatorTable.IS_NOT_NULL, marker));
    }

    /** {@code x IN (…)} of a sub-query that does not speak of the outer row. */
    private Value membership(RexNode x, RelNode inner) {
        RelNode values = distinct(inner, List.of(0));
        RexNode column = Rex.shifted(rexBuilder.makeInputRef(values, 0), outerColumns);
        RexNode equal = rexBuilder.makeCall(SqlStdOperatorTable.EQUALS, x, column);
        RelNode joined = Rex.join(outer, values, List.of(equal), JoinRelType.LEFT);
        RexNode isMember =
                rexBuilder.makeCall(SqlStdOperatorTable.IS_NOT_NULL, rexBuilder.makeInputRef(joined, outerColumns));
        if (!equal.getType().isNullable()) {
            return new Value(joined, isMember);
        }
        RelNode known = Rex.join(joined, factsOf(inner), List.of(), JoinRelType.INNER);
        RexNode isEmpty = rexBuilder.makeInputRef(known, outerColumns + 1);
        RexNode hasNoNull = rexBuilder.makeInputRef(known, outerColumns + 2);
        RexNode isUnknown = rexBuilder.makeCall(
                SqlStdOperatorTable.OR,
                rexBuilder.makeCall(SqlStdOperatorTable.IS_NULL, x),
                rexBuilder.makeCall(SqlStdOperatorTable.NOT, hasNoNull));
        RexNode value = rexBuilder.makeCall(
                SqlStdOperatorTable.CASE,
                isMember,
                rexBuilder.makeLiteral(true),
                isEmpty,
                rexBuilder.makeLiteral(false),
                isUnknown,
                unknown(),
                rexBuilder.makeLiteral(false));
        return new Value(known, value);
    }

    private RexNode unknown() {
        RelDataType type = rexBuilder.getTypeFactory().createSqlType(SqlTypeName.BOOLEAN);
        return rexBuilder.makeNullLiteral(type);
    }

    /**
     * Answered for each distinct outer row and operands: the rows for which the comparisons are not false are counted, and those
     * among them for which they are true.
     */
    private Value answered(RexSubQuery subQuery) {
        RelNode rel = significant(subQuery);
        List<Integer> fields = Rex.outerFields(rel, ids);
        List<RexNode> own = new ArrayList<>(rexBuilder.identityProjects(outer.getRowType()));
        own.addAll(subQuery.getOperands());
        RelNode wide = LogicalProject.create(outer, List.of(), own, (List<String>) null, Set.of());
        List<Integer> asked = new ArrayList<>(fields);
        asked.addAll(Util.range(outerColumns, own.size()));
        RelNode domain = distinct(wide, asked);
        RelNode answer = new DomainDecorrelation(ids, rexBuilder, domain, fields).answer(rel);
        int domainAt = rel.getRowType().getFieldCount();
        List<RexNode> operands = new ArrayList<>();
        for (int i = fields.size(); i < asked.size(); i++) {
            operands.add(rexBuilder.makeInputRef(answer, domainAt + i));
        }
        List<RexNode> comparisons = comparisons(subQuery, operands, rel, 0);
        RelNode notFalse =
                Rex.filter(answer, comparisons.stream().map(this::isNotFalse).toList());
        RelNode counted = counted(notFalse, comparisons, domainAt, asked.size());
        List<RexNode> same = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            RexNode column = Rex.shifted(rexBuilder.makeInputRef(counted, i), own.size());
            same.add(Rex.same(rexBuilder, rexBuilder.makeInputRef(wide, asked.get(i)), column));
        }
        RelNode joined = Rex.join(wide, counted, same, JoinRelType.LEFT);
        RexNode trueRows = rexBuilder.makeInputRef(joined, own.size() + asked.size());
        RexNode hasNone = rexBuilder.makeCall(SqlStdOperatorTable.IS_NULL, trueRows);
        RexNode value = rexBuilder.makeCall(
                SqlStdOperatorTable.CASE,
                hasNone,
                rexBuilder.makeLiteral(false),
                rexBuilder.makeCall(SqlStdOperatorTable.GREATER_THAN, trueRows, zero(trueRows)),
                rexBuilder.makeLiteral(true),
                unknown());
        return new Value(
                joined, mayBeUnknown(comparisons) ? value : rexBuilder.makeCall(SqlStdOperatorTable.NOT, hasNone));
    }

    /** By the columns of the domain: how many rows there are for which all comparisons are true. */
    private RelNode counted(RelNode rel, List<RexNode> comparisons, int domainAt, int width) {
        List<RexNode> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            columns.add(rexBuilder.makeInputRef(rel, domainAt + i));
        }
        columns.add(rexBuilder.makeCall(SqlStdOperatorTable.IS_TRUE, Rex.and(rexBuilder, comparisons)));
        RelNode flagged = LogicalProject.create(rel, List.of(), columns, (List<String>) null, Set.of());
        AggregateCall trueRows = AggregateCall.create(
                SqlStdOperatorTable.COUNT,
                false,
                false,
                false,
                List.of(),
                List.of(),
                width,
                null,
                RelCollations.EMPTY,
                false,
                flagged,
                null,
                "true_rows");
        return aggregate(flagged, ImmutableBitSet.range(width), trueRows);
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
