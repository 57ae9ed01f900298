package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.Join.Kind;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.planner.type.CommonType;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * Joins: equalities between the sides become keys, the rest of the condition is looked at for each pair. Without an equality
 * one task has the rows of both sides.
 */
final class JoinTranslation {
    private static final long SECOND_MICROS = 1_000_000;
    private static final long BUCKET_MICROS_MIN = 10_000;

    private final PlanNodes nodes;
    private final Realization realization;
    private final Expressions expressions;

    JoinTranslation(PlanNodes nodes, Realization realization, Expressions expressions) {
        this.nodes = nodes;
        this.realization = realization;
        this.expressions = expressions;
    }

    Relation translate(Join join, Relation left, Relation right) {
        return switch (join.getJoinType()) {
            case INNER -> join(Kind.INNER, left, right, conjuncts(join));
            case LEFT -> join(Kind.LEFT, left, right, conjuncts(join));
            case SEMI -> join(Kind.SEMI, left, right, conjuncts(join));
            case ANTI -> join(Kind.ANTI, left, right, conjuncts(join));
            case RIGHT -> swapped(join, left, right);
            case FULL -> full(join, left, right);
            default -> throw MillraceException.notSupported(join.getJoinType() + " JOIN");
        };
    }

    private static List<RexNode> conjuncts(Join join) {
        return RelOptUtil.conjunctions(join.getCondition());
    }

    /** A right join is a left join with the sides swapped. */
    private Relation swapped(Join join, Relation left, Relation right) {
        int lefts = left.projections().size();
        int rights = right.projections().size();
        List<RexNode> conditions =
                conjuncts(join).stream().map(node -> swap(node, lefts, rights)).toList();
        Relation joined = join(Kind.LEFT, right, left, conditions);
        List<Expression> projections = new ArrayList<>(joined.projections().subList(rights, rights + lefts));
        projections.addAll(joined.projections().subList(0, rights));
        List<String> names = new ArrayList<>(left.names());
        names.addAll(right.names());
        return joined.withColumns(projections, names);
    }

