package io.millrace.executor.expression.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.spi.batch.BytesColumn;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** What a JSON text is made of. Keeps the last path. <b>Threading:</b> one thread. */
public final class JsonParts {
    private static final Slice ROOT = Slice.of("$");

    private final JsonText texts = new JsonText();

    /** IS JSON. @param kind VALUE, OBJECT, ARRAY or SCALAR */
    public static boolean is(Slice text, Slice kind) {
        JsonNode node = JsonText.parse(text);
        if (node == null) {
            return false;
        }
        return switch (kind.toString()) {
            case "OBJECT" -> node.isObject();
            case "ARRAY" -> node.isArray();
            case "SCALAR" -> node.isValueNode();
            default -> true;
        };
    }

    /** The member of that name, as JSON. */
    public static boolean member(Slice json, Slice name, Slice out) {
        return set(JsonText.require(json).get(name.toString()), out);
    }

    /** The element of that number, as JSON. @param index from 0, of negative ones from the end */
    public static boolean element(Slice json, int index, Slice out) {
        JsonNode array = JsonText.require(json);
        return array.isArray() && set(array.get(index < 0 ? array.size() + index : index), out);
    }

    private static boolean set(@Nullable JsonNode node, Slice out) {
        if (node == null) {
            return false;
        }
        out.set(node.toString());
        return true;
    }

    /** JSON as text: a string without its quotes; false for null. */
    public static boolean text(Slice json, Slice out) {
        JsonNode node = JsonText.require(json);
        if (node.isNull()) {
            return false;
        }
        out.set(node.isValueNode() ? JsonText.scalarText(node) : json.toString());
        return true;
    }

    /** MySQL's names of kinds. */
    public static void type(Slice json, Slice out) {
        JsonNode node = JsonText.require(json);
        out.set(
                node.isObject()
                        ? "OBJECT"
                        : node.isArray()
                                ? "ARRAY"
                                : node.isTextual()
                                        ? "STRING"
                                        : node.isBoolean()
                                                ? "BOOLEAN"
                                                : node.isIntegralNumber()
                                                        ? "INTEGER"
                                                        : node.isNumber() ? "DOUBLE" : "NULL");
    }

    /** PostgreSQL's names of kinds. */
    public static void kind(Slice json, Slice out) {
        JsonNode node = JsonText.require(json);
        String kind = node.isObject()
                ? "object"
                : node.isArray()
                        ? "array"
                        : node.isTextual()
                                ? "string"
                                : node.isBoolean() ? "boolean" : node.isNumber() ? "number" : "null";
        out.set(kind);
    }

    public static int elements(Slice json) {
        JsonNode node = JsonText.require(json);
        if (!node.isArray()) {
            throw DataErrors.invalidParameter(
                    "json_array_length of what is no array: " + DataErrors.quoted(json.toString()));
        }
        return node.size();
    }

    /** What lies at a path of names and numbers, as JSON; false if there is nothing. */
    public static boolean at(Slice json, Nested path, Slice out) {
        BytesColumn steps = (BytesColumn) path.column().child(0);
        JsonNode node = JsonText.require(json);
        for (int i = path.start(); i < path.end(); i++) {
            if (steps.isNull(i)) {
                return false;
            }
            String step = new String(steps.data(), steps.start(i), steps.length(i), StandardCharsets.UTF_8);
            node = node.isObject() ? node.get(step) : node.isArray() ? element(node, step) : null;
            if (node == null) {
                return false;
            }
        }
        return set(node, out);
    }

    private static @Nullable JsonNode element(JsonNode array, String number) {
        if (!number.matches("[+-]?[0-9]{1,9}")) {
            return null;
        }
        int index = Integer.parseInt(number);
        return array.get(index < 0 ? array.size() + index : index);
    }

    /** Without the members that are null, at any depth. */
    public static void stripNulls(Slice json, Slice out) {
        JsonNode node = JsonText.require(json);
        stripNulls(node);
        out.set(node.toString());
    }

    private static void stripNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(member -> member.getValue().isNull());
        }
        node.forEach(JsonParts::stripNulls);
    }

    /** 1 for a scalar and what is empty. */
    public static int depth(Slice json) {
        return depth(JsonText.require(json));
    }

    private static int depth(JsonNode node) {
        int deepest = 0;
        for (JsonNode child : node) {
            deepest = Math.max(deepest, depth(child));
        }
        return deepest + 1;
    }

    /** Number of members or elements, 1 for a scalar; -1 if nothing is at the path. */
    public int length(Slice json, Slice path) {
        JsonNode node = texts.at(json, path);
        return node == null ? -1 : node.isContainerNode() ? node.size() : 1;
    }

    public int length(Slice json) {
        return length(json, ROOT);
    }

    /** Names of the members, as a JSON array; false if there is no object at the path. */
    public boolean keys(Slice json, Slice path, Slice out) {
        JsonNode node = texts.at(json, path);
        if (node == null || !node.isObject()) {
            return false;
        }
        StringBuilder text = new StringBuilder("[");
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            text.append(text.length() > 1 ? "," : "");
            JsonOutput.quote(names.next(), text);
        }
        out.set(text.append(']').toString());
        return true;
    }

    public boolean keys(Slice json, Slice out) {
        return keys(json, ROOT, out);
    }

    /** With a line for each member and element. */
    public static void pretty(Slice json, Slice out) {
        StringBuilder text = new StringBuilder();
        pretty(JsonText.require(json), 0, text);
        out.set(text.toString());
    }

    private static void pretty(JsonNode node, int depth, StringBuilder text) {
        if (node.isEmpty()) {
            text.append(node);
            return;
        }
        boolean object = node.isObject();
        text.append(object ? '{' : '[');
        Iterator<String> names = node.fieldNames();
        boolean first = true;
        for (JsonNode child : node) {
            text.append(first ? "\n" : ",\n").append("  ".repeat(depth + 1));
            first = false;
            if (object) {
                JsonOutput.quote(names.next(), text);
                text.append(": ");
            }
            pretty(child, depth + 1, text);
        }
        text.append('\n').append("  ".repeat(depth)).append(object ? '}' : ']');
    }
}
