package io.millrace.planner.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Inner joins written in an order that would need a cross product ({@code FROM part, supplier, partsupp}) are put into one
 * where each input is joined by an equality with those before it, if there is one. Any other order stays as it was written.
 */
final class JoinOrder {
    RelNode rewrite(RelNode rel) {
        if (rel instanceof Join join && join.getJoinType() == JoinRelType.INNER) {
            Flat flat = new Flat();
            flat.add(join, 0);
            List<Integer> order = flat.order();
            if (!order.equals(flat.asWritten())) {
                List<RelNode> leaves = flat.leaves.stream().map(this::rewrite).toList();
                return flat.rebuild(leaves, order);
            }
        }
        List<RelNode> inputs = rel.getInputs().stream().map(this::rewrite).toList();
        return inputs.isEmpty() ? rel : rel.copy(rel.getTraitSet(), inputs);
    }

    /** Inner joins of inner joins, as their inputs and the conditions over all of their columns. */
    private static final class Flat {
        private final List<RelNode> leaves = new ArrayList<>();
        private final List<ImmutableBitSet> columns = new ArrayList<>();
        private final List<RexNode> conditions = new ArrayList<>();

        void add(RelNode rel, int offset) {
            if (rel instanceof Join join && join.getJoinType() == JoinRelType.INNER) {
                add(join.getLeft(), offset);
                add(join.getRight(), offset + join.getLeft().getRowType().getFieldCount());
                for (RexNode conjunct : RelOptUtil.conjunctions(join.getCondition())) {
                    conditions.add(Rex.shifted(conjunct, offset));
                }
            } else {
                leaves.add(rel);
                columns.add(
                        ImmutableBitSet.range(offset, offset + rel.getRowType().getFieldCount()));
            }
        }

        List<Integer> asWritten() {
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < leaves.size(); i++) {
                order.add(i);
            }
            return order;
        }

        /** Always the first that is connected, in the order as written; the first of all where none is. */
        List<Integer> order() {
            List<Integer> left = asWritten();
            List<Integer> order = new ArrayList<>();
            ImmutableBitSet placed = ImmutableBitSet.of();
            while (!left.isEmpty()) {
                ImmutableBitSet before = placed;
                int next = left.stream()
                        .filter(leaf -> isConnected(before, columns.get(leaf)))
                        .findFirst()
                        .orElse(left.get(0));
                order.add(next);
                left.remove((Integer) next);
                placed = placed.union(columns.get(next));
            }
            return order;
        }

        private boolean isConnected(ImmutableBitSet placed, ImmutableBitSet leaf) {
            return conditions.stream().anyMatch(condition -> {
                if (!(condition instanceof RexCall call) || call.getKind() != SqlKind.EQUALS) {
                    return false;
                }
                ImmutableBitSet a =
                        RelOptUtil.InputFinder.bits(call.getOperands().get(0));
                ImmutableBitSet b =
                        RelOptUtil.InputFinder.bits(call.getOperands().get(1));
                return !a.isEmpty()
                        && !b.isEmpty()
                        && ((placed.contains(a) && leaf.contains(b)) || (placed.contains(b) && leaf.contains(a)));
            });
        }

        RelNode rebuild(List<RelNode> renewed, List<Integer> order) {
            List<Integer> places = new ArrayList<>();
            List<RexNode> left = new ArrayList<>(conditions);
            RelNode joined = renewed.get(order.get(0));
            columns.get(order.get(0)).forEach(places::add);
            for (int leaf : order.subList(1, order.size())) {
                columns.get(leaf).forEach(places::add);
                ImmutableBitSet available = ImmutableBitSet.of(places);
                List<RexNode> now = left.stream()
                        .filter(condition -> available.contains(RelOptUtil.InputFinder.bits(condition)))
                        .toList();
                left.removeAll(now);
                List<RexNode> moved = now.stream()
                        .map(condition -> Rex.moved(condition, places::indexOf))
                        .toList();
                joined = Rex.join(joined, renewed.get(leaf), moved, JoinRelType.INNER);
            }
            List<Integer> original = new ArrayList<>();
            for (int i = 0; i < places.size(); i++) {
                original.add(places.indexOf(i));
            }
            return RelOptUtil.createProject(joined, original);
        }
    }
}
