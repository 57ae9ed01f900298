package io.millrace.parser;

import io.millrace.parser.RowsPerMatch.EmptyMatches;
import io.millrace.parser.generated.MillraceParserImplConstants;
import io.millrace.parser.generated.MillraceParserImplTokenManager;
import io.millrace.parser.generated.SimpleCharStream;
import io.millrace.parser.generated.Token;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * Tells words of the language from names by their neighbours, where the grammar, which decides by one token, cannot:
 * {@code value}, {@code user}, {@code offset}, {@code limit}, {@code stream}, {@code interval} and the like are names
 * unless what stands beside them makes them more; so is every word next to a dot, and after {@code AS} where only an
 * alias can stand. Also reads PostgreSQL's {@code INTERVAL '5 seconds'} as {@code INTERVAL '5' SECOND}.
 */
final class ContextualTokens extends MillraceParserImplTokenManager {
    private static final BitSet KEYWORDS = keywords();

    /** A number can follow LIMIT and OFFSET, a name in the same place cannot. */
    private static final BitSet COUNTS = of(UNSIGNED_INTEGER_LITERAL, DECIMAL_NUMERIC_LITERAL, HOOK);

    /** What stands before the name of a value or within an expression where a value must follow. */
    private static final BitSet BEFORE_VALUE = of(
            SELECT, DISTINCT, COMMA, WHERE, AND, OR, NOT, ON, WHEN, THEN, ELSE, HAVING, BETWEEN, BY, EQ, NE, NE2, LT,
            LE, GT, GE, PLUS, MINUS, STAR, SLASH, CONCAT);

    /** What can follow a complete value but not begin one. */
    private static final BitSet AFTER_VALUE = of(
            EOF,
            SEMICOLON,
            COMMA,
            FROM,
            RPAREN,
            AS,
            EQ,
            NE,
            NE2,
            LT,
            LE,
            GT,
            GE,
            SLASH,
            CONCAT,
            IS,
            IN,
            AND,
            OR,
            BETWEEN,
            LIKE,
            INFIX_CAST,
            LBRACKET,
            THEN,
            ELSE,
            END,
            WHEN,
            ASC,
            DESC,
            GROUP,
            ORDER,
            UNION,
            INTERSECT,
            EXCEPT);

    /** What follows an alias after AS. */
    private static final BitSet AFTER_ALIAS = of(EOF, SEMICOLON, COMMA, FROM);

    /** Values in the form of a word: after AS they can be a computed column. */
    private static final BitSet WORD_VALUES = of(
            NULL,
            TRUE,
            FALSE,
            UNKNOWN,
            DEFAULT_,
            CURRENT_CATALOG,
            CURRENT_DATE,
            CURRENT_PATH,
            CURRENT_ROLE,
            CURRENT_SCHEMA,
            CURRENT_TIME,
            CURRENT_TIMESTAMP,
            CURRENT_USER,
            LOCALTIME,
            LOCALTIMESTAMP,
            SESSION_USER,
            SYSTEM_USER);

    private static final BitSet LITERALS_AND_NAMES = of(
            IDENTIFIER,
            QUOTED_IDENTIFIER,
            QUOTED_STRING,
            UNSIGNED_INTEGER_LITERAL,
            DECIMAL_NUMERIC_LITERAL,
            APPROX_NUMERIC_LITERAL,
            HOOK);

    private static final BitSet TIME_UNITS = of(
            YEAR, YEARS, QUARTER, QUARTERS, MONTH, MONTHS, WEEK, WEEKS, DAY, DAYS, HOUR, HOURS, MINUTE, MINUTES, SECOND,
            SECONDS);

    private static final BitSet OUTER_JOIN = of(JOIN, OUTER, ASOF, LPAREN);

    /** Functions of MATCH_RECOGNIZE that can be RUNNING. */
    private static final BitSet AFTER_RUNNING = of(FIRST, LAST, SUM, COUNT, MIN, MAX, AVG);

    private static final BitSet BEFORE_SAVEPOINT = of(TO, OF, RELEASE, FROM, WITH);

