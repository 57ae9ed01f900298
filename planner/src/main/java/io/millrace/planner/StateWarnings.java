package io.millrace.planner;

import io.millrace.plan.node.ConnectorScan;
import io.millrace.plan.node.Distinct;
import io.millrace.plan.node.GroupAggregate;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.MatchRecognize;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.Upsert;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Says where a continuous query over a connector keeps state that nothing ever takes away. */
final class StateWarnings {
    private StateWarnings() {}

    static List<String> of(PhysicalPlan plan) {
        Set<NodeId> fromConnectors = new HashSet<>();
        List<String> warnings = new ArrayList<>();
        for (PhysicalNode node : plan.nodes()) {
            boolean endless =
                    node instanceof ConnectorScan || node.inputs().stream().anyMatch(fromConnectors::contains);
            if (!endless) {
                continue;
            }
            fromConnectors.add(node.id());
            if (node instanceof GroupAggregate aggregate
                    && aggregate.firingKey() < 0
                    && !aggregate.keys().isEmpty()) {
                warnings.add("state grows with the input: GroupAggregate " + node.id() + " keeps every group");
            } else if (node instanceof Join join
                    && join.expiringKey() < 0
                    && !join.leftKeys().isEmpty()) {
                warnings.add("state grows with the input: Join " + node.id() + " keeps the rows of both sides");
            } else if (node instanceof MatchRecognize match) {
                PatternState.warning(match).ifPresent(warnings::add);
            } else if (node instanceof Upsert) {
                warnings.add("state grows with the keys of the input: Upsert " + node.id() + " keeps a row for each");
            } else if (node instanceof Distinct) {
                warnings.add("state grows with the input: Distinct " + node.id() + " keeps every row");
            }
        }
        return warnings;
    }
}
