package io.millrace.planner.rewrite;

import io.millrace.spi.error.MillraceException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Answers a sub-query for all outer rows at once: it is computed over its <em>domain</em>, the distinct combinations of the
 * outer values it speaks of, and gives these values behind its own columns. Works where {@link Decorrelation} does not, at the
 * price of computing the outer rows a second time.
 *
 * <p><b>Source:</b> Neumann and Kemper, "Unnesting arbitrary queries" (BTW 2015).
 */
final class DomainDecorrelation {
    private final Set<CorrelationId> ids;
    private final RexBuilder rexBuilder;
    private final RelNode domain;
    private final List<Integer> fields;
    private final int width;

    /**
     * @param domain distinct rows; its first columns are the outer fields, more may follow
     * @param fields the outer fields, by their index in the outer row
     */
    DomainDecorrelation(Set<CorrelationId> ids, RexBuilder rexBuilder, RelNode domain, List<Integer> fields) {
        this.ids = ids;
        this.rexBuilder = rexBuilder;
        this.domain = domain;
        this.fields = List.copyOf(fields);
        this.width = domain.getRowType().getFieldCount();
    }

    /** The rows of {@code rel} for each row of the domain, whose columns follow its own. */
    RelNode answer(RelNode rel) {
        if (!Rex.isCorrelated(rel, ids)) {
            return Rex.join(rel, domain, List.of(), JoinRelType.INNER);
        } else if (rel instanceof Filter filter) {
            RelNode input = answer(filter.getInput());
            return Rex.filter(input, List.of(bound(filter.getCondition(), columns(filter))));
        } else if (rel instanceof Project project) {
            return project(project);
        } else if (rel instanceof Aggregate aggregate && aggregate.getGroupType() == Aggregate.Group.SIMPLE) {
            return aggregate(aggregate);
        } else if (rel instanceof Join join) {
            return join(join);
        } else if (rel instanceof SetOp setOp) {
            List<RelNode> inputs = setOp.getInputs().stream().map(this::answer).toList();
            return setOp.copy(setOp.getTraitSet(), inputs, setOp.all);
        } else if (rel instanceof Sort sort) {
            RelNode input = answer(sort.getInput());
            return FirstRows.isLimited(sort)
                    ? FirstRows.of(sort, input, domainColumns(input, columns(sort)), rexBuilder)
                    : input;
        }
        throw refused(rel);
    }

    private static MillraceException refused(RelNode rel) {
        String what = rel.getRelTypeName().replaceFirst("^Logical", "");
        if (rel instanceof Uncollect || rel instanceof FlatMap) {
            what = "UNNEST";
        } else if (rel instanceof Snapshot || rel instanceof SnapshotJoin) {
            what = "FOR SYSTEM_TIME AS OF";
        }
        return MillraceException.notSupported("a correlated sub-query with " + what);
    }

    private static int columns(RelNode rel) {
        return rel.getRowType().getFieldCount();
    }

