package io.millrace.executor.expression.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path of SQL/JSON: {@code $.a."b c"[0].*}, {@code [*]}, {@code [last]}, optionally after {@code lax} (arrays are opened for
 * a member, single values count as arrays of one) or {@code strict}. Immutable.
 */
final class JsonPath {
    private final String text;
    private final boolean lax;
    private final List<Step> steps = new ArrayList<>();
    private int at;

    /** A member by name, or an element by index; {@code name} and {@code index} both absent for all. */
    private record Step(boolean member, @Nullable String name, int index) {}

    private static final int ALL = -1;
    private static final int LAST = -2;

    private JsonPath(String text) {
        this.text = text.strip();
        this.lax = !this.text.startsWith("strict ");
        this.at = this.text.startsWith("lax ") ? 4 : lax ? 0 : 7;
        parse();
    }

    static JsonPath of(String text) {
        return new JsonPath(text);
    }

    /** What is there; null where a strict path asks for what is not there. */
    @Nullable List<JsonNode> find(JsonNode root) {
        List<JsonNode> current = List.of(root);
        for (Step step : steps) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : current) {
                boolean suits = step.member() ? member(step, node, next, lax) : element(step, node, next);
                if (!suits && !lax) {
                    return null;
                }
            }
            current = next;
        }
        return current;
    }

    private static boolean member(Step step, JsonNode node, List<JsonNode> found, boolean opens) {
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

    private boolean element(Step step, JsonNode node, List<JsonNode> found) {
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

    private void parse() {
        skipBlanks();
        need('$');
        while (at < text.length()) {
            if (take('.')) {
                steps.add(take('*') ? new Step(true, null, ALL) : new Step(true, name(), ALL));
            } else if (take('[')) {
                steps.add(subscript());
                need(']');
            } else if (text.charAt(at) == ' ') {
                at++;
            } else {
                throw wrong();
            }
        }
    }

    private Step subscript() {
        skipBlanks();
        Step step;
        if (take('*')) {
            step = new Step(false, null, ALL);
        } else if (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
            step = new Step(true, quoted(text.charAt(at)), ALL);
        } else if (text.startsWith("last", at)) {
            at += 4;
            step = new Step(false, null, LAST);
        } else {
            int start = at;
            while (at < text.length() && Character.isDigit(text.charAt(at)) && at - start < 9) {
                at++;
            }
            if (start == at) {
                throw wrong();
            }
            step = new Step(false, null, Integer.parseInt(text.substring(start, at)));
        }
        skipBlanks();
        return step;
    }

    private String name() {
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted('"');
        }
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_$-".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (start == at) {
            throw wrong();
        }
        return text.substring(start, at);
    }

    private String quoted(char quote) {
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw wrong();
        }
        String name = text.substring(at + 1, end);
        at = end + 1;
        return name;
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean take(char wanted) {
        boolean found = at < text.length() && text.charAt(at) == wanted;
        at += found ? 1 : 0;
        return found;
    }

    private void need(char wanted) {
        if (!take(wanted)) {
            throw wrong();
        }
    }

    private MillraceException wrong() {
        return DataErrors.invalidParameter("the JSON path " + DataErrors.quoted(text) + " cannot be read from position "
                + (at + 1) + "; members, subscripts and * are known");
    }
}
