package io.millrace.executor.expression.function;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path of SQL/JSON: {@code $.a."b c"[0].*}, {@code [*]}, {@code [last]}, {@code ? (@.b > 1)}, optionally after {@code lax}
 * (arrays are opened for a member or a filter, single values count as arrays of one) or {@code strict}. Immutable.
 */
record JsonPath(boolean lax, List<Step> steps) {
    /** Index of all elements, and of the last one. */
    static final int ALL = -1;

    static final int LAST = -2;

    JsonPath {
        steps = List.copyOf(steps);
    }

    /** What a path does with each item. */
    sealed interface Step {}

    /** The member of that name; null for all. */
    record Member(@Nullable String name) implements Step {}

    /** An element, {@link #ALL} or {@link #LAST}. */
    record Element(int index) implements Step {}

    /** The items for which a condition is true. */
    record Filter(JsonPredicate predicate) implements Step {}

    static JsonPath of(String text) {
        return new JsonPathReader(text).read();
    }

    /** What is there; null where a strict path asks for what is not there. */
    @Nullable List<JsonNode> find(JsonNode root) {
        List<JsonNode> current = List.of(root);
        for (Step step : steps) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : current) {
                if (!take(step, node, next) && !lax) {
                    return null;
                }
            }
            current = next;
        }
        return current;
    }

    private boolean take(Step step, JsonNode node, List<JsonNode> found) {
        if (step instanceof Member member) {
            return member(member, node, found, lax);
        } else if (step instanceof Element element) {
            return element(element, node, found);
        }
        filter((Filter) step, node, found, lax);
        return true;
    }

    private static boolean member(Member step, JsonNode node, List<JsonNode> found, boolean opens) {
        if (node.isArray() && opens) {
            node.forEach(element -> member(step, element, found, false));
        } else if (step.name() == null && node.isObject()) {
            node.forEach(found::add);
        } else if (step.name() != null && node.has(step.name())) {
            found.add(node.get(step.name()));
        } else {
            return false;
        }
        return true;
    }

    private boolean element(Element step, JsonNode node, List<JsonNode> found) {
        if (!node.isArray()) {
            boolean itself = step.index() == 0 || step.index() == ALL || step.index() == LAST;
            if (lax && itself) {
                found.add(node);
            }
            return false;
        } else if (step.index() == ALL) {
            node.forEach(found::add);
            return true;
        }
        int index = step.index() == LAST ? node.size() - 1 : step.index();
        if (node.has(index)) {
            found.add(node.get(index));
            return true;
        }
        return false;
    }

    private static void filter(Filter step, JsonNode node, List<JsonNode> found, boolean opens) {
        if (node.isArray() && opens) {
            node.forEach(element -> filter(step, element, found, false));
        } else if (step.predicate().test(node) == JsonPredicate.Truth.TRUE) {
            found.add(node);
        }
    }
}
