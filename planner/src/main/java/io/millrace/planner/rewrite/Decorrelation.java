package io.millrace.planner.rewrite;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Pulls conditions that speak of the outer row up through filters, projections, joins and aggregates, until they stand above
 * the sub-query and can become the condition of a join. What does not fit this is for {@link DomainDecorrelation}.
 *
 * <p><b>Source:</b> Kim, "On optimizing an SQL-like nested query" (TODS 1982), with the outer join of Ganski and Wong
 * (SIGMOD 1987) for aggregates over nothing.
 */
final class Decorrelation {
    private final Set<CorrelationId> ids;
    private final RexBuilder rexBuilder;

    Decorrelation(Set<CorrelationId> ids, RexBuilder rexBuilder) {
        this.ids = ids;
        this.rexBuilder = rexBuilder;
    }

    private Decorrelated decorrelate(RelNode rel) {
        if (!Rex.isCorrelated(rel, ids)) {
            return new Decorrelated(rel, List.of(), null);
        } else if (rel instanceof Filter filter) {
            return filter(filter);
        } else if (rel instanceof Project project) {
            return project(project);
        } else if (rel instanceof Aggregate aggregate && aggregate.getGroupType() == Aggregate.Group.SIMPLE) {
            return aggregate(aggregate);
        } else if (rel instanceof Join join) {
            return join(join);
        } else if (rel instanceof Sort sort) {
            return sort(sort);
        }
        throw new NotPulledUp();
    }

    /** The sub-query without references to the outer row; null if they cannot be pulled up. */
    @Nullable Decorrelated attempt(RelNode rel) {
        try {
            return decorrelate(rel);
        } catch (NotPulledUp e) {
            return null;
        }
    }

