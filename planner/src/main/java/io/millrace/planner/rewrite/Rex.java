package io.millrace.planner.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/** Small operations on Rex: columns moved or put in, and references to the rows of an outer query. */
final class Rex {
    private Rex() {}

    /** Every column reference with another index. */
    static RexNode moved(RexNode node, IntUnaryOperator place) {
        return node.accept(new ColumnShuttle(ref -> new RexInputRef(place.applyAsInt(ref.getIndex()), ref.getType())));
    }

    static RexNode shifted(RexNode node, int by) {
        return by == 0 ? node : moved(node, index -> index + by);
    }

    /** Every column reference replaced by an expression. */
    static RexNode substituted(RexNode node, IntFunction<RexNode> columns) {
        return node.accept(new ColumnShuttle(ref -> columns.apply(ref.getIndex())));
    }

    static boolean isCorrelated(RelNode rel, Set<CorrelationId> ids) {
        return RelOptUtil.getVariablesUsed(rel).stream().anyMatch(ids::contains);
    }

    static boolean isCorrelated(RexNode node, Set<CorrelationId> ids) {
        boolean[] found = new boolean[1];
        node.accept(new RexShuttle() {
            @Override
            public RexNode visitCorrelVariable(RexCorrelVariable variable) {
                found[0] |= ids.contains(variable.id);
                return variable;
            }
        });
        return found[0];
    }

    /** Inner columns move behind the outer ones; references to the outer row become columns. */
    static RexNode resolved(RexNode node, Set<CorrelationId> ids, int outerColumns) {
        return node.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                return new RexInputRef(ref.getIndex() + outerColumns, ref.getType());
            }

            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
                if (access.getReferenceExpr() instanceof RexCorrelVariable variable && ids.contains(variable.id)) {
                    return new RexInputRef(access.getField().getIndex(), access.getType());
                }
                return super.visitFieldAccess(access);
            }
        });
    }

    /** Whether two values are the same, NULL being the same as NULL. */
    static RexNode same(RexBuilder builder, RexNode a, RexNode b) {
        boolean nullable = a.getType().isNullable() && b.getType().isNullable();
        return builder.makeCall(nullable ? SqlStdOperatorTable.IS_NOT_DISTINCT_FROM : SqlStdOperatorTable.EQUALS, a, b);
    }

    /** As exactly that type, nullability included. */
    static RexNode typed(RexBuilder builder, RelDataType type, RexNode node) {
        return node.getType().equals(type) ? node : builder.makeAbstractCast(type, node, false);
    }

    /** The fields of the outer row that are spoken of, by their index, ascending. */
    static List<Integer> outerFields(RelNode rel, Set<CorrelationId> ids) {
        Set<Integer> fields = new TreeSet<>();
        RexShuttle finder = new RexShuttle() {
            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
                if (access.getReferenceExpr() instanceof RexCorrelVariable variable && ids.contains(variable.id)) {
                    fields.add(access.getField().getIndex());
                }
                return super.visitFieldAccess(access);
            }
        };
        rel.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode other) {
                other.accept(finder);
                return super.visit(other);
            }
        });
        return List.copyOf(fields);
    }

    static RexNode and(RexBuilder builder, List<RexNode> conjuncts) {
        return RexUtil.composeConjunction(builder, conjuncts);
    }

    static RelNode filter(RelNode rel, List<RexNode> conjuncts) {
        return conjuncts.isEmpty()
                ? rel
                : LogicalFilter.create(rel, and(rel.getCluster().getRexBuilder(), conjuncts));
    }

    static RelNode join(RelNode left, RelNode right, List<RexNode> conjuncts, JoinRelType type) {
        RexBuilder builder = left.getCluster().getRexBuilder();
        return LogicalJoin.create(left, right, List.of(), and(builder, conjuncts), Set.of(), type);
    }

    /** Replaces column references. */
    private static final class ColumnShuttle extends RexShuttle {
        private final java.util.function.Function<RexInputRef, RexNode> replace;

        ColumnShuttle(java.util.function.Function<RexInputRef, RexNode> replace) {
            this.replace = replace;
        }

        @Override
        public RexNode visitInputRef(RexInputRef ref) {
            return replace.apply(ref);
        }
    }

    /** Window functions that partition by further columns as well. */
    static RexNode partitioned(RexNode node, List<RexNode> columns, RexBuilder builder) {
        return node.accept(new RexShuttle() {
            @Override
            public RexNode visitOver(RexOver over) {
                RexWindow window = over.getWindow();
                List<RexNode> partition = new ArrayList<>(window.partitionKeys);
                partition.addAll(columns);
                return builder.makeOver(
                        over.getType(),
                        over.getAggOperator(),
                        over.getOperands(),
                        partition,
                        window.orderKeys,
                        window.getLowerBound(),
                        window.getUpperBound(),
                        window.getExclude(),
                        window.isRows(),
                        true,
                        false,
                        over.isDistinct(),
                        over.ignoreNulls());
            }
        });
    }
}