    private static final BitSet LIKES = of(LIKE, ILIKE, RLIKE, SIMILAR);

    private static final BitSet SET_OPERATIONS = of(UNION, INTERSECT, EXCEPT, SET_MINUS);

    private static final BitSet COLLECTIONS = of(ARRAY, MULTISET);

    private static final BitSet CHAIN_ENDS = of(COMMA, SEMICOLON, SELECT, FROM, WHERE, HAVING, ORDER, JOIN, SET);

    private static final Pattern QUANTITY = Pattern.compile(
            "\\s*([+-]?[0-9]+(?:\\.[0-9]+)?)\\s*(year|quarter|month|week|day|hour|minute|second)s?\\s*",
            Pattern.CASE_INSENSITIVE);

    private final MillraceParserImplTokenManager tokens;
    private final ArrayDeque<Token> ahead = new ArrayDeque<>();

    /** The text outside of parentheses and each open parenthesis, innermost first. */
    private final ArrayDeque<Level> levels = new ArrayDeque<>();

    /** What stands behind ALL ROWS PER MATCH, by the end of that MATCH. */
    private final Map<SqlParserPos, EmptyMatches> emptyMatches = new HashMap<>();

    private @Nullable Token previous;

    /** Of the name or type being read. */
    private int parts;

    ContextualTokens(MillraceParserImplTokenManager tokens) {
        super(new SimpleCharStream(Reader.nullReader(), 1, 1, 1)); // never read: all tokens are those of the other
        this.tokens = tokens;
        levels.push(new Level(false, false));
    }

    /** Whether a kind of token is a word of the language, reserved or not. */
    static boolean isKeyword(int kind) {
        return KEYWORDS.get(kind);
    }

    @Override
    public Token getNextToken() {
        Token token = take();
        if (KEYWORDS.get(token.kind)) {
            Token next = peek();
            if (token.kind == USER && isName(token, next)) {
                // In quotes, so that the validator does not take it for the function USER.
                token.kind = QUOTED_IDENTIFIER;
                token.image = '"' + token.image.toLowerCase(Locale.ROOT) + '"';
            } else if (isName(token, next)) {
                token.kind = IDENTIFIER;
            } else if (token.kind == INTERVAL && next.kind == QUOTED_STRING) {
                splitQuantity(next);
            }
        }
        if (token.kind == LPAREN) {
            boolean isPattern = previousKind() == PATTERN || level().isPattern;
            if (isPattern && peek().kind == RPAREN) {
                ahead.addFirst(emptyPattern(token));
            }
            levels.push(new Level(previousKind() == JSON_OBJECT || previousKind() == JSON_OBJECTAGG, isPattern));
        } else if (token.kind == RPAREN && levels.size() > 1) {
            levels.pop();
        }
        limitChains(token);
        if (token.kind == MATCH && previousKind() == PER) {
            readEmptyMatches(token);
        }
        previous = token;
        return token;
    }

    /** The grammar wants something between parentheses: {@code ()} in a pattern becomes a variable of no row. */
    private static Token emptyPattern(Token parenthesis) {
        Token name = Token.newToken(QUOTED_IDENTIFIER, '"' + RowsPerMatch.EMPTY_PATTERN + '"');
        name.beginLine = parenthesis.beginLine;
        name.beginColumn = parenthesis.beginColumn;
        name.endLine = parenthesis.endLine;
        name.endColumn = parenthesis.endColumn;
        return name;
    }

    /** What may follow ALL ROWS PER MATCH, which the grammar does not know. */
    private void readEmptyMatches(Token match) {
        EmptyMatches found =
                switch (peek().kind) {
                    case SHOW -> EmptyMatches.SHOW;
                    case WITH -> EmptyMatches.WITH_UNMATCHED_ROWS;
                    default -> isWord(peek(), "omit") ? EmptyMatches.OMIT : null;
                };
        if (found == null) {
            return;
        }
        Token first = take();
        Token second = take();
        Token third = take();
        boolean unmatched = found == EmptyMatches.WITH_UNMATCHED_ROWS;
        boolean complete = unmatched
                ? isWord(second, "unmatched") && third.kind == ROWS
                : second.kind == EMPTY && third.kind == MATCHES;
        if (!complete) {
            ahead.addFirst(third);
            ahead.addFirst(second);
            ahead.addFirst(first);
            return;
        }
        emptyMatches.put(new SqlParserPos(match.endLine, match.endColumn), found);
    }

