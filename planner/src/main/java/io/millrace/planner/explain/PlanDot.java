package io.millrace.planner.explain;

import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PhysicalPlan;
import java.util.ArrayList;
import java.util.List;

/** A plan in Graphviz's language, rows flowing upwards. */
public final class PlanDot {
    private PlanDot() {}

    /** Lines without line ends. */
    public static List<String> lines(PhysicalPlan plan) {
        NodeText text = new NodeText(plan);
        List<String> lines = new ArrayList<>();
        lines.add("digraph plan {");
        lines.add("  rankdir=BT; node [shape=box, fontname=\"monospace\"];");
        for (PhysicalNode node : plan.nodes()) {
            String label = node.id() + "\n" + node.accept(text) + "\n" + node.changelog();
            lines.add("  " + quoted(node.id().value()) + " [label=" + quoted(label) + "];");
            for (NodeId input : node.inputs()) {
                lines.add(
                        "  " + quoted(input.value()) + " -> " + quoted(node.id().value()) + ";");
            }
        }
        lines.add("}");
        return lines;
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