    /** Leads out of the depth of a tree in which this does not work. */
    private static final class NotPulledUp extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotPulledUp() {
            super(null, null, false, false);
        }
    }

    /** Of an input that gives no row where nothing belongs to the outer one. */
    private Decorrelated rows(RelNode rel) {
        Decorrelated input = decorrelate(rel);
        if (input.whenEmpty() != null) {
            throw new NotPulledUp();
        }
        return input;
    }

    private Decorrelated filter(Filter filter) {
        Decorrelated input = rows(filter.getInput());
        List<RexNode> predicates = new ArrayList<>(input.predicates());
        List<RexNode> kept = new ArrayList<>();
        List<RexNode> pulled = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
            (Rex.isCorrelated(conjunct, ids) ? pulled : kept).add(conjunct);
        }
        RelNode rel = Rex.filter(input.rel(), kept);
        List<RexNode> own = new ArrayList<>();
        for (int i = 0; i < rel.getRowType().getFieldCount(); i++) {
            own.add(rexBuilder.makeInputRef(rel, i));
        }
        Outputs outputs = new Outputs(own, rel.getRowType().getFieldNames());
        pulled.forEach(predicate -> predicates.add(withInnerColumn(predicate, outputs)));
        return new Decorrelated(outputs.size() == own.size() ? rel : outputs.over(rel), predicates, null);
    }

    /** {@code expression = outer} with the inner expression as a column. */
    private RexNode withInnerColumn(RexNode predicate, Outputs outputs) {
        if (predicate instanceof RexCall call && isEquality(call)) {
            RexNode left = call.getOperands().get(0);
            RexNode right = call.getOperands().get(1);
            if (isOuter(right, ids) && !Rex.isCorrelated(left, ids)) {
                return rexBuilder.makeCall(call.getOperator(), outputs.column(left), right);
            } else if (isOuter(left, ids) && !Rex.isCorrelated(right, ids)) {
                return rexBuilder.makeCall(call.getOperator(), left, outputs.column(right));
            }
        }
        return predicate;
    }

    private Decorrelated project(Project project) {
        if (project.getProjects().stream().anyMatch(node -> Rex.isCorrelated(node, ids))) {
            throw new NotPulledUp();
        }
        Decorrelated input = decorrelate(project.getInput());
        Outputs outputs = new Outputs(
                partitioned(project.getProjects(), input), project.getRowType().getFieldNames());
        List<RexNode> predicates =
                outputs.extend(input.predicates(), column -> rexBuilder.makeInputRef(input.rel(), column));
        List<RexNode> inputWhenEmpty = input.whenEmpty();
        List<RexNode> whenEmpty = inputWhenEmpty == null
                ? null
                : project.getProjects().stream()
                        .map(node -> Rex.substituted(node, inputWhenEmpty::get))
                        .toList();
        return new Decorrelated(outputs.over(input.rel()), predicates, whenEmpty);
    }

    /** The columns that are compared with the outer row become keys by which window functions partition. */
    private List<RexNode> partitioned(List<RexNode> projects, Decorrelated input) {
        if (!RexOver.containsOver(projects, null)) {
            return projects;
        } else if (input.whenEmpty() != null) {
            throw new NotPulledUp();
        }
        List<RexNode> columns = keyColumns(input);
        return projects.stream()
                .map(node -> Rex.partitioned(node, columns, rexBuilder))
                .toList();
    }

    /** The columns that are compared with the outer row, if it is by equalities alone. */
    private List<RexNode> keyColumns(Decorrelated input) {
        List<RexNode> columns = new ArrayList<>();
        for (RexNode predicate : input.predicates()) {
            RexInputRef column = innerColumn(predicate, ids);
            if (column == null) {
                throw new NotPulledUp();
            }
            columns.add(column);
        }
        return columns;
    }

    /** LIMIT holds for each combination of the columns that are compared with the outer row. */
    private Decorrelated sort(Sort sort) {
        if (!FirstRows.isLimited(sort)) {
            return decorrelate(sort.getInput());
        }
        Decorrelated input = rows(sort.getInput());
        return new Decorrelated(
                FirstRows.of(sort, input.rel(), keyColumns(input), rexBuilder), input.predicates(), null);
    }

    /** The columns that are compared with the outer row become group keys. */
    private Decorrelated aggregate(Aggregate aggregate) {
        Decorrelated input = rows(aggregate.getInput());
        ImmutableBitSet.Builder allKeys = aggregate.getGroupSet().rebuild();
        for (RexNode predicate : input.predicates()) {
            RexInputRef column = innerColumn(predicate, ids);
            if (column == null) {
                throw new NotPulledUp();
            }
            allKeys.set(column.getIndex());
        }
        ImmutableBitSet keys = allKeys.build();
        List<AggregateCall> calls = aggregate.getAggCallList();
        RelNode grouped = LogicalAggregate.create(input.rel(), List.of(), keys, null, grouped(calls, input.rel()));
        // The sub-query's own columns first, then the new keys.
        List<RexNode> own = new ArrayList<>();
        for (int key : aggregate.getGroupSet()) {
            own.add(rexBuilder.makeInputRef(grouped, keys.indexOf(key)));
        }
        for (int i = 0; i < calls.size(); i++) {
            RexNode value = rexBuilder.makeInputRef(grouped, keys.cardinality() + i);
            own.add(rexBuilder.ensureType(calls.get(i).getType(), value, true));
        }
        Outputs outputs = new Outputs(own, aggregate.getRowType().getFieldNames());
        List<RexNode> predicates =
                outputs.extend(input.predicates(), column -> rexBuilder.makeInputRef(grouped, keys.indexOf(column)));
        boolean always = aggregate.getGroupSet().isEmpty();
        return new Decorrelated(outputs.over(grouped), predicates, always ? overNothing(calls) : null);
    }

    /** The same calls over groups that are never empty. */
    static List<AggregateCall> grouped(List<AggregateCall> calls, RelNode input) {
        return calls.stream()
                .map(call -> AggregateCall.create(
                        call.getAggregation(),
                        call.isDistinct(),
                        call.isApproximate(),
                        call.ignoreNulls(),
                        call.rexList,
                        call.getArgList(),
                        call.filterArg,
                        call.distinctKeys,
                        call.collation,
                        false,
                        input,
                        null,
                        call.name))
                .toList();
    }

    /** What aggregates without keys give over no rows. */
    private List<RexNode> overNothing(List<AggregateCall> calls) {
        List<RexNode> values = new ArrayList<>();
        for (AggregateCall call : calls) {
            if (!counts(call) && !call.getType().isNullable()) {
                throw new NotPulledUp();
            }
            values.add(
                    counts(call)
                            ? rexBuilder.makeExactLiteral(BigDecimal.ZERO, call.getType())
                            : rexBuilder.makeNullLiteral(call.getType()));
        }
        return values;
    }

    /** Whether an aggregate is 0, and not NULL, over no rows. */
    static boolean counts(AggregateCall call) {
        return switch (call.getAggregation().getKind()) {
            case COUNT, COUNTIF, SUM0, REGR_COUNT -> !call.getType().isNullable();
            default -> false;
        };
    }

    private static boolean isEquality(RexCall call) {
        return call.getKind() == SqlKind.EQUALS || call.getKind() == SqlKind.IS_NOT_DISTINCT_FROM;
    }

    /** The inner column of {@code inner = outer}; null if the predicate is another. */
    static @Nullable RexInputRef innerColumn(RexNode predicate, Set<CorrelationId> ids) {
        if (predicate instanceof RexCall call && isEquality(call)) {
            RexNode left = call.getOperands().get(0);
            RexNode right = call.getOperands().get(1);
            if (left instanceof RexInputRef column && isOuter(right, ids)) {
                return column;
            } else if (right instanceof RexInputRef column && isOuter(left, ids)) {
                return column;
            }
        }
        return null;
    }

    private static boolean isOuter(RexNode node, Set<CorrelationId> ids) {
        return Rex.isCorrelated(node, ids) && RelOptUtil.InputFinder.bits(node).isEmpty();
    }

    private Decorrelated join(Join join) {
        JoinRelType type = join.getJoinType();
        boolean inner = type == JoinRelType.INNER;
        boolean leftOnly = type == JoinRelType.LEFT || type == JoinRelType.SEMI || type == JoinRelType.ANTI;
        if ((!inner && !leftOnly) || (leftOnly && Rex.isCorrelated(join.getRight(), ids))) {
            throw new NotPulledUp();
        }
        Decorrelated left = rows(join.getLeft());
        Decorrelated right = rows(join.getRight());
        int oldLefts = join.getLeft().getRowType().getFieldCount();
        int newLefts = left.rel().getRowType().getFieldCount();
        List<RexNode> kept = new ArrayList<>();
        List<RexNode> predicates = new ArrayList<>(left.predicates());
        for (RexNode conjunct : RelOptUtil.conjunctions(join.getCondition())) {
            RexNode moved = Rex.moved(conjunct, i -> i < oldLefts ? i : i + newLefts - oldLefts);
            if (!Rex.isCorrelated(conjunct, ids)) {
                kept.add(moved);
            } else if (inner) {
                predicates.add(moved);
            } else {
                throw new NotPulledUp();
            }
        }
        right.predicates().forEach(predicate -> predicates.add(Rex.shifted(predicate, newLefts)));
        RelNode rel = Rex.join(left.rel(), right.rel(), kept, type);
        // Columns that were added to the left side move behind the join's own.
        List<RexNode> own = new ArrayList<>();
        for (int i = 0; i < join.getRowType().getFieldCount(); i++) {
            own.add(rexBuilder.makeInputRef(rel, i < oldLefts ? i : i + newLefts - oldLefts));
        }
        Outputs outputs = new Outputs(own, join.getRowType().getFieldNames());
        List<RexNode> moved = outputs.extend(predicates, column -> rexBuilder.makeInputRef(rel, column));
        return new Decorrelated(outputs.over(rel), moved, null);
    }

    /** A projection that grows by the columns that predicates above it need. */
    private static final class Outputs {
        private final List<RexNode> expressions;
        private final List<String> names;

        Outputs(List<RexNode> expressions, List<String> names) {
            this.expressions = new ArrayList<>(expressions);
            this.names = new ArrayList<>(names);
        }

        /** The predicates over this projection instead of what it projects. */
        List<RexNode> extend(List<RexNode> predicates, java.util.function.IntFunction<RexNode> columns) {
            return predicates.stream()
                    .map(predicate -> Rex.substituted(predicate, column -> column(columns.apply(column))))
                    .toList();
        }

        RexNode column(RexNode expression) {
            return new RexInputRef(place(expression), expression.getType());
        }

        int size() {
            return expressions.size();
        }

        private int place(RexNode expression) {
            int place = expressions.indexOf(expression);
            if (place < 0) {
                place = expressions.size();
                expressions.add(expression);
                names.add("$correlated" + place);
            }
            return place;
        }

        RelNode over(RelNode rel) {
            return LogicalProject.create(rel, List.of(), expressions, names, Set.of());
        }
    }
}
