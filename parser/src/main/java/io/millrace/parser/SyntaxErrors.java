package io.millrace.parser;

import static io.millrace.parser.generated.MillraceParserImplConstants.EOF;
import static io.millrace.parser.generated.MillraceParserImplConstants.EXPLAIN;
import static io.millrace.parser.generated.MillraceParserImplConstants.IDENTIFIER;
import static io.millrace.parser.generated.MillraceParserImplConstants.SHOW;

import io.millrace.parser.generated.ParseException;
import io.millrace.parser.generated.Token;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;

/** Says what is wrong with a statement in a sentence: where, what was found, and what little could stand there. */
final class SyntaxErrors {
    private static final int IMAGE_MAX_CHARS = 40;

    /** How Calcite says it, with the name of a Java class. */
    private static final Pattern OUT_OF_RANGE = Pattern.compile("Literal '(.*)' can not be parsed to type .*");

    private static final Pattern LEXICAL = Pattern.compile(
            "line (\\d+), column (\\d+)\\.\\s+Encountered: (.*?)(?: \\(\\d+\\),)? after", Pattern.DOTALL);

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
        List<int[]> longer = longerThan(expected, depth, found);
        while (!longer.isEmpty() && found.next != null) {
            expected = longer;
            depth++;
            before = found;
            found = found.next;
            longer = longerThan(expected, depth, found);
        }
        BitSet kinds = new BitSet();
        for (int[] sequence : expected) {
            if (sequence.length > depth) {
                kinds.set(sequence[depth]);
            }
        }
        if (Expectation.INFIX.get(found.kind) && found.next != null && !Expectation.takesExpression(kinds)) {
            // The grammar looks behind an operator before it takes it: what is wrong is what stands there.
            return unexpected(found.next, "; expected an expression");
        }
        String choices = before.kind == EXPLAIN
                ? "; expected a query, INSERT, UPDATE, DELETE or CREATE"
                : before.kind == SHOW && found.kind == EOF
                        ? "; expected TABLES, VIEWS, QUERIES or the like, CREATE or the name of a setting"
                        : Expectation.text(kinds);
        return unexpected(found, choices + hint(before, found, kinds));
    }

    MillraceException unexpected(Token found, String consequence) {
        String what = found.kind == EOF ? "end of the statement" : "\"" + shortened(found.image) + "\"";
        int line = found.kind == EOF ? found.endLine : found.beginLine;
        return at(line, found.beginColumn, "unexpected " + what + consequence);
    }

    /** Sequences that begin like the text, up to and with a token, and go on after it. */
    private static List<int[]> longerThan(List<int[]> sequences, int depth, Token token) {
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
        if (!matcher.find()) {
            return new MillraceException(SqlState.SYNTAX_ERROR, "syntax error: a character that is not part of SQL");
        }
        int line = Integer.parseInt(matcher.group(1));
        int column = Integer.parseInt(matcher.group(2));
        return at(line, column, "unexpected character " + matcher.group(3));
    }

    /** Calcite understood the words and refuses what they say. */
    MillraceException refused(CalciteContextException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String said = isNotAQuery(failure) ? "a query is expected here" : String.valueOf(cause.getMessage());
        String message = OUT_OF_RANGE.matcher(said).replaceFirst("the number $1 is out of range here");
        return at(failure.getPosLine(), failure.getPosColumn(), message);
    }

    /** Calcite's grammar reads whatever it does not know as an expression. */
    static boolean isNotAQuery(CalciteContextException failure) {
        return failure.getCause() != null
                && String.valueOf(failure.getCause().getMessage()).startsWith("Non-query expression encountered");
    }

    /** Calcite's grammar met something it did not expect of itself, such as a number out of range. */
    MillraceException other(Throwable failure) {
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

    private static String shortened(String image) {
        return image.length() <= IMAGE_MAX_CHARS ? image : image.substring(0, IMAGE_MAX_CHARS) + "…";
    }

    /** A misspelt word, or a reserved one where a name should be. */
    private static String hint(Token before, Token found, BitSet kinds) {
        for (Token token : List.of(found, before)) {
            Optional<String> nearest = nearest(token, kinds);
            if (nearest.isPresent()) {
                return "; did you mean " + nearest.get()
                        + (token.equals(found) ? "?" : " instead of \"" + token.image + "\"?");
            }
        }
        boolean reserved = ContextualTokens.isKeyword(found.kind) && !GrammarWords.UNRESERVED.get(found.kind);
        if (reserved
                && !Expectation.STRUCTURAL.get(found.kind)
                && Expectation.takesName(kinds)
                && !kinds.get(found.kind)) {
            return "; " + found.image.toUpperCase(Locale.ROOT) + " is a reserved word: to use it as a name write \""
                    + found.image.toLowerCase(Locale.ROOT) + "\" in double quotes";
        }
        return "";
    }

    /** The expected word that a name is most like. */
    private static Optional<String> nearest(Token token, BitSet kinds) {
        if (token.kind != IDENTIFIER || token.image.length() < 3) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        for (int kind = kinds.nextSetBit(0); kind >= 0; kind = kinds.nextSetBit(kind + 1)) {
            if (ContextualTokens.isKeyword(kind) && Expectation.word(kind).length() > 2) {
                words.add(Expectation.word(kind));
            }
        }
        return Nearest.match(token.image, words).filter(word -> !word.equalsIgnoreCase(token.image));
    }
}
