package io.millrace.planner.rewrite;

import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** UNNEST becomes {@link FlatMap}, also where it is joined to the rows whose collections it takes apart. */
final class UnnestRewrite {
    private final RexBuilder rexBuilder;

    UnnestRewrite(RexBuilder rexBuilder) {
        this.rexBuilder = rexBuilder;
    }

    RelNode rewrite(RelNode rel) {
        if (rel instanceof Correlate correlate) {
            RelNode left = rewrite(correlate.getLeft());
            RelNode joined = new Lateral(correlate, left).join(correlate.getRight());
            if (joined != null) {
                return joined;
            }
        } else if (rel instanceof Uncollect uncollect) {
            return alone(uncollect);
        }
        List<RelNode> inputs = rel.getInputs().stream().map(this::rewrite).toList();
        return inputs.equals(rel.getInputs()) ? rel : rel.copy(rel.getTraitSet(), inputs);
    }

    /** FROM UNNEST(…): only the elements. */
    private RelNode alone(Uncollect uncollect) {
        requireOne(uncollect);
        RelNode input = rewrite(uncollect.getInput());
        FlatMap flat = flatMap(uncollect, input, rexBuilder.makeInputRef(input, 0), false);
        List<RexNode> elements = new ArrayList<>();
        for (int i = 1; i < flat.getRowType().getFieldCount(); i++) {
            elements.add(rexBuilder.makeInputRef(flat, i));
        }
        return project(flat, elements, uncollect.getRowType().getFieldNames());
    }

    private static FlatMap flatMap(Uncollect uncollect, RelNode input, RexNode collection, boolean outer) {
        List<RelDataTypeField> elements = uncollect.getRowType().getFieldList();
        ImmutableBitSet all = ImmutableBitSet.range(input.getRowType().getFieldCount());
        return new FlatMap(input, collection, all, elements, uncollect.withOrdinality, outer);
    }

    private static void requireOne(Uncollect uncollect) {
        if (uncollect.getInput().getRowType().getFieldCount() != 1) {
            throw MillraceException.notSupported("UNNEST of several collections at once");
        }
    }

    private static RelNode project(RelNode input, List<RexNode> projects, List<String> names) {
        return LogicalProject.create(input, List.of(), projects, names, Set.of());
    }

    /** A collection of the rows on the left, on the right. */
    private final class Lateral {
        private final CorrelationId id;
        private final RelNode left;
        private final int lefts;
        private final boolean outer;

        Lateral(Correlate correlate, RelNode left) {
            this.id = correlate.getCorrelationId();
            this.left = left;
            this.lefts = left.getRowType().getFieldCount();
            this.outer = correlate.getJoinType() == JoinRelType.LEFT;
        }

        /** The columns of the left and of a relation on the right; null if it is none that this knows. */
        @Nullable RelNode join(RelNode right) {
            if (right instanceof Uncollect uncollect) {
                return flat(uncollect);
            } else if (right instanceof Project project) {
                RelNode input = join(project.getInput());
                boolean plain = project.getProjects().stream().allMatch(RexInputRef.class::isInstance);
                if (input == null || RexUtil.SubQueryFinder.containsSubQuery(project)) {
                    return null;
                } else if (outer && !plain) {
                    throw MillraceException.notSupported("LEFT JOIN of a sub-query that computes with UNNEST");
                }
                return projected(project, input);
            } else if (right instanceof Filter filter) {
                RelNode input = join(filter.getInput());
                if (input == null || RexUtil.SubQueryFinder.containsSubQuery(filter)) {
                    return null;
                } else if (outer) {
                    throw MillraceException.notSupported("LEFT JOIN of UNNEST with a condition");
                }
                return LogicalFilter.create(input, moved(filter.getCondition()));
            }
            return null;
        }

        private @Nullable RelNode flat(Uncollect uncollect) {
            if (!(uncollect.getInput() instanceof Project project)
                    || !(project.getInput() instanceof Values values)
                    || values.getTuples().size() != 1) {
                return null;
            }
            requireOne(uncollect);
            return flatMap(uncollect, left, moved(project.getProjects().get(0)), outer);
        }

        private RelNode projected(Project project, RelNode input) {
            List<RexNode> projects = new ArrayList<>();
            for (int i = 0; i < lefts; i++) {
                projects.add(rexBuilder.makeInputRef(input, i));
            }
            for (RexNode node : project.getProjects()) {
                RexNode moved = moved(node);
                projects.add(
                        moved instanceof RexInputRef column
                                ? rexBuilder.makeInputRef(input, column.getIndex())
                                : moved);
            }
            List<String> names = new ArrayList<>(left.getRowType().getFieldNames());
            names.addAll(project.getRowType().getFieldNames());
            return project(input, projects, names);
        }

        /** An expression of the right side, over the columns of both: outer columns are those of the left. */
        private RexNode moved(RexNode node) {
            return node.accept(new RexShuttle() {
                @Override
                public RexNode visitInputRef(RexInputRef column) {
                    return new RexInputRef(column.getIndex() + lefts, column.getType());
                }

                @Override
                public RexNode visitFieldAccess(RexFieldAccess access) {
                    if (access.getReferenceExpr() instanceof RexCorrelVariable variable && variable.id.equals(id)) {
                        return rexBuilder.makeInputRef(left, access.getField().getIndex());
                    }
                    // Made anew: what is NULL in the left side's own rows is not always NULL in the rows it was joined
                    // to.
                    RexNode row = access.getReferenceExpr().accept(this);
                    return rexBuilder.makeFieldAccess(row, access.getField().getIndex());
                }
            });
        }
    }
}
