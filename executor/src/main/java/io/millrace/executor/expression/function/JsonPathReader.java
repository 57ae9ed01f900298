package io.millrace.executor.expression.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.executor.expression.function.JsonPath.Element;
import io.millrace.executor.expression.function.JsonPath.Filter;
import io.millrace.executor.expression.function.JsonPath.Member;
import io.millrace.executor.expression.function.JsonPath.Step;
import io.millrace.executor.expression.function.JsonPredicate.Comparison;
import io.millrace.executor.expression.function.JsonPredicate.Operand;
import io.millrace.spi.error.MillraceException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads the text of a {@link JsonPath}, once. <b>Errors:</b> 22023 with the position. */
final class JsonPathReader {
    private static final int DEPTH_MAX = 50;

    private final String text;
    private final boolean lax;
    private int at;
    private int depth;

    JsonPathReader(String text) {
        this.text = text.strip();
        this.lax = !this.text.startsWith("strict ");
        this.at = this.text.startsWith("lax ") ? 4 : lax ? 0 : 7;
    }

    JsonPath read() {
        skipBlanks();
        need("$");
        JsonPath path = steps();
        if (at < text.length()) {
            throw wrong();
        }
        return path;
    }

    /** What follows {@code $} or {@code @}, as far as it is a path. */
    private JsonPath steps() {
        List<Step> steps = new ArrayList<>();
        while (true) {
            skipBlanks();
            if (take(".")) {
                steps.add(new Member(take("*") ? null : name()));
            } else if (take("[")) {
                steps.add(subscript());
                need("]");
            } else if (take("?")) {
                skipBlanks();
                need("(");
                steps.add(new Filter(anyOf()));
                need(")");
            } else {
                return new JsonPath(lax, steps);
            }
        }
    }

    private Step subscript() {
        skipBlanks();
        Step step;
        if (take("*")) {
            step = new Element(JsonPath.ALL);
        } else if (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
            step = new Member(quoted(text.charAt(at)));
        } else if (take("last")) {
            step = new Element(JsonPath.LAST);
        } else {
            int start = at;
            while (at < text.length() && Character.isDigit(text.charAt(at)) && at - start < 9) {
                at++;
            }
            if (start == at) {
                throw wrong();
            }
            step = new Element(Integer.parseInt(text.substring(start, at)));
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

    private JsonPredicate anyOf() {
        if (++depth > DEPTH_MAX) {
            throw wrong();
        }
        JsonPredicate left = allOf();
        while (takeWord("||")) {
            left = new JsonPredicate.Junction(false, left, allOf());
        }
        depth--;
        return left;
    }

    private JsonPredicate allOf() {
        JsonPredicate left = single();
        while (takeWord("&&")) {
            left = new JsonPredicate.Junction(true, left, single());
        }
        return left;
    }

    private JsonPredicate single() {
        if (takeWord("!")) {
            need("(");
            JsonPredicate inner = anyOf();
            need(")");
            return new JsonPredicate.Not(inner);
        } else if (takeWord("(")) {
            JsonPredicate inner = anyOf();
            need(")");
            return inner;
        } else if (takeWord("exists")) {
            skipBlanks();
            need("(");
            skipBlanks();
            need("@");
            JsonPath path = steps();
            need(")");
            return new JsonPredicate.Exists(path);
        }
        Operand left = operand();
        if (takeWord("like_regex")) {
            return matches(left);
        }
        Comparison comparison = comparison();
        JsonPredicate compared = new JsonPredicate.Compare(comparison, left, operand(), lax);
        skipBlanks();
        return compared;
    }

    /** {@code like_regex "pattern" flag "i"}; with flag q the pattern is plain text. */
    private JsonPredicate matches(Operand operand) {
        skipBlanks();
        if (at >= text.length() || text.charAt(at) != '"') {
            throw wrong();
        }
        String pattern = string();
        String flags = "";
        if (takeWord("flag")) {
            skipBlanks();
            if (at >= text.length() || text.charAt(at) != '"') {
                throw wrong();
            }
            flags = quoted('"');
        }
        skipBlanks();
        return new JsonPredicate.Matches(operand, RegularExpression.ofJsonPath(pattern, flags), lax);
    }

    /** As JSON writes it, with escapes. */
    private String string() {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        JsonNode string = end < text.length() ? JsonText.parse(Slice.of(text.substring(at, end + 1))) : null;
        if (string == null) {
            throw wrong();
        }
        at = end + 1;
        return string.textValue();
    }

    private Comparison comparison() {
        if (takeWord("==")) {
            return Comparison.EQUAL;
        } else if (takeWord("<>") || takeWord("!=")) {
            return Comparison.NOT_EQUAL;
        } else if (takeWord("<=")) {
            return Comparison.LESS_OR_EQUAL;
        } else if (takeWord(">=")) {
            return Comparison.GREATER_OR_EQUAL;
        } else if (takeWord("<")) {
            return Comparison.LESS;
        } else if (takeWord(">")) {
            return Comparison.GREATER;
        } else if (takeWord("starts with")) {
            return Comparison.STARTS_WITH;
        }
        throw wrong();
    }

    private Operand operand() {
        skipBlanks();
        if (take("@")) {
            if (++depth > DEPTH_MAX) {
                throw wrong();
            }
            JsonPath path = steps();
            depth--;
            return new Operand(path, null);
        }
        return new Operand(null, constant());
    }

    private JsonNode constant() {
        if (take("true")) {
            return BooleanNode.TRUE;
        } else if (take("false")) {
            return BooleanNode.FALSE;
        } else if (take("null")) {
            return NullNode.getInstance();
        } else if (at < text.length() && text.charAt(at) == '"') {
            return new TextNode(quoted('"'));
        }
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0 && at - start < 40) {
            at++;
        }
        try {
            return new DecimalNode(new BigDecimal(text.substring(start, at)));
        } catch (NumberFormatException e) {
            at = start;
            throw wrong();
        }
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private boolean take(String wanted) {
        boolean found = text.startsWith(wanted, at);
        at += found ? wanted.length() : 0;
        return found;
    }

    /** Behind blanks. */
    private boolean takeWord(String wanted) {
        skipBlanks();
        return take(wanted);
    }

    private void need(String wanted) {
        skipBlanks();
        if (!take(wanted)) {
            throw wrong();
        }
    }

    private MillraceException wrong() {
        return DataErrors.invalidParameter("the JSON path " + DataErrors.quoted(text) + " cannot be read from position "
                + (at + 1) + "; members, subscripts, * and filters are known");
    }
}