    /** References to the outer row as columns of the domain, which begin there. */
    private RexNode bound(RexNode node, int domainAt) {
        return node.accept(new RexShuttle() {
            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
                if (access.getReferenceExpr() instanceof RexCorrelVariable variable && ids.contains(variable.id)) {
                    int place = fields.indexOf(access.getField().getIndex());
                    return new RexInputRef(domainAt + place, access.getType());
                }
                return super.visitFieldAccess(access);
            }
        });
    }

    private List<RexNode> domainColumns(RelNode rel, int domainAt) {
        List<RexNode> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            columns.add(rexBuilder.makeInputRef(rel, domainAt + i));
        }
        return columns;
    }

    private RelNode project(RelNode input, List<RexNode> own, List<RexNode> domainColumns, RelDataType ownType) {
        List<RexNode> all = new ArrayList<>(own);
        all.addAll(domainColumns);
        List<String> allNames = new ArrayList<>(ownType.getFieldNames());
        allNames.addAll(domain.getRowType().getFieldNames());
        return LogicalProject.create(input, List.of(), all, allNames, Set.of());
    }

    private RelNode project(Project project) {
        RelNode input = answer(project.getInput());
        int domainAt = columns(project.getInput());
        List<RexNode> domainColumns = domainColumns(input, domainAt);
        List<RexNode> expressions = project.getProjects().stream()
                .map(node -> Rex.partitioned(bound(node, domainAt), domainColumns, rexBuilder))
                .toList();
        return project(input, expressions, domainColumns, project.getRowType());
    }

    /** Grouped by the domain too; without keys there is a row for each row of the domain, also over nothing. */
    private RelNode aggregate(Aggregate aggregate) {
        RelNode input = answer(aggregate.getInput());
        int domainAt = columns(aggregate.getInput());
        boolean always = aggregate.getGroupSet().isEmpty();
        ImmutableBitSet keys = aggregate.getGroupSet().union(ImmutableBitSet.range(domainAt, domainAt + width));
        List<AggregateCall> calls = aggregate.getAggCallList();
        RelNode grouped = LogicalAggregate.create(input, List.of(), keys, null, Decorrelation.grouped(calls, input));
        int ownKeys = aggregate.getGroupCount();
        RelNode complete = always ? completed(grouped) : grouped;
        int shift = always ? width : 0;
        List<RexNode> own = new ArrayList<>();
        for (int i = 0; i < ownKeys; i++) {
            own.add(rexBuilder.makeInputRef(complete, i));
        }
        for (int i = 0; i < calls.size(); i++) {
            RexNode value = rexBuilder.makeInputRef(complete, shift + ownKeys + width + i);
            own.add(always ? overNothing(calls.get(i), value) : value);
        }
        return project(complete, own, domainColumns(complete, always ? 0 : ownKeys), aggregate.getRowType());
    }

    private RelNode completed(RelNode grouped) {
        List<RexNode> same = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            same.add(Rex.same(
                    rexBuilder,
                    rexBuilder.makeInputRef(domain, i),
                    Rex.shifted(rexBuilder.makeInputRef(grouped, i), width)));
        }
        return Rex.join(domain, grouped, same, JoinRelType.LEFT);
    }

    private RexNode overNothing(AggregateCall call, RexNode value) {
        if (Decorrelation.counts(call)) {
            return firstNonNull(value, rexBuilder.makeExactLiteral(BigDecimal.ZERO, call.getType()), call.getType());
        } else if (!call.getType().isNullable()) {
            throw MillraceException.notSupported(
                    "a correlated sub-query with " + call.getAggregation().getName());
        }
        return Rex.typed(rexBuilder, call.getType(), value);
    }

    private RelNode join(Join join) {
        JoinRelType type = join.getJoinType();
        boolean ofCondition = Rex.isCorrelated(join.getCondition(), ids);
        boolean ofLeft = Rex.isCorrelated(join.getLeft(), ids);
        boolean ofRight = Rex.isCorrelated(join.getRight(), ids);
        boolean rightToo = ofRight || type == JoinRelType.RIGHT || type == JoinRelType.FULL;
        boolean leftToo = ofLeft || type != JoinRelType.INNER && type != JoinRelType.RIGHT || ofCondition && !rightToo;
        RelNode left = leftToo ? answer(join.getLeft()) : join.getLeft();
        RelNode right = rightToo ? answer(join.getRight()) : join.getRight();
        int oldLefts = columns(join.getLeft());
        int newLefts = columns(left);
        int rights = columns(join.getRight());
        int domainAt = leftToo ? oldLefts : newLefts + rights;
        List<RexNode> conditions = new ArrayList<>();
        if (leftToo && rightToo) {
            for (int i = 0; i < width; i++) {
                conditions.add(Rex.same(
                        rexBuilder,
                        rexBuilder.makeInputRef(left, oldLefts + i),
                        Rex.shifted(rexBuilder.makeInputRef(right, rights + i), newLefts)));
            }
        }
        RexNode moved = Rex.moved(join.getCondition(), i -> i < oldLefts ? i : i + newLefts - oldLefts);
        conditions.add(bound(moved, domainAt));
        RelNode joined = Rex.join(left, right, conditions, type);
        List<RexNode> own = new ArrayList<>();
        for (int i = 0; i < columns(join); i++) {
            own.add(rexBuilder.makeInputRef(joined, i < oldLefts ? i : i + newLefts - oldLefts));
        }
        return project(joined, own, domainOf(joined, type, oldLefts, newLefts + rights, domainAt), join.getRowType());
    }

    /** The domain's columns of a join's rows: from the side that is always there. */
    private List<RexNode> domainOf(RelNode joined, JoinRelType type, int onLeft, int onRight, int elsewhere) {
        if (type == JoinRelType.FULL) {
            List<RexNode> either = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                RexNode left = rexBuilder.makeInputRef(joined, onLeft + i);
                RexNode right = rexBuilder.makeInputRef(joined, onRight + i);
                either.add(firstNonNull(left, right, right.getType()));
            }
            return either;
        }
        return domainColumns(joined, type == JoinRelType.RIGHT ? onRight : elsewhere);
    }

    private RexNode firstNonNull(RexNode value, RexNode otherwise, RelDataType type) {
        RexNode isNull = rexBuilder.makeCall(SqlStdOperatorTable.IS_NULL, value);
        RexNode chosen = rexBuilder.makeCall(SqlStdOperatorTable.CASE, isNull, otherwise, value);
        return Rex.typed(rexBuilder, type, chosen);
    }
}
