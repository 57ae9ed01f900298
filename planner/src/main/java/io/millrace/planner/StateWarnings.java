package io.millrace.planner;

import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.ConnectorScan;
import io.millrace.plan.node.Distinct;
import io.millrace.plan.node.GroupAggregate;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.LookupJoin;
import io.millrace.plan.node.MatchRecognize;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.Over;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.RelationScan;
import io.millrace.plan.node.SessionWindow;
import io.millrace.plan.node.SetOperation;
import io.millrace.plan.node.TemporalJoin;
import io.millrace.plan.node.TopN;
import io.millrace.plan.node.Upsert;
import io.millrace.plan.node.VolatileCalc;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says where a continuous query keeps state that grows with its input and that nothing ever takes away. Over native tables, and
 * views that are updated, state is not larger than they are: there is nothing to say.
 */
final class StateWarnings {
    private StateWarnings() {}

    /**
     * Sentences for the user.
     *
     * @throws MillraceException 0A000 if {@code 'state-ttl'} is to bound what it cannot
     */
    static List<String> of(PhysicalPlan plan) {
        boolean bounds = plan.limits().stateTtlMicros() > 0;
        Set<NodeId> growing = new HashSet<>();
        List<String> warnings = new ArrayList<>();
        boolean bounded = false;
        for (PhysicalNode node : plan.nodes()) {
            if (!isFed(node, growing)) {
                continue;
            }
            growing.add(node.id());
            String kept = kept(plan, node, growing);
            if (kept == null) {
                continue;
            }
            if (!bounds) {
                boolean ages = node instanceof GroupAggregate aggregate
                        && !aggregate.keys().isEmpty();
                warnings.add("state grows with the input: " + kept + (ages ? "; 'state-ttl' bounds that" : ""));
            } else if (node instanceof GroupAggregate aggregate
                    && !aggregate.keys().isEmpty()) {
                bounded = true;
                requireAgeable(plan, aggregate);
            } else {
                throw MillraceException.notSupported("'state-ttl' where " + kept);
            }
        }
        if (bounds && !bounded) {
            warnings.add("'state-ttl' has no effect: no group of this query is kept without limit");
        }
        return warnings;
    }

    /** Whether rows without end come in, of which none are ever taken back. */
    private static boolean isFed(PhysicalNode node, Set<NodeId> growing) {
        return node instanceof ConnectorScan
                || node instanceof RelationScan && node.changelog().appendOnly()
                || node.inputs().stream().anyMatch(growing::contains);
    }

    private static void requireAgeable(PhysicalPlan plan, GroupAggregate aggregate) {
        if (aggregate.aggregates().stream().anyMatch(AggregateCall::distinct)) {
            throw MillraceException.notSupported(
                    "'state-ttl' of GroupAggregate " + aggregate.id() + " with a DISTINCT aggregate");
        }
        if (!plan.node(aggregate.input()).changelog().appendOnly()) {
            throw MillraceException.notSupported(
                    "'state-ttl' of GroupAggregate " + aggregate.id() + " over input that deletes ("
                            + plan.node(aggregate.input()).changelog().reason() + ")");
        }
    }

    /** What a node keeps without limit, null for nothing. */
    private static @Nullable String kept(PhysicalPlan plan, PhysicalNode node, Set<NodeId> growing) {
        if (node instanceof GroupAggregate aggregate && aggregate.firingKey() < 0) {
            return kept(aggregate);
        } else if (node instanceof Join join
                && join.expiringKey() < 0
                && (!join.leftKeys().isEmpty()
                        || !isSingleRow(plan, join.left()) && !isSingleRow(plan, join.right()))) {
            return "Join " + node.id() + " keeps the rows of both sides, which nothing says are done with";
        } else if (node instanceof TemporalJoin join && isFed(plan.node(join.right()), growing)) {
            return "TemporalJoin " + node.id() + " keeps the newest row of each key of its right side";
        } else if (node instanceof LookupJoin join) {
            return kept(plan, join, growing);
        } else if (node instanceof VolatileCalc calc && calc.stores()) {
            return "VolatileCalc " + node.id() + " keeps what it gave for each row";
        } else if (node instanceof Distinct) {
            return "Distinct " + node.id() + " keeps every row, to know those that come again";
        } else if (node instanceof Upsert upsert && upsert.expiringKey() < 0) {
            return "Upsert " + node.id() + " keeps a row for each key";
        } else if (node instanceof Over over && over.firingKey() < 0) {
            return OverState.kept(plan, over);
        } else if (node instanceof TopN top && top.firingKey() < 0) {
            return kept(plan, top);
        } else if (node instanceof MatchRecognize match) {
            return PatternState.kept(match);
        } else if (node instanceof SetOperation) {
            return "SetOperation " + node.id() + " keeps every row of its inputs";
        } else if (node instanceof SessionWindow session && !session.fires()) {
            return "SessionWindow " + node.id() + " keeps every row, as no watermark says that a session has ended";
        }
        return null;
    }

    private static @Nullable String kept(PhysicalPlan plan, LookupJoin join, Set<NodeId> growing) {
        if (isFed(plan.node(join.right()), growing)) {
            return "LookupJoin " + join.id() + " keeps every row of its right side";
        }
        return join.stores() && isFed(plan.node(join.left()), growing)
                ? "LookupJoin " + join.id() + " keeps what it gave for each row of its left side"
                : null;
    }

    private static boolean isSingleRow(PhysicalPlan plan, NodeId node) {
        return plan.node(node).properties().uniqueKeys().contains(List.of());
    }

    private static @Nullable String kept(PhysicalPlan plan, TopN top) {
        if (!plan.node(top.input()).changelog().appendOnly() || top.limit() < 0) {
            return "TopN " + top.id() + " keeps every row";
        }
        return top.partitionKeys().isEmpty() ? null : "TopN " + top.id() + " keeps rows of every partition";
    }

    private static @Nullable String kept(GroupAggregate aggregate) {
        if (!aggregate.keys().isEmpty()) {
            return "GroupAggregate " + aggregate.id()
                    + " keeps every group, as none of its keys ends with the watermark";
        }
        for (AggregateCall call : aggregate.aggregates()) {
            if (call.distinct()) {
                return "GroupAggregate " + aggregate.id() + " keeps every distinct value of " + call.name();
            }
        }
        return null;
    }
}
