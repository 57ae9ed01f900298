package io.millrace.planner.rewrite;

import com.google.common.collect.ImmutableSet;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/**
 * Sub-queries in expressions become joins: EXISTS, IN and quantified comparisons as a condition semi and anti joins,
 * everything else a left join whose columns take the sub-query's place. So do those in FROM that speak of tables before them.
 */
final class SubQueryRemoval {
    private final RexBuilder rexBuilder;

    SubQueryRemoval(RexBuilder rexBuilder) {
        this.rexBuilder = rexBuilder;
    }

    RelNode remove(RelNode rel) {
        List<RelNode> inputs = rel.getInputs().stream().map(this::remove).toList();
        RelNode renewed = inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
        if (renewed instanceof Filter filter && RexUtil.SubQueryFinder.containsSubQuery(filter)) {
            return filter(filter);
        } else if (renewed instanceof Project project && RexUtil.SubQueryFinder.containsSubQuery(project)) {
            return project(project);
        } else if (renewed instanceof Join join) {
            RelNode asOf = new SnapshotJoins(rexBuilder).of(join);
            if (asOf != null) {
                return asOf;
            }
            return RexUtil.SubQueryFinder.containsSubQuery(join) ? join(join) : join;
        } else if (renewed instanceof Correlate correlate) {
            RelNode asOf = new SnapshotJoins(rexBuilder).of(correlate);
            return asOf != null ? asOf : lateral(correlate);
        }
        return renewed;
    }

