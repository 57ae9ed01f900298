package io.millrace.planner.translate;

import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.EventTimeColumn.Bound;
import io.millrace.plan.node.Join.Kind;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.planner.rewrite.SnapshotJoin;
import io.millrace.spi.error.MillraceException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;

/** FOR SYSTEM_TIME AS OF: a temporal join on event time, or a look-up at the current time. */
final class SnapshotTranslation {
    private final PlanNodes nodes;
    private final Realization realization;
    private final JoinTranslation joins;

    SnapshotTranslation(PlanNodes nodes, Realization realization, JoinTranslation joins) {
        this.nodes = nodes;
        this.realization = realization;
        this.joins = joins;
    }

    Relation translate(SnapshotJoin join, Relation left, Relation right) {
        JoinTranslation.Keyed keyed = joins.keyed(left, right, RelOptUtil.conjunctions(join.condition()));
        JoinKeys keys = keyed.sides().keys();
        if (keys.left().isEmpty()) {
            throw MillraceException.notSupported("FOR SYSTEM_TIME AS OF without an equality between both sides");
        }
        Kind kind = join.keepsUnmatched() ? Kind.LEFT : Kind.INNER;
        Source.Built builtLeft =
                realization.distribute(realization.realize(keyed.sides().left()), Realization.by(keys.left()));
        Source.Built builtRight =
                realization.distribute(realization.realize(keyed.sides().right()), Realization.by(keys.right()));
        if (join.time() != SnapshotJoin.NOW) {
            builtLeft = realization.inTime(builtLeft, join.time());
            builtRight = realization.inTime(
                    builtRight, versionTime(builtRight.node()).column());
        }
        PhysicalNode leftNode = builtLeft.node();
        PhysicalNode rightNode = builtRight.node();
        JoinTranslation.Conditioned conditioned =
                new JoinTranslation.Conditioned(kind, keys, ExpressionTree.and(joins.conditions(leftNode, keyed)));
        PhysicalNode node = join.time() == SnapshotJoin.NOW
                ? lookup(leftNode, rightNode, conditioned)
                : temporal(leftNode, rightNode, conditioned, join.time());
        return joins.outputs(node, keyed, leftNode, true, keys);
    }

    private PhysicalNode temporal(
            PhysicalNode left, PhysicalNode right, JoinTranslation.Conditioned join, int leftColumn) {
        EventTimeColumn leftTime = EventTimes.at(left.properties().eventTimes(), leftColumn)
                .filter(time -> time.bound() != Bound.WINDOW_START)
                .orElseThrow(() -> MillraceException.notSupported("FOR SYSTEM_TIME AS OF column "
                        + left.rowType().name(leftColumn)
                        + ", which no watermark bounds: it must be an event-time column (WATERMARK) as it is"));
        EventTimeColumn rightTime = versionTime(right);
        if (left.rowType().type(leftTime.column()).kind()
                != right.rowType().type(rightTime.column()).kind()) {
            throw MillraceException.notSupported("FOR SYSTEM_TIME AS OF between "
                    + left.rowType().type(leftTime.column()).sqlName() + " and "
                    + right.rowType().type(rightTime.column()).sqlName());
        }
        Set<Integer> told = new HashSet<>(join.keys().right());
        told.add(rightTime.column());
        if (right.properties().uniqueKeys().stream().noneMatch(told::containsAll)) {
            throw MillraceException.notSupported(
                    "FOR SYSTEM_TIME AS OF with a right side whose rows are no versions: its"
                            + " primary key must be the columns compared and its event time "
                            + right.rowType().name(rightTime.column())
                            + ", or the columns compared alone where the table is 'upsert' (a view that groups by"
                            + " them, or keeps ROW_NUMBER() OVER (PARTITION BY them …) = 1, has such a key)");
        }
        return nodes.temporalJoin(left, right, join, leftTime, rightTime);
    }

    /** When a version begins: the row's own time, or the end of its window. */
    private static EventTimeColumn versionTime(PhysicalNode right) {
        for (Bound bound : List.of(Bound.ROW_TIME, Bound.WINDOW_END, Bound.WINDOW_TIME, Bound.LAGGING)) {
            List<EventTimeColumn> times = right.properties().eventTimes().stream()
                    .filter(time -> time.bound() == bound)
                    .toList();
            if (times.size() > 1) {
                throw MillraceException.notSupported(
                        "FOR SYSTEM_TIME AS OF with a right side that has several event times");
            } else if (!times.isEmpty()) {
                return times.get(0);
            }
        }
        throw MillraceException.notSupported(
                "FOR SYSTEM_TIME AS OF with a right side that has no event-time column (WATERMARK)");
    }

    private PhysicalNode lookup(PhysicalNode left, PhysicalNode right, JoinTranslation.Conditioned join) {
        Set<Integer> told = new HashSet<>(join.keys().right());
        if (right.properties().uniqueKeys().stream().noneMatch(told::containsAll)) {
            throw MillraceException.notSupported(
                    "FOR SYSTEM_TIME AS OF PROCTIME() with a right side that may have several"
                            + " rows for a left one: its primary key must be among the columns compared");
        }
        return nodes.lookupJoin(left, right, join);
    }
}
