package io.millrace.parser;

import static io.millrace.parser.generated.MillraceParserImplConstants.*;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The tokens that could have stood at a place, said as a person would: a few words instead of eighty tokens. */
final class Expectation {
    private static final int ITEMS_MAX = 6;

    private static final BitSet NAMES = kinds(
            IDENTIFIER,
            QUOTED_IDENTIFIER,
            BACK_QUOTED_IDENTIFIER,
            BRACKET_QUOTED_IDENTIFIER,
            HYPHENATED_IDENTIFIER,
            BIG_QUERY_BACK_QUOTED_IDENTIFIER,
            UNICODE_QUOTED_IDENTIFIER);

    private static final BitSet STRINGS = kinds(
            BINARY_STRING_LITERAL,
            QUOTED_STRING,
            PREFIXED_STRING_LITERAL,
            UNICODE_STRING_LITERAL,
            C_STYLE_ESCAPED_STRING_LITERAL,
            BIG_QUERY_DOUBLE_QUOTED_STRING,
            BIG_QUERY_QUOTED_STRING);

    private static final BitSet NUMBERS =
            kinds(UNSIGNED_INTEGER_LITERAL, DECIMAL_NUMERIC_LITERAL, APPROX_NUMERIC_LITERAL, DECIMAL);

    private static final BitSet QUERIES = kinds(SELECT, VALUES, VALUE, TABLE, WITH);

    /** What joins or follows the terms of an expression. */
    static final BitSet OPERATORS = kinds(
            EQ,
            GT,
            LT,
            LE,
            GE,
            NE,
            NE2,
            PLUS,
            MINUS,
            STAR,
            SLASH,
            PERCENT_REMAINDER,
            CONCAT,
            CARET,
            AMPERSAND,
            LEFTSHIFT,
            INFIX_CAST,
            AND,
            OR,
            NOT,
            IN,
            IS,
            BETWEEN,
            LIKE,
            ILIKE,
            RLIKE,
            SIMILAR,
            CONTAINS,
            OVERLAPS,
            EQUALS,
            PRECEDES,
            SUCCEEDS,
            IMMEDIATELY,
            MEMBER,
            SUBMULTISET,
            MULTISET,
            FORMAT,
            AT,
            LBRACKET,
            DOT,
            COLON);

    /** Operators that stand between two terms and nowhere else. */
    static final BitSet INFIX = kinds(EQ, GT, LT, LE, GE, NE, NE2, PLUS, MINUS, SLASH, CONCAT, AND, OR, LIKE, BETWEEN);

    private static final BitSet JOINS = kinds(JOIN, INNER, LEFT, RIGHT, FULL, CROSS, NATURAL, ASOF, OUTER);

    /** Possible, and never what the user forgot. */
    private static final BitSet RARE = kinds(
            INTERSECT,
            EXCEPT,
            SET_MINUS,
            FETCH,
            OFFSET,
            WINDOW,
            QUALIFY,
            TABLESAMPLE,
            PIVOT,
            UNPIVOT,
            EXTEND,
            MATCH_RECOGNIZE,
            HINT_BEG,
            MULTISET,
            UNSIGNED,
            MEASURE,
            UESCAPE,
            DOT,
            SEMICOLON,
            UPSERT,
            ESCAPE,
            WITHIN,
            FILTER,
            RESPECT,
            IGNORE,
            YEARS,
            QUARTERS,
            MONTHS,
            WEEKS,
            DAYS,
            HOURS,
            MINUTES,
            SECONDS,
            ROWS);

    /** What can be said beside "an expression": the rest only begins one. */
    private static final BitSet BESIDE_EXPRESSION =
            kinds(RPAREN, COMMA, AS, FROM, WHERE, ON, WHEN, THEN, ELSE, END, EOF);

    /** Words that hold a statement together: nobody means them as names. */
    static final BitSet STRUCTURAL = kinds(
            AND, AS, BETWEEN, BY, CASE, CREATE, DEFAULT_, DROP, ELSE, FROM, HAVING, IN, INTO, IS, JOIN, LIKE, NOT, NULL,
            ON, OR, SELECT, THEN, UNION, USING, WHEN, WHERE, WITH);

