package io.millrace.planner.rewrite;

import com.google.common.collect.ImmutableSet;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
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
 * Sub-queries in expressions become joins: EXISTS and IN as a condition semi and anti joins, everything else a left join
 * whose columns take the sub-query's place.
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
        } else if (renewed instanceof Join join && RexUtil.SubQueryFinder.containsSubQuery(join)) {
            return join(join);
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

    /** Of an inner join: its condition becomes a filter above it. */
    private RelNode join(Join join) {
        if (join.getJoinType() != JoinRelType.INNER) {
            throw MillraceException.notSupported("a sub-query in the condition of a " + join.getJoinType() + " JOIN");
        }
        RelNode product = Rex.join(join.getLeft(), join.getRight(), List.of(), JoinRelType.INNER);
        return filter(LogicalFilter.create(product, join.getCondition(), ImmutableSet.copyOf(join.getVariablesSet())));
    }

    private static boolean hasSubQuery(List<RexNode> nodes) {
        return RexUtil.SubQueryFinder.find(nodes) != null;
    }

    /** The sub-query of EXISTS or IN, or NOT of one, where it is the whole condition. */
    private static @Nullable RexSubQuery tested(RexNode conjunct) {
        RexNode positive = conjunct.getKind() == SqlKind.NOT
                ? ((RexCall) conjunct).getOperands().get(0)
                : conjunct;
        boolean test = (positive.getKind() == SqlKind.EXISTS || positive.getKind() == SqlKind.IN)
                && positive instanceof RexSubQuery;
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
