package io.millrace.executor.expression.function;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The condition of a filter in a JSON path, about one item. What cannot be compared is unknown, and so is its opposite. */
sealed interface JsonPredicate {
    Truth test(JsonNode item);

    /** Three-valued. */
    enum Truth {
        FALSE,
        UNKNOWN,
        TRUE;

        static Truth of(boolean is) {
            return is ? TRUE : FALSE;
        }
    }

    /** Both, if {@code all}, or at least one. */
    record Junction(boolean all, JsonPredicate left, JsonPredicate right) implements JsonPredicate {
        @Override
        public Truth test(JsonNode item) {
            Truth one = left.test(item);
            Truth other = right.test(item);
            return one.compareTo(other) < 0 == all ? one : other;
        }
    }

    /** The opposite. */
    record Not(JsonPredicate inner) implements JsonPredicate {
        @Override
        public Truth test(JsonNode item) {
            return switch (inner.test(item)) {
                case TRUE -> Truth.FALSE;
                case FALSE -> Truth.TRUE;
                case UNKNOWN -> Truth.UNKNOWN;
            };
        }
    }

    /** Whether anything is at a path. */
    record Exists(JsonPath path) implements JsonPredicate {
        @Override
        public Truth test(JsonNode item) {
            List<JsonNode> found = path.find(item);
            return found == null ? Truth.UNKNOWN : Truth.of(!found.isEmpty());
        }
    }

    /** Whether some item of the operand, a string, matches a regular expression; lax opens arrays. */
    record Matches(Operand operand, Pattern pattern, boolean lax) implements JsonPredicate {
        @Override
        public Truth test(JsonNode item) {
            List<JsonNode> items = operand.items(item);
            if (items == null) {
                return Truth.UNKNOWN;
            }
            Truth most = Truth.FALSE;
            for (JsonNode one : items) {
                boolean opened = lax && one.isArray();
                for (JsonNode node : opened ? one : List.of(one)) {
                    Truth truth = node.isTextual()
                            ? Truth.of(pattern.matcher(node.textValue()).find())
                            : Truth.UNKNOWN;
                    most = truth.compareTo(most) > 0 ? truth : most;
                }
            }
            return most;
        }
    }

    /** A path from the item, or a constant. */
    record Operand(@Nullable JsonPath path, @Nullable JsonNode constant) {
        /** Null where a strict path asks for what is not there. */
        @Nullable List<JsonNode> items(JsonNode item) {
            JsonNode value = constant;
            return value != null ? List.of(value) : path == null ? List.of() : path.find(item);
        }
    }

    /** A sign between two values. */
    enum Comparison {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL,
        STARTS_WITH
    }

    /** Whether some item of the left side compares so to some item of the right one; lax opens arrays. */
    record Compare(Comparison comparison, Operand left, Operand right, boolean lax) implements JsonPredicate {
        @Override
        public Truth test(JsonNode item) {
            List<JsonNode> lefts = left.items(item);
            List<JsonNode> rights = right.items(item);
            if (lefts == null || rights == null) {
                return Truth.UNKNOWN;
            }
            Truth most = Truth.FALSE;
            for (JsonNode one : lefts) {
                for (JsonNode other : rights) {
                    Truth truth = open(one, other);
                    if (truth == Truth.UNKNOWN && !lax) {
                        return truth;
                    }
                    most = truth.compareTo(most) > 0 ? truth : most;
                }
            }
            return most;
        }

        private Truth open(JsonNode one, JsonNode other) {
            if (!lax || !one.isArray()) {
                return compare(one, other);
            }
            Truth most = Truth.FALSE;
            for (JsonNode element : one) {
                Truth truth = compare(element, other);
                most = truth.compareTo(most) > 0 ? truth : most;
            }
            return most;
        }

        private Truth compare(JsonNode one, JsonNode other) {
            if (comparison == Comparison.STARTS_WITH) {
                return one.isTextual() && other.isTextual()
                        ? Truth.of(one.textValue().startsWith(other.textValue()))
                        : Truth.UNKNOWN;
            } else if (one.isNull() != other.isNull()) {
                return Truth.of(comparison == Comparison.NOT_EQUAL);
            }
            int order;
            if (one.isNull()) {
                order = 0;
            } else if (one.isNumber() && other.isNumber()) {
                order = one.decimalValue().compareTo(other.decimalValue());
            } else if (one.isTextual() && other.isTextual()) {
                order = Slices.compare(Slice.of(one.textValue()), Slice.of(other.textValue()));
            } else if (one.isBoolean() && other.isBoolean()) {
                order = Boolean.compare(one.booleanValue(), other.booleanValue());
            } else {
                return Truth.UNKNOWN;
            }
            return Truth.of(
                    switch (comparison) {
                        case EQUAL -> order == 0;
                        case NOT_EQUAL -> order != 0;
                        case LESS -> order < 0;
                        case LESS_OR_EQUAL -> order <= 0;
                        case GREATER -> order > 0;
                        case GREATER_OR_EQUAL -> order >= 0;
                        case STARTS_WITH -> throw new IllegalStateException("compared above");
                    });
        }
    }
}
