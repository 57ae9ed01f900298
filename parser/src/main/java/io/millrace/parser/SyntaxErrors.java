package io.millrace.parser;

import static io.millrace.parser.generated.MillraceParserImplConstants.*;

import io.millrace.parser.generated.ParseException;
import io.millrace.parser.generated.Token;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;

/** Says what is wrong with a statement in a sentence: where, what was found, and what little could stand there. */
final class SyntaxErrors {
    private static final int EXPECTED_MAX = 8;

    /** Stand for all operators when they can follow. */
    private static final BitSet OPERATORS = kinds(
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
            COLON,
            ESCAPE,
            WITHIN,
            FILTER,
            OVER,
            RESPECT,
            IGNORE);

    /** Of the ways an expression begins, those the grammar names when it has looked ahead for the others in vain. */
    private static final BitSet EXPRESSION_STARTS = kinds(CURSOR, EXISTS, NOT, ROW, UNIQUE, LPAREN, PLUS, MINUS);

    private static final Pattern LEXICAL = Pattern.compile("line (\\d+), column (\\d+)\\.\\s+Encountered: (.*?) after");

    private final StatementText source;

    SyntaxErrors(StatementText source) {
        this.source = source;
    }

    /** The grammar stopped at a token. */
    MillraceException unexpected(ParseException failure) {
        Token before = failure.currentToken;
        Token found = before.next;
        List<int[]> expected = List.of(failure.expectedTokenSequences);
        int depth = 0;
        List<int[]> deeper = matching(expected, depth, found);
        while (!deeper.isEmpty() && found.next != null) {
            expected = deeper;
            depth++;
            before = found;
            found = found.next;
            deeper = matching(expected, depth, found);
        }
        BitSet kinds = new BitSet();
        for (int[] sequence : expected) {
            if (sequence.length > depth) {
                kinds.set(sequence[depth]);
            }
        }
        return new MillraceException(
                SqlState.SYNTAX_ERROR,
                "syntax error at " + position(found.beginLine, found.beginColumn) + ": unexpected " + found(found)
                        + expectation(kinds) + hint(before, found, kinds));
    }

    /** Sequences that go on after a token. */
    private static List<int[]> matching(List<int[]> sequences, int depth, Token token) {
        List<int[]> longer = new ArrayList<>();
        for (int[] sequence : sequences) {
            if (sequence.length > depth + 1 && sequence[depth] == token.kind) {
                longer.add(sequence);
            }
        }
        return longer;
    }