    /** A left join, and the right rows without a match behind NULLs. */
    private Relation full(Join join, Relation left, Relation right) {
        int lefts = left.projections().size();
        int rights = right.projections().size();
        List<String> names = new ArrayList<>(left.names());
        names.addAll(right.names());
        Relation matched = join(Kind.LEFT, left, right, conjuncts(join));
        List<RexNode> conditions =
                conjuncts(join).stream().map(node -> swap(node, lefts, rights)).toList();
        Relation unmatched = join(Kind.ANTI, right, left, conditions);
        List<Expression> padded = new ArrayList<>();
        left.projections()
                .forEach(column -> padded.add(Literal.ofNull(column.type().withNullable(true))));
        padded.addAll(unmatched.projections());
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            fields.add(
                    new Field(names.get(i), matched.projections().get(i).type().withNullable(true)));
        }
        PhysicalNode first = realization.realize(matched.withNames(names)).node();
        PhysicalNode second =
                realization.realize(unmatched.withColumns(padded, names)).node();
        return Relation.of(nodes.fullJoin(first, second, new RowType(fields), lefts), null);
    }

    private static RexNode swap(RexNode node, int lefts, int rights) {
        return node.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef ref) {
                int index = ref.getIndex() < lefts ? ref.getIndex() + rights : ref.getIndex() - lefts;
                return new RexInputRef(index, ref.getType());
            }
        });
    }

    /** Both sides with what equalities make keys, and the conditions that are left. */
    record Keyed(Sides sides, List<RexNode> rest, List<Expression> both) {}

    /** How rows of both sides meet. */
    record Conditioned(Kind kind, JoinKeys keys, @Nullable Expression condition) {}

    private Relation join(Kind kind, Relation left, Relation right, List<RexNode> conditions) {
        return build(kind, keyed(left, right, conditions));
    }

    Keyed keyed(Relation left, Relation right, List<RexNode> conditions) {
        List<Expression> both = new ArrayList<>(positions(left, 0));
        both.addAll(positions(right, left.projections().size()));
        Sides sides = new Sides(left, right);
        List<RexNode> rest = new ArrayList<>();
        for (RexNode condition : conditions) {
            if (!addKey(condition, both, left.projections().size(), sides)) {
                rest.add(condition);
            }
        }
        return new Keyed(sides, rest, both);
    }

    private static List<Expression> positions(Relation relation, int offset) {
        List<Expression> positions = new ArrayList<>();
        for (Expression projection : relation.projections()) {
            positions.add(new InputRef(offset + positions.size(), projection.type()));
        }
        return positions;
    }

    /** Adds {@code condition} as a key if it equates something of one side with something of the other. */
    private boolean addKey(RexNode condition, List<Expression> both, int lefts, Sides sides) {
        boolean nullsMatch = condition.getKind() == SqlKind.IS_NOT_DISTINCT_FROM;
        if (!(condition instanceof RexCall call) || (condition.getKind() != SqlKind.EQUALS && !nullsMatch)) {
            return false;
        }
        Expression a = expressions.translate(call.getOperands().get(0), both);
        Expression b = expressions.translate(call.getOperands().get(1), both);
        int sideOfA = side(a, lefts);
        int sideOfB = side(b, lefts);
        if (sideOfA * sideOfB != -1) {
            return false;
        }
        Optional<DataType> common = CommonType.of(a.type(), b.type());
        if (common.isEmpty()) {
            return false;
        }
        Expression onLeft = expressions.casts().to(sideOfA < 0 ? a : b, common.get());
        Expression onRight = expressions.casts().to(sideOfA < 0 ? b : a, common.get());
        sides.addKey(onLeft, ExpressionTree.substitute(onRight, column -> both(both, column, lefts)), nullsMatch);
        return true;
    }

    private static Expression both(List<Expression> both, int column, int lefts) {
        return new InputRef(column - lefts, both.get(column).type());
    }

    /** −1 if it is of the left side alone, 1 if of the right, 0 otherwise. */
    private static int side(Expression expression, int lefts) {
        var columns = ExpressionTree.columns(expression);
        if (columns.isEmpty()) {
            return 0;
        }
        return columns.length() <= lefts ? -1 : columns.nextSetBit(0) >= lefts ? 1 : 0;
    }

    private Relation build(Kind kind, Keyed keyed) {
        Sides sides = keyed.sides();
        Source.Built left = realization.realize(sides.left());
        Source.Built right = realization.realize(sides.right());
        JoinKeys keys = sides.keys();
        TimeInterval interval = interval(left.node(), right.node(), keys, conditions(left.node(), keyed));
        if (interval != null) {
            int leftBucket = left.node().rowType().size();
            int rightBucket = right.node().rowType().size();
            boolean spreadsLeft = kind == Kind.INNER
                    && isFewer(left.node(), interval.left())
                    && !isFewer(right.node(), interval.right());
            long bucket = Math.max(interval.widthMicros(), keys.left().isEmpty() ? BUCKET_MICROS_MIN : SECOND_MICROS);
            left = bucketed(left, interval.left(), bucket, spreadsLeft ? interval.swapped() : null);
            right = bucketed(right, interval.right(), bucket, spreadsLeft ? null : interval);
            keys = keys.withBuckets(leftBucket, rightBucket);
        }
        left = realization.distribute(left, Realization.by(keys.left()));
        right = realization.distribute(right, Realization.by(keys.right()));
        @Nullable Expression condition = ExpressionTree.and(conditions(left.node(), keyed));
        PhysicalNode node = nodes.join(left.node(), right.node(), kind, keys, condition, interval);
        boolean rightToo = kind == Kind.INNER || kind == Kind.LEFT;
        return outputs(node, keyed, left.node(), rightToo, keys);
    }

    /** The original columns of a join, without key columns. */
    Relation outputs(PhysicalNode join, Keyed keyed, PhysicalNode left, boolean rightToo, JoinKeys keys) {
        int lefts = keyed.sides().leftWidth();
        int extraLefts = left.rowType().size() - lefts;
        List<Expression> outputs = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < (rightToo ? keyed.both().size() : lefts); i++) {
            int place = i < lefts ? i : i + extraLefts;
            outputs.add(new InputRef(place, join.rowType().type(place)));
            names.add(join.rowType().name(place));
        }
        return Relation.of(join, Realization.by(keys.left())).withColumns(outputs, names);
    }

    /** Conditions speak of the original columns; key columns may have come between. */
    List<Expression> conditions(PhysicalNode left, Keyed keyed) {
        List<Expression> both = keyed.both();
        int lefts = keyed.sides().leftWidth();
        int extraLefts = left.rowType().size() - lefts;
        List<Expression> places = new ArrayList<>();
        for (int i = 0; i < both.size(); i++) {
            places.add(new InputRef(i < lefts ? i : i + extraLefts, both.get(i).type()));
        }
        List<Expression> conditions = new ArrayList<>();
        for (RexNode node : keyed.rest()) {
            conditions.addAll(ExpressionTree.conjuncts(expressions.translate(node, places)));
        }
        return conditions;
    }

    /** If the join is one whose state can expire by it; a row that is taken back may be older than what is kept. */
    private @Nullable TimeInterval interval(
            PhysicalNode left, PhysicalNode right, JoinKeys keys, List<Expression> conditions) {
        if (!nodes.neverDeletes(left) || !nodes.neverDeletes(right) || PlanNodes.expires(left, right, keys)) {
            return null;
        }
        return TimeInterval.of(conditions, left, right).orElse(null);
    }

    /** Whether rows come as results of windows. */
    private static boolean isFewer(PhysicalNode side, int timeColumn) {
        return EventTimes.at(side.properties().eventTimes(), timeColumn)
                .filter(time ->
                        time.bound() == EventTimeColumn.Bound.ROW_TIME || time.bound() == EventTimeColumn.Bound.LAGGING)
                .isEmpty();
    }

    /** @param spread the interval, from the other side's time to this one's; null if each row is in the bucket of its time */
    private Source.Built bucketed(Source.Built side, int timeColumn, long bucketMicros, @Nullable TimeInterval spread) {
        PhysicalNode node = nodes.timeBuckets(
                side.node(),
                timeColumn,
                bucketMicros,
                spread == null ? 0 : spread.lowerMicros(),
                spread == null ? 0 : spread.upperMicros());
        return new Source.Built(node, side.distribution());
    }

    /** Both sides with the key expressions that are not columns already. */
    static final class Sides {
        private final List<Expression> leftColumns;
        private final List<Expression> rightColumns;
        private final List<String> leftNames;
        private final List<String> rightNames;
        private final Relation left;
        private final Relation right;
        private final List<Integer> leftKeys = new ArrayList<>();
        private final List<Integer> rightKeys = new ArrayList<>();
        private final List<Boolean> nullsMatch = new ArrayList<>();

        Sides(Relation left, Relation right) {
            this.left = left;
            this.right = right;
            this.leftColumns = new ArrayList<>(left.projections());
            this.rightColumns = new ArrayList<>(right.projections());
            this.leftNames = new ArrayList<>(left.names());
            this.rightNames = new ArrayList<>(right.names());
        }

        int leftWidth() {
            return left.projections().size();
        }

        /** Expressions over the columns of the sides. */
        void addKey(Expression onLeft, Expression onRight, boolean nulls) {
            int leftKey = place(onLeft, left.projections(), leftColumns, leftNames);
            int rightKey = place(onRight, right.projections(), rightColumns, rightNames);
            for (int k = 0; k < leftKeys.size(); k++) {
                if (leftKeys.get(k) == leftKey && rightKeys.get(k) == rightKey && nullsMatch.get(k) == nulls) {
                    return;
                }
            }
            leftKeys.add(leftKey);
            rightKeys.add(rightKey);
            nullsMatch.add(nulls);
        }

        private static int place(
                Expression key, List<Expression> original, List<Expression> columns, List<String> names) {
            if (key instanceof InputRef column) {
                return column.index();
            }
            Expression overSource = ExpressionTree.substitute(key, original::get);
            int place = columns.indexOf(overSource);
            if (place < 0) {
                place = columns.size();
                columns.add(overSource);
                names.add("key");
            }
            return place;
        }

        Relation left() {
            return left.withColumns(leftColumns, leftNames);
        }

        Relation right() {
            return right.withColumns(rightColumns, rightNames);
        }

        JoinKeys keys() {
            return new JoinKeys(leftKeys, rightKeys, nullsMatch, -1);
        }
    }
}
