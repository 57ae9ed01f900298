package io.millrace.plan.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All that computes the rows of a node.
 *
 * @param nodes each behind its inputs, the node itself last; of two that are {@link #isSameAs the same} those at one place correspond
 * @param text of the nodes and nothing else: not what they and their columns are called
 */
public record SubPlan(List<PhysicalNode> nodes, String text) {
    private static final List<String> INPUTS = List.of("input", "left", "right", "inputs", "leaves");

    public SubPlan {
        nodes = List.copyOf(nodes);
    }

    public static SubPlan of(PhysicalPlan plan, NodeId root) {
        Set<NodeId> order = new LinkedHashSet<>();
        collect(plan, root, order);
        List<NodeId> ids = new ArrayList<>(order);
        StringBuilder text = new StringBuilder(PlanJson.tree(plan.limits()).toString());
        for (NodeId id : ids) {
            text.append('\n').append(nameless(plan.node(id), ids));
        }
        return new SubPlan(ids.stream().map(plan::node).toList(), text.toString());
    }

    private static void collect(PhysicalPlan plan, NodeId id, Set<NodeId> order) {
        if (!order.contains(id)) {
            plan.node(id).inputs().forEach(input -> collect(plan, input, order));
            order.add(id);
        }
    }

    private static JsonNode nameless(PhysicalNode node, List<NodeId> ids) {
        ObjectNode json = (ObjectNode) PlanJson.tree(node);
        json.put("id", ids.indexOf(node.id()));
        for (String field : INPUTS) {
            if (json.has(field)) {
                json.set(field, numbered(json.get(field), ids));
            }
        }
        ObjectNode properties = json.putObject("properties");
        ArrayNode types = properties.putArray("types");
        node.rowType().fields().forEach(column -> types.add(PlanJson.tree(column.type())));
        properties.put("appendOnly", node.changelog().appendOnly());
        properties.set("uniqueKeys", PlanJson.tree(node.properties().uniqueKeys()));
        properties.set("eventTimes", PlanJson.tree(node.properties().eventTimes()));
        for (JsonNode call : json.path("aggregates")) {
            if (call instanceof ObjectNode aggregate) {
                aggregate.remove("name");
            }
        }
        return json;
    }

    private static JsonNode numbered(JsonNode json, List<NodeId> ids) {
        if (json instanceof ArrayNode several) {
            ArrayNode numbers = several.arrayNode();
            several.forEach(one -> numbers.add(numbered(one, ids)));
            return numbers;
        }
        int index = json instanceof TextNode name ? ids.indexOf(new NodeId(name.textValue())) : -1;
        return index < 0 ? json : new TextNode("#" + index);
    }

    /** The node whose rows it computes. */
    public PhysicalNode root() {
        return nodes.get(nodes.size() - 1);
    }

    /** Whether both compute the same rows in the same way from the same input, so that the state of one is that of the other. */
    public boolean isSameAs(SubPlan other) {
        return text.equals(other.text);
    }
}
