package io.millrace.planner.translate;

import io.millrace.plan.node.Calc;
import io.millrace.plan.node.Collect;
import io.millrace.plan.node.ConnectorScan;
import io.millrace.plan.node.Distinct;
import io.millrace.plan.node.Exchange;
import io.millrace.plan.node.GroupAggregate;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.LookupJoin;
import io.millrace.plan.node.MatchRecognize;
import io.millrace.plan.node.Materialize;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.Over;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.Recursion;
import io.millrace.plan.node.RelationScan;
import io.millrace.plan.node.SessionWindow;
import io.millrace.plan.node.SetOperation;
import io.millrace.plan.node.SinkWrite;
import io.millrace.plan.node.Sort;
import io.millrace.plan.node.TemporalJoin;
import io.millrace.plan.node.TimeBuckets;
import io.millrace.plan.node.TimeLimits;
import io.millrace.plan.node.TopN;
import io.millrace.plan.node.UnionAll;
import io.millrace.plan.node.Unnest;
import io.millrace.plan.node.Upsert;
import io.millrace.plan.node.Values;
import io.millrace.plan.node.VolatileCalc;
import io.millrace.plan.node.WatermarkDelay;
import io.millrace.plan.node.WindowAggregate;
import io.millrace.plan.node.WindowAssign;
import io.millrace.spi.error.MillraceException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Scans leave late rows out if something above them fires or expires on the watermark. */
final class LateRows {
    private LateRows() {}

    /**
     * The nodes with that said.
     *
     * @param nodes each behind its inputs
     * @throws MillraceException 0A000 if late rows are allowed and a node cannot correct what it gave
     */
    static List<PhysicalNode> dropped(List<PhysicalNode> nodes, TimeLimits limits) {
        Set<NodeId> below = new HashSet<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            PhysicalNode node = nodes.get(i);
            boolean firesOrExpires = node.accept(new FiresOrExpires());
            if (firesOrExpires && limits.allowedLatenessMicros() > 0 && !corrects(node)) {
                throw MillraceException.notSupported(
                        "'allowed-lateness' with " + node.getClass().getSimpleName() + " " + node.id());
            }
            if (below.contains(node.id()) || firesOrExpires) {
                below.addAll(node.inputs());
                below.add(node.id());
            }
        }
        return nodes.stream()
                .map(node -> below.contains(node.id()) ? dropping(node) : node)
                .toList();
    }

    /** Whether what comes late and is allowed changes what the node gave, and it keeps what it needs for that. */
    private static boolean corrects(PhysicalNode node) {
        return node instanceof GroupAggregate
                || node instanceof SessionWindow
                || node instanceof Join
                || node instanceof TopN
                || node instanceof Over;
    }

    /** Relations of which changes are left out, so that a key of theirs may be there twice. */
    static Set<String> keysLost(List<PhysicalNode> nodes) {
        Set<String> lost = new HashSet<>();
        for (PhysicalNode node : nodes) {
            if (node instanceof RelationScan scan
                    && scan.dropLate()
                    && !scan.properties().uniqueKeys().isEmpty()) {
                lost.add(scan.relation());
            }
        }
        return lost;
    }

    private static PhysicalNode dropping(PhysicalNode node) {
        if (node.properties().eventTimes().isEmpty()) {
            return node;
        } else if (node instanceof ConnectorScan scan) {
            return new ConnectorScan(
                    scan.id(),
                    scan.connector(),
                    scan.table(),
                    scan.readColumns(),
                    scan.withSplit(),
                    scan.outputs(),
                    scan.watermark(),
                    true,
                    scan.finite(),
                    scan.rejectRows(),
                    scan.properties());
        } else if (node instanceof RelationScan scan) {
            return new RelationScan(scan.id(), scan.relation(), scan.columns(), scan.key(), true, scan.properties());
        }
        return node;
    }

    private static final class FiresOrExpires implements PhysicalNode.Visitor<Boolean> {
        @Override
        public Boolean visit(WindowAggregate node) {
            return true;
        }

        @Override
        public Boolean visit(GroupAggregate node) {
            return node.firingKey() >= 0;
        }

        @Override
        public Boolean visit(Join node) {
            return node.expiringKey() >= 0;
        }

        @Override
        public Boolean visit(TemporalJoin node) {
            return true;
        }

        @Override
        public Boolean visit(LookupJoin node) {
            return false;
        }

        @Override
        public Boolean visit(Recursion node) {
            return false;
        }

        @Override
        public Boolean visit(ConnectorScan node) {
            return false;
        }

        @Override
        public Boolean visit(RelationScan node) {
            return false;
        }

        @Override
        public Boolean visit(Values node) {
            return false;
        }

        @Override
        public Boolean visit(Upsert node) {
            return node.expiringKey() >= 0;
        }

        @Override
        public Boolean visit(Calc node) {
            return false;
        }

        @Override
        public Boolean visit(VolatileCalc node) {
            return false;
        }

        @Override
        public Boolean visit(Exchange node) {
            return false;
        }

        @Override
        public Boolean visit(WindowAssign node) {
            return false;
        }

        @Override
        public Boolean visit(SessionWindow node) {
            return node.fires();
        }

        @Override
        public Boolean visit(TimeBuckets node) {
            return false;
        }

        @Override
        public Boolean visit(WatermarkDelay node) {
            return false;
        }

        @Override
        public Boolean visit(Unnest node) {
            return false;
        }

        @Override
        public Boolean visit(Distinct node) {
            return false;
        }

        @Override
        public Boolean visit(UnionAll node) {
            return false;
        }

        @Override
        public Boolean visit(SetOperation node) {
            return false;
        }

        @Override
        public Boolean visit(MatchRecognize node) {
            return node.timeColumn() >= 0;
        }

        @Override
        public Boolean visit(Sort node) {
            return false;
        }

        @Override
        public Boolean visit(TopN node) {
            return node.firingKey() >= 0;
        }

        @Override
        public Boolean visit(Over node) {
            return node.firingKey() >= 0 || node.timeColumn() >= 0;
        }

        @Override
        public Boolean visit(Materialize node) {
            return false;
        }

        @Override
        public Boolean visit(SinkWrite node) {
            return false;
        }

        @Override
        public Boolean visit(Collect node) {
            return false;
        }
    }
}