    private static boolean isWord(Token token, String word) {
        return token.kind != QUOTED_IDENTIFIER && token.image.equalsIgnoreCase(word);
    }

    /** What stood behind each ALL ROWS PER MATCH that more was said of, by the place where that ends. */
    Map<SqlParserPos, EmptyMatches> emptyMatches() {
        return emptyMatches;
    }

    private Level level() {
        return levels.element();
    }

    /** The grammar takes quadratic time for long chains of operators and of names, cubic time for those of LIKE. */
    private void limitChains(Token token) {
        if (token.kind == DOT || COLLECTIONS.get(token.kind) && COLLECTIONS.get(previousKind())) {
            parts++;
        } else if (previousKind() != DOT) {
            parts = 0;
        }
        Level level = level();
        if (CHAIN_ENDS.get(token.kind)) {
            level.operators = 0;
            level.likes = 0;
        } else if (SET_OPERATIONS.get(token.kind)) {
            level.setOperations++;
        } else if (LIKES.get(token.kind)) {
            level.likes++;
        } else if (Expectation.OPERATORS.get(token.kind) && token.kind != DOT) {
            level.operators++;
        }
        limit("parts in one name or type", parts, ParserLimits.PARTS_MAX, token);
        limit("LIKEs in a row", level.likes, ParserLimits.LIKES_MAX, token);
        limit("operators in a row", level.operators, ParserLimits.OPERATORS_MAX, token);
        limit("set operations in a row", level.setOperations, ParserLimits.OPERATORS_MAX, token);
    }

    private static void limit(String what, int count, int max, Token token) {
        if (count > max) {
            throw new MillraceException(
                    SqlState.STATEMENT_TOO_COMPLEX,
                    "too many " + what + " at line " + token.beginLine + ", column " + token.beginColumn
                            + "; the limit is " + max);
        }
    }

    private int previousKind() {
        return previous == null ? EOF : previous.kind;
    }

    private boolean isName(Token token, Token next) {
        int before = previousKind();
        if (before == DOT || next.kind == DOT) {
            return true;
        }
        if (before == AS && AFTER_ALIAS.get(next.kind) && !WORD_VALUES.get(token.kind)) {
            return true;
        }
        return switch (token.kind) {
            case USER -> next.kind != LPAREN;
            case NEW -> true;
            case VALUE -> !isJsonOrSequenceValue(before, next.kind);
            case OFFSET, LIMIT ->
                !COUNTS.get(next.kind)
                        && next.kind != ALL
                        && before != LBRACKET
                        && (BEFORE_VALUE.get(before) || before == LPAREN || AFTER_VALUE.get(next.kind));
            case STREAM -> (before != SELECT && before != COMMENT_END) || AFTER_VALUE.get(next.kind);
            case INTERVAL -> !startsInterval(next);
            case PERIOD -> next.kind != LPAREN;
            case RUNNING, FINAL -> !AFTER_RUNNING.get(next.kind);
            case CLASSIFIER -> next.kind == LPAREN && peekSecond().kind != RPAREN;
            case RESET -> previous != null;
            case SAVEPOINT -> previous != null && !BEFORE_SAVEPOINT.get(before);
            case RANGE -> !(startsFrame(next.kind) && !BEFORE_VALUE.get(before));
            case LEFT, RIGHT -> !OUTER_JOIN.get(next.kind);
            case CURRENT -> next.kind != ROW && next.kind != VALUE;
            default -> false;
        };
    }