    /** Said first, in this order: what is forgotten most often. */
    private static final int[] FIRST = {RPAREN, COMMA, EQ, AS, FROM, WHERE, ON, GROUP, HAVING, ORDER, LIMIT, UNION};

    private final BitSet kinds;
    private final List<String> items = new ArrayList<>();

    private Expectation(BitSet kinds) {
        this.kinds = (BitSet) kinds.clone();
    }

    /** {@code "; expected a name, FROM or ","}, or nothing if that would say nothing. */
    static String text(BitSet kinds) {
        return new Expectation(kinds).text();
    }

    /** Whether a name could stand there. */
    static boolean takesName(BitSet kinds) {
        return kinds.get(IDENTIFIER) || takesTable(kinds) || takesExpression(kinds);
    }

    private static boolean takesTable(BitSet kinds) {
        return kinds.get(LATERAL) && kinds.get(TABLE);
    }

    /** Whether a term of an expression could stand there. */
    static boolean takesExpression(BitSet kinds) {
        return kinds.get(LPAREN) && kinds.get(EXISTS) || kinds.get(STAR) && !kinds.get(EQ) && !kinds.get(SLASH);
    }

    private String text() {
        boolean continuesString = kinds.get(UESCAPE);
        kinds.andNot(continuesString ? STRINGS : new BitSet());
        phrases();
        boolean end = kinds.get(EOF);
        kinds.clear(EOF);
        for (int kind : FIRST) {
            if (kinds.get(kind)) {
                items.add(word(kind));
                kinds.clear(kind);
            }
        }
        group(JOINS, "JOIN");
        for (int kind = kinds.nextSetBit(0); kind >= 0; kind = kinds.nextSetBit(kind + 1)) {
            if (!RARE.get(kind)) {
                items.add(word(kind));
            }
        }
        boolean cut = items.size() > ITEMS_MAX;
        List<String> shown = new ArrayList<>(cut ? items.subList(0, ITEMS_MAX) : items);
        if (end) {
            shown.add("the end of the statement");
        }
        if (shown.isEmpty()) {
            return "";
        }
        if (cut && !end || shown.size() == 1) {
            return "; expected " + String.join(", ", shown) + (cut ? " …" : "");
        }
        int last = shown.size() - 1;
        return "; expected " + String.join(", ", shown.subList(0, last)) + " or " + shown.get(last);
    }

    /** Kinds of things, each in place of the tokens that begin it. */
    private void phrases() {
        boolean expression = takesExpression(kinds);
        boolean type = kinds.get(BIGINT) && kinds.get(VARCHAR) && !expression;
        boolean name = kinds.get(IDENTIFIER);
        if (takesTable(kinds)) {
            say("a table", kinds(LATERAL, TABLE, UNNEST, LPAREN));
        } else if (kinds.get(SELECT) && kinds.get(VALUES)) {
            say("a query", QUERIES);
        }
        if (expression) {
            items.add("an expression");
            kinds.and(BESIDE_EXPRESSION);
        } else if (type) {
            items.add("a type");
            kinds.andNot(GrammarWords.TYPE_STARTS);
        } else if (name) {
            items.add("a name");
        }
        if (expression || type || name) {
            kinds.andNot(NAMES);
            kinds.andNot(GrammarWords.UNRESERVED);
        }
        group(STRINGS, "a string");
        group(NUMBERS, "a number");
        if (kinds.get(EQ) && kinds.get(PLUS)) {
            say("an operator", OPERATORS);
        }
    }

    private void say(String phrase, BitSet instead) {
        items.add(phrase);
        kinds.andNot(instead);
    }

    private void group(BitSet group, String phrase) {
        if (kinds.intersects(group)) {
            say(phrase, group);
        }
    }

    /** How a token is written. */
    static String word(int kind) {
        String image = tokenImage[kind];
        return switch (kind) {
            case MATERIALIZED -> "MATERIALIZED VIEW";
            case GROUP, ORDER -> image.substring(1, image.length() - 1) + " BY";
            default -> ContextualTokens.isKeyword(kind) ? image.substring(1, image.length() - 1) : image;
        };
    }

    private static BitSet kinds(int... kinds) {
        BitSet set = new BitSet();
        for (int kind : kinds) {
            set.set(kind);
        }
        return set;
    }
}
