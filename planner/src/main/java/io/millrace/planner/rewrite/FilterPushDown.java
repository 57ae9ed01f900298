package io.millrace.planner.rewrite;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Conditions move towards the tables, and into the joins whose keys they are. One that can fail stays above a join or a
 * window: there it is asked for fewer rows.
 */
final class FilterPushDown {
    RelNode push(RelNode rel) {
        return push(rel, List.of());
    }

    /** The conjuncts; what all branches of an OR have in common stands beside it. */
    private static List<RexNode> conjuncts(RelNode rel, RexNode condition) {
        List<RexNode> conjuncts = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
            if (conjunct.getKind() == SqlKind.OR) {
                RexNode factored = RexUtil.pullFactors(rel.getCluster().getRexBuilder(), conjunct);
                conjuncts.addAll(RelOptUtil.conjunctions(factored));
            } else {
                conjuncts.add(conjunct);
            }
        }
        return conjuncts;
    }

    /** @param conditions what must hold of the rows of {@code rel}, in the order in which it is to be asked */
    private RelNode push(RelNode rel, List<RexNode> conditions) {
        if (rel instanceof Filter filter) {
            List<RexNode> all = conjuncts(rel, filter.getCondition());
            all.addAll(conditions);
            return push(filter.getInput(), all);
        } else if (rel instanceof Project project) {
            return project(project, conditions);
        } else if (rel instanceof Join join) {
            return join(join, conditions);
        } else if (rel instanceof SnapshotJoin join) {
            return snapshotJoin(join, conditions);
        } else if (rel instanceof Aggregate aggregate && aggregate.getGroupType() == Aggregate.Group.SIMPLE) {
            return aggregate(aggregate, conditions);
        } else if (rel instanceof Union) {
            return rel.copy(
                    rel.getTraitSet(),
                    rel.getInputs().stream()
                            .map(input -> push(input, conditions))
                            .toList());
        } else if (rel instanceof FlatMap flatMap) {
            return flatMap(flatMap, conditions);
        } else if (rel instanceof TableFunctionScan scan && scan.getInputs().size() == 1) {
            return window(scan, conditions);
        }
        List<RelNode> inputs = rel.getInputs().stream().map(this::push).toList();
        RelNode renewed = inputs.isEmpty() ? rel : rel.copy(rel.getTraitSet(), inputs);
        return Rex.filter(renewed, conditions);
    }

    private RelNode project(Project project, List<RexNode> conditions) {
        if (!project.getProjects().stream().allMatch(RexUtil::isDeterministic)) {
            RelNode renewed = project.copy(project.getTraitSet(), List.of(push(project.getInput())));
            return Rex.filter(renewed, conditions);
        }
        if (RexOver.containsOver(project.getProjects(), null)) {
            return over(project, conditions);
        }
        return project(project, conditions, List.of());
    }

    /** A condition on columns by which every window function partitions takes out whole partitions; others stay above. */
    private RelNode over(Project project, List<RexNode> conditions) {
        ImmutableBitSet keys =
                ImmutableBitSet.range(project.getInput().getRowType().getFieldCount());
        for (RexNode node : project.getProjects()) {
            if (node instanceof RexOver over) {
                keys = keys.intersect(RelOptUtil.InputFinder.bits(over.getWindow().partitionKeys, null));
            }
        }
        ImmutableBitSet partition = keys;
        Split split = new Split(conditions, used -> used.asList().stream()
                        .allMatch(column -> project.getProjects().get(column) instanceof RexInputRef ref
                                && partition.get(ref.getIndex())))
                .onlyFailureFree();
        return project(project, split.taken, split.left);
    }

    private RelNode project(Project project, List<RexNode> conditions, List<RexNode> above) {
        List<RexNode> below = conditions.stream()
                .map(condition -> Rex.substituted(condition, project.getProjects()::get))
                .toList();
        RelNode input = push(project.getInput(), below);
        RelNode projected = LogicalProject.create(
                input,
                project.getHints(),
                project.getProjects(),
                project.getRowType().getFieldNames(),
                project.getVariablesSet());
        return Rex.filter(projected, above);
    }

    /** A condition on the left side may be asked before; what was valid at a time does not hang on conditions. */
    private RelNode snapshotJoin(SnapshotJoin join, List<RexNode> conditions) {
        Split split = new Split(conditions, used -> used.length() <= join.lefts()).onlyFailureFree();
        RelNode left = push(join.getLeft(), split.taken);
        return Rex.filter(join.over(left, push(join.getRight()), join.condition(), join.time()), split.left);
    }

    private RelNode aggregate(Aggregate aggregate, List<RexNode> conditions) {
        int keys = aggregate.getGroupCount();
        Split split = new Split(conditions, columns -> keys > 0 && columns.length() <= keys);
        List<RexNode> below = split.taken.stream()
                .map(condition -> Rex.moved(condition, aggregate.getGroupSet()::nth))
                .toList();
        RelNode input = push(aggregate.getInput(), below);
        return Rex.filter(aggregate.copy(aggregate.getTraitSet(), List.of(input)), split.left);
    }

    /** What speaks of the input's columns only decides before there are elements. */
    private RelNode flatMap(FlatMap flatMap, List<RexNode> conditions) {
        int columns = flatMap.getInput().getRowType().getFieldCount();
        Split split = new Split(conditions, used -> used.length() <= columns).onlyFailureFree();
        RelNode input = push(flatMap.getInput(), split.taken);
        return Rex.filter(flatMap.copy(flatMap.getTraitSet(), List.of(input)), split.left);
    }

    private RelNode window(TableFunctionScan scan, List<RexNode> conditions) {
        int columns = scan.getInput(0).getRowType().getFieldCount();
        ImmutableBitSet passed = SessionKeys.of(scan).orElse(ImmutableBitSet.range(columns));
        Split split = new Split(conditions, passed::contains).onlyFailureFree();
        RelNode input = push(scan.getInput(0), split.taken);
        return Rex.filter(scan.copy(scan.getTraitSet(), List.of(input)), split.left);
    }

    private RelNode join(Join join, List<RexNode> conditions) {
        JoinRelType type = RelOptUtil.simplifyJoin(join, ImmutableList.copyOf(conditions), join.getJoinType());
        int lefts = join.getLeft().getRowType().getFieldCount();
        List<RexNode> own = conjuncts(join, join.getCondition());
        boolean inner = type == JoinRelType.INNER;
        boolean leftDecides = type == JoinRelType.INNER || type == JoinRelType.SEMI;
        boolean rightNarrows = type != JoinRelType.RIGHT && type != JoinRelType.FULL;
        boolean leftKept = type != JoinRelType.RIGHT && type != JoinRelType.FULL;

        Split above = new Split(conditions, used -> leftKept && used.length() <= lefts).onlyFailureFree();
        List<RexNode> left = new ArrayList<>(above.taken);
        Split aboveRight = new Split(above.left, used -> inner && used.nextSetBit(0) >= lefts).onlyFailureFree();
        List<RexNode> right = new ArrayList<>(aboveRight.taken);
        Split between = new Split(aboveRight.left, used -> inner).onlyFailureFree();

        Split ownLeft =
                new Split(own, used -> leftDecides && !used.isEmpty() && used.length() <= lefts).onlyFailureFree();
        left.addAll(ownLeft.taken);
        Split ownRight = new Split(ownLeft.left, used -> rightNarrows && !used.isEmpty() && used.nextSetBit(0) >= lefts)
                .onlyFailureFree();
        right.addAll(ownRight.taken);

        List<RexNode> condition = new ArrayList<>(ownRight.left);
        condition.addAll(between.taken);
        RelNode joined = Rex.join(
                push(join.getLeft(), left),
                push(
                        join.getRight(),
                        right.stream().map(node -> Rex.shifted(node, -lefts)).toList()),
                condition,
                type);
        return Rex.filter(joined, between.left);
    }

    /** Conditions that may go, by the columns they use, and those that stay. */
    private static final class Split {
        private final List<RexNode> taken = new ArrayList<>();
        private final List<RexNode> left = new ArrayList<>();

        Split(List<RexNode> conditions, Predicate<ImmutableBitSet> goes) {
            for (RexNode condition : conditions) {
                boolean may = RexUtil.isDeterministic(condition) && goes.test(RelOptUtil.InputFinder.bits(condition));
                (may ? taken : left).add(condition);
            }
        }

        Split onlyFailureFree() {
            for (RexNode condition : List.copyOf(taken)) {
                if (!FailureFree.test(condition)) {
                    taken.remove(condition);
                    left.add(condition);
                }
            }
            return this;
        }
    }
}