    /** {@code JSON_OBJECT(k VALUE v)}, {@code IS JSON VALUE}, {@code NEXT VALUE FOR s}. */
    private boolean isJsonOrSequenceValue(int before, int after) {
        if (before == JSON || (before == NEXT || before == CURRENT) && after == FOR) {
            return true;
        }
        boolean inJsonObject = level().isJsonObject;
        boolean afterKey = LITERALS_AND_NAMES.get(before)
                || before == RPAREN
                || before == RBRACKET
                || KEYWORDS.get(before) && before != KEY && !BEFORE_VALUE.get(before);
        return inJsonObject && afterKey && !AFTER_VALUE.get(after);
    }

    private boolean startsInterval(Token next) {
        if (next.kind == PLUS || next.kind == MINUS) {
            return peekSecond().kind == QUOTED_STRING;
        }
        return LITERALS_AND_NAMES.get(next.kind) || next.kind == LPAREN || TIME_UNITS.get(next.kind);
    }

    private static boolean startsFrame(int after) {
        return after == BETWEEN || after == UNBOUNDED || after == CURRENT || after == INTERVAL || COUNTS.get(after);
    }

    /** {@code '5 seconds'} becomes {@code '5'} and {@code SECOND}, unless a unit follows anyway. */
    private void splitQuantity(Token quantity) {
        Token string = take();
        Token following = peek();
        Matcher matcher = QUANTITY.matcher(string.image.substring(1, string.image.length() - 1));
        if (!TIME_UNITS.get(following.kind) && matcher.matches()) {
            String unit = matcher.group(2).toUpperCase(Locale.ROOT);
            Token word = Token.newToken(unitKind(unit), unit);
            word.beginLine = quantity.beginLine;
            word.beginColumn = quantity.beginColumn;
            word.endLine = quantity.endLine;
            word.endColumn = quantity.endColumn;
            string.image = '\'' + matcher.group(1) + '\'';
            ahead.addFirst(word);
        } else if (!TIME_UNITS.get(following.kind)) {
            IntervalWords.read(string).ifPresent(words -> {
                string.image = words.image();
                for (int i = words.unit().size() - 1; i >= 0; i--) {
                    ahead.addFirst(words.unit().get(i));
                }
            });
        }
        ahead.addFirst(string);
    }

    private static int unitKind(String unit) {
        return switch (unit) {
            case "YEAR" -> YEAR;
            case "QUARTER" -> QUARTER;
            case "MONTH" -> MONTH;
            case "WEEK" -> WEEK;
            case "DAY" -> DAY;
            case "HOUR" -> HOUR;
            case "MINUTE" -> MINUTE;
            case "SECOND" -> SECOND;
            default -> throw new IllegalArgumentException(unit);
        };
    }

    private Token take() {
        Token token = ahead.pollFirst();
        return token == null ? tokens.getNextToken() : token;
    }

    private Token peek() {
        Token token = ahead.peekFirst();
        if (token == null) {
            token = tokens.getNextToken();
            ahead.addFirst(token);
        }
        return token;
    }

    private Token peekSecond() {
        Token first = take();
        Token second = peek();
        ahead.addFirst(first);
        return second;
    }

    @Override
    public void SwitchTo(int state) {
        tokens.SwitchTo(state);
    }

    private static BitSet of(int... kinds) {
        BitSet set = new BitSet();
        for (int kind : kinds) {
            set.set(kind);
        }
        return set;
    }

    private static BitSet keywords() {
        BitSet set = new BitSet();
        for (int kind = 0; kind < MillraceParserImplConstants.tokenImage.length; kind++) {
            String image = MillraceParserImplConstants.tokenImage[kind];
            if (image.length() > 2 && Character.isLetter(image.charAt(1)) && image.startsWith("\"")) {
                set.set(kind);
            }
        }
        return set;
    }

    /** What has been read between an open parenthesis and here. */
    private static final class Level {
        final boolean isJsonObject;
        final boolean isPattern;
        int setOperations;

        /** Since the last comma or clause. */
        int operators;

        int likes;

        Level(boolean isJsonObject, boolean isPattern) {
            this.isJsonObject = isJsonObject;
            this.isPattern = isPattern;
        }
    }
}