    /** A character that begins no token. */
    MillraceException lexical(Error failure) {
        Matcher matcher = LEXICAL.matcher(String.valueOf(failure.getMessage()));
        String message = matcher.find()
                ? "syntax error at "
                        + position(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                        + ": unexpected character " + matcher.group(3).replaceFirst(" \\(\\d+\\),?$", "")
                : "syntax error: a character that is not part of SQL";
        return new MillraceException(SqlState.SYNTAX_ERROR, message);
    }

    /** Calcite understood the words and refuses what they say. */
    MillraceException refused(CalciteContextException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return at(failure.getPosLine(), failure.getPosColumn(), String.valueOf(cause.getMessage()));
    }

    /** Calcite's grammar met something it did not expect of itself, such as a number out of range. */
    MillraceException other(Exception failure) {
        return new MillraceException(
                SqlState.SYNTAX_ERROR,
                "syntax error in the statement at " + position(1, 1) + ": " + failure.getMessage(),
                failure);
    }

    MillraceException at(int line, int column, String what) {
        return new MillraceException(SqlState.SYNTAX_ERROR, "syntax error at " + position(line, column) + ": " + what);
    }

    /** A place in the statement as a place in the script. */
    private String position(int line, int column) {
        int scriptLine = source.line() + line - 1;
        int scriptColumn = line == 1 ? source.column() + column - 1 : column;
        return "line " + scriptLine + ", column " + scriptColumn;
    }

    private static String found(Token token) {
        return token.kind == EOF ? "end of the statement" : "\"" + shortened(token.image) + "\"";
    }

    private static String shortened(String image) {
        return image.length() <= 40 ? image : image.substring(0, 40) + "…";
    }

    private static String expectation(BitSet kinds) {
        List<String> items = new ArrayList<>();
        boolean name = kinds.get(IDENTIFIER);
        boolean value = kinds.get(LPAREN) && kinds.get(EXISTS);
        boolean query = kinds.get(SELECT) && kinds.get(VALUES);
        boolean operator = kinds.get(EQ) && kinds.get(PLUS);
        boolean type = kinds.get(BIGINT) && kinds.get(VARCHAR) && !value;
        for (int kind = kinds.nextSetBit(0); kind >= 0; kind = kinds.nextSetBit(kind + 1)) {
            boolean said = (name || value || type) && (isName(kind) || GrammarWords.isUnreserved(kind))
                    || value && (GrammarWords.EXPRESSION_STARTS.get(kind) || EXPRESSION_STARTS.get(kind))
                    || kinds.get(UESCAPE) && (kind == UESCAPE || kind == QUOTED_STRING)
                    || type && GrammarWords.TYPE_STARTS.get(kind)
                    || operator && OPERATORS.get(kind)
                    || query && (kind == SELECT || kind == VALUES || kind == VALUE || kind == TABLE || kind == WITH);
            if (!said) {
                items.add(text(kind));
            }
        }
        if (query) {
            items.add(0, "a query");
        }
        if (value) {
            items.add(0, "an expression");
        } else if (type) {
            items.add(0, "a type");
        } else if (name) {
            items.add(0, "a name");
        }
        if (operator) {
            items.add("an operator");
        }
        if (items.remove(text(EOF))) {
            items.add(text(EOF));
        }
        if (items.isEmpty() || items.size() > EXPECTED_MAX && !value && !name && !type) {
            return items.isEmpty() ? "" : "; expected " + String.join(", ", items.subList(0, EXPECTED_MAX)) + ", …";
        }
        List<String> shown = items.size() > EXPECTED_MAX ? items.subList(0, EXPECTED_MAX) : items;
        String last = shown.get(shown.size() - 1);
        return "; expected "
                + (shown.size() == 1 ? last : String.join(", ", shown.subList(0, shown.size() - 1)) + " or " + last);
    }

    private static boolean isName(int kind) {
        return kind == IDENTIFIER
                || kind == QUOTED_IDENTIFIER
                || kind == BACK_QUOTED_IDENTIFIER
                || kind == BRACKET_QUOTED_IDENTIFIER
                || kind == HYPHENATED_IDENTIFIER
                || kind == BIG_QUERY_BACK_QUOTED_IDENTIFIER
                || kind == UNICODE_QUOTED_IDENTIFIER;
    }

    private static String text(int kind) {
        return switch (kind) {
            case EOF -> "the end of the statement";
            case QUOTED_STRING -> "a string";
            case UNSIGNED_INTEGER_LITERAL -> "a number";
            default -> {
                String image = tokenImage[kind];
                yield ContextualTokens.isKeyword(kind) ? image.substring(1, image.length() - 1) : image;
            }
        };
    }

    /** A misspelt word, or a reserved one where a name should be. */
    private static String hint(Token before, Token found, BitSet kinds) {
        if (ContextualTokens.isKeyword(found.kind) && !GrammarWords.isUnreserved(found.kind) && kinds.get(IDENTIFIER)) {
            String word = found.image.toLowerCase(Locale.ROOT);
            return "; " + found.image.toUpperCase(Locale.ROOT) + " is a reserved word: to use it as a name write \""
                    + word + "\" in double quotes";
        }
        List<String> words = new ArrayList<>();
        for (int kind = kinds.nextSetBit(0); kind >= 0; kind = kinds.nextSetBit(kind + 1)) {
            if (ContextualTokens.isKeyword(kind) && text(kind).length() > 2) {
                words.add(text(kind));
            }
        }
        for (Token token : new Token[] {found, before}) {
            if (token.kind == IDENTIFIER && token.image.length() > 2) {
                var nearest = Nearest.match(token.image, words);
                if (nearest.isPresent()) {
                    return "; did you mean " + nearest.get()
                            + (token == found ? "?" : " instead of \"" + token.image + "\"?");
                }
            }
        }
        return "";
    }

    private static BitSet kinds(int... kinds) {
        BitSet set = new BitSet();
        for (int kind : kinds) {
            set.set(kind);
        }
        return set;
    }
}
