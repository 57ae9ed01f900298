package io.millrace.planner.explain;

import io.millrace.plan.node.Calc;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.Exchange;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.NodeProperties;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PhysicalPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A plan as an indented tree, root first: what each node does, its id, and what is known of its output. A node that feeds
 * several others is spelt out the first time.
 */
public final class PlanText {
    private static final int LEFT_MAX = 72;

    private final PhysicalPlan plan;
    private final NodeText text;
    private final Set<NodeId> written = new HashSet<>();
    private final List<Line> lines = new ArrayList<>();

    private PlanText(PhysicalPlan plan) {
        this.plan = plan;
        this.text = new NodeText(plan);
    }

    /** Lines without line ends. */
    public static List<String> lines(PhysicalPlan plan) {
        PlanText text = new PlanText(plan);
        text.write(plan.root().id(), 0);
        int width = text.lines.stream()
                .mapToInt(line -> line.left.length())
                .filter(length -> length <= LEFT_MAX)
                .max()
                .orElse(0);
        return text.lines.stream().map(line -> line.toString(width)).toList();
    }

    private void write(NodeId id, int depth) {
        PhysicalNode node = plan.node(id);
        String indent = "  ".repeat(depth);
        if (!written.add(id)) {
            lines.add(new Line(indent + "as above: " + id, ""));
            return;
        }
        lines.add(new Line(indent + node.accept(text), id + properties(node)));
        node.inputs().forEach(input -> write(input, depth + 1));
    }

    /** What a node makes new; of the root everything. */
    private String properties(PhysicalNode node) {
        boolean root = node == plan.root();
        boolean passesOn = node instanceof Exchange || node instanceof Calc;
        if (passesOn && !root) {
            return "";
        }
        NodeProperties properties = node.properties();
        ExpressionText names = new ExpressionText(properties.rowType());
        StringBuilder text = new StringBuilder();
        if (root || !properties.changelog().reason().startsWith("input ")) {
            text.append("  changelog: ").append(properties.changelog());
        }
        if (!properties.uniqueKeys().isEmpty()) {
            text.append("  keys: ")
                    .append(properties.uniqueKeys().stream()
                            .map(key -> "(" + names.names(key) + ")")
                            .collect(Collectors.joining(" ")));
        }
        if (!properties.eventTimes().isEmpty()) {
            text.append("  event time: ")
                    .append(properties.eventTimes().stream()
                            .map(EventTimeColumn::column)
                            .map(names::name)
                            .distinct()
                            .collect(Collectors.joining(", ")));
        }
        return text.toString();
    }

    /** What a node does, and behind it what is known. */
    private record Line(String left, String right) {
        String toString(int width) {
            return right.isEmpty() ? left : left + " ".repeat(Math.max(width - left.length(), 0)) + "  " + right;
        }
    }
}