    private RelNode filter(Filter filter) {
        List<RexNode> plain = new ArrayList<>();
        List<RexNode> tests = new ArrayList<>();
        List<RexNode> others = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
            if (!hasSubQuery(List.of(conjunct))) {
                plain.add(conjunct);
            } else {
                (tested(conjunct) != null ? tests : others).add(conjunct);
            }
        }
        // Plain conditions come first: the rest is then asked for fewer rows.
        RelNode rel = Rex.filter(filter.getInput(), plain);
        for (RexNode conjunct : tests) {
            RexSubQuery subQuery = tested(conjunct);
            if (subQuery != null) {
                boolean negated = conjunct.getKind() == SqlKind.NOT;
                rel = new SubQueryJoin(rel, filter.getVariablesSet(), rexBuilder).test(cleared(subQuery), negated);
            }
        }
        if (others.isEmpty()) {
            return rel;
        }
        Attachment attachment = new Attachment(rel, filter.getVariablesSet());
        List<RexNode> conditions =
                others.stream().map(condition -> condition.accept(attachment)).toList();
        RelNode wide = Rex.filter(attachment.rel, conditions);
        return RelOptUtil.createProject(wide, Util.range(filter.getRowType().getFieldCount()));
    }

    private RelNode project(Project project) {
        Attachment attachment = new Attachment(project.getInput(), project.getVariablesSet());
        List<RexNode> projects = project.getProjects().stream()
                .map(node -> node.accept(attachment))
                .toList();
        return LogicalProject.create(
                attachment.rel, List.of(), projects, project.getRowType().getFieldNames(), Set.of());
    }

    /**
     * The condition becomes a filter above the product of both sides. Rows of an outer join that are in none of the pairs left
     * stand beside NULLs.
     */
    private RelNode join(Join join) {
        RelNode product = Rex.join(join.getLeft(), join.getRight(), List.of(), JoinRelType.INNER);
        RelNode pairs =
                filter(LogicalFilter.create(product, join.getCondition(), ImmutableSet.copyOf(join.getVariablesSet())));
        JoinRelType type = join.getJoinType();
        if (type == JoinRelType.INNER) {
            return pairs;
        } else if (!type.isOuterJoin()) {
            throw MillraceException.notSupported("a sub-query in the condition of a " + type + " JOIN");
        }
        int lefts = join.getLeft().getRowType().getFieldCount();
        int columns = product.getRowType().getFieldCount();
        List<RelNode> parts = new ArrayList<>();
        parts.add(padded(pairs, 0, join));
        if (type.generatesNullsOnRight()) {
            RelNode matched = RelOptUtil.createProject(pairs, Util.range(lefts));
            parts.add(padded(unmatched(join.getLeft(), matched), 0, join));
        }
        if (type.generatesNullsOnLeft()) {
            RelNode matched = RelOptUtil.createProject(pairs, Util.range(lefts, columns));
            parts.add(padded(unmatched(join.getRight(), matched), lefts, join));
        }
        return LogicalUnion.create(parts, true);
    }

    private RelNode unmatched(RelNode side, RelNode matched) {
        int columns = side.getRowType().getFieldCount();
        List<RexNode> same = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            RexNode other = Rex.shifted(rexBuilder.makeInputRef(matched, i), columns);
            same.add(Rex.same(rexBuilder, rexBuilder.makeInputRef(side, i), other));
        }
        return Rex.join(side, matched, same, JoinRelType.ANTI);
    }

    /** The join's columns: those of {@code rel} from that place on, NULL elsewhere. */
    private RelNode padded(RelNode rel, int at, Join join) {
        List<RexNode> columns = new ArrayList<>();
        int width = rel.getRowType().getFieldCount();
        for (RelDataTypeField field : join.getRowType().getFieldList()) {
            int place = field.getIndex() - at;
            columns.add(
                    place < 0 || place >= width
                            ? rexBuilder.makeNullLiteral(field.getType())
                            : Rex.typed(rexBuilder, field.getType(), rexBuilder.makeInputRef(rel, place)));
        }
        return LogicalProject.create(rel, List.of(), columns, join.getRowType().getFieldNames(), Set.of());
    }

    /** LATERAL. What is made of the outer row's own arrays is no sub-query. */
    private RelNode lateral(Correlate correlate) {
        if (unnests(correlate.getRight())) {
            return correlate;
        }
        return new SubQueryJoin(correlate.getLeft(), Set.of(correlate.getCorrelationId()), rexBuilder)
                .lateral(correlate.getRight(), correlate.getJoinType());
    }

    private static boolean unnests(RelNode rel) {
        return rel instanceof Uncollect || rel.getInputs().stream().anyMatch(SubQueryRemoval::unnests);
    }

    private static boolean hasSubQuery(List<RexNode> nodes) {
        return RexUtil.SubQueryFinder.find(nodes) != null;
    }

    /** The sub-query of EXISTS, IN or a quantified comparison, or NOT of one, where it is the whole condition. */
    private static @Nullable RexSubQuery tested(RexNode conjunct) {
        RexNode positive = conjunct.getKind() == SqlKind.NOT
                ? ((RexCall) conjunct).getOperands().get(0)
                : conjunct;
        boolean test = positive instanceof RexSubQuery
                && (positive.getKind() == SqlKind.EXISTS
                        || positive.getKind() == SqlKind.IN
                        || positive.getKind() == SqlKind.SOME);
        return test && !hasSubQuery(((RexSubQuery) positive).getOperands()) ? (RexSubQuery) positive : null;
    }

    /** The sub-query without sub-queries of its own. */
    private RexSubQuery cleared(RexSubQuery subQuery) {
        return subQuery.clone(remove(subQuery.rel));
    }

    /** Joins each sub-query of an expression to the input and puts a column in its place. */
    private final class Attachment extends RexShuttle {
        private final Set<CorrelationId> ids;
        private RelNode rel;

        Attachment(RelNode rel, Set<CorrelationId> ids) {
            this.rel = rel;
            this.ids = ids;
        }

        @Override
        public RexNode visitSubQuery(RexSubQuery subQuery) {
            RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subQuery);
            SubQueryJoin.Value value = new SubQueryJoin(rel, ids, rexBuilder).value(cleared(visited));
            rel = value.rel();
            return value.expression();
        }
    }
}
