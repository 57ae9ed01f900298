package io.millrace.parser;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a script once, without its grammar: splits it at semicolons outside of quotes and comments, finds quotes and
 * comments that nobody closed, and counts tokens and nesting against the limits, before anything recursive runs.
 */
final class ScriptScanner {
    /**
     * A statement and what of it the grammar reads.
     *
     * @param clean as long as the text, with spaces in place of comments
     */
    record Scanned(StatementText source, String clean) {}

    private final String sql;
    private final List<Scanned> statements = new ArrayList<>();

    /** The text with spaces for comments and for white space that the grammar does not know; null if there is none. */
    private @Nullable StringBuilder blanked;

    private int at;
    private int line = 1;
    private int lineStart;

    /** Of the statement being read; start is −1 before its first token. */
    private int start = -1;

    private int startLine;
    private int startColumn;
    private int end;
    private int tokens;
    private int nesting;
    private int cases;

    /** Of what the grammar's lexer reads again for each word in it. */
    private int runStart;

    private int runEnd = -1;

    private ScriptScanner(String sql) {
        this.sql = sql;
    }

    /** The statements of a script; empty ones are left out. */
    static List<Scanned> scan(String sql) {
        if (sql.length() > ParserLimits.LENGTH_MAX_CHARS) {
            throw tooComplex("the text has " + sql.length() + " characters", ParserLimits.LENGTH_MAX_CHARS);
        }
        return new ScriptScanner(sql).run();
    }

    private List<Scanned> run() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == ';') {
                finishStatement();
                at++;
            } else if (c <= ' ') {
                skip(at + 1);
            } else if (isExoticSpace(c)) {
                blank(at + 1);
            } else if (startsWith("--") || startsWith("//")) {
                skipLineComment();
            } else if (startsWith("/*") && !startsWith("/*+")) {
                skipBlockComment();
            } else {
                token(c);
            }
        }
        finishStatement();
        return statements;
    }

    /** Not white space to the grammar, but to the eye: what web pages and editors leave behind. */
    private static boolean isExoticSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF';
    }

    private void token(char c) {
        if (start < 0) {
            start = at;
            startLine = line;
            startColumn = column();
        }
        if (++tokens > ParserLimits.TOKENS_MAX) {
            throw tooComplex("the statement has too many words", ParserLimits.TOKENS_MAX);
        }
        boolean runs = isWordPart(c) || c == ':' || c == '.' || c == '-';
        if (!runs || at != runEnd) {
            runStart = at;
        }
        if (c == '\'') {
            quoted('\'', false, "string");
        } else if (c == '"') {
            quoted('"', false, "quoted name");
        } else if (Character.isLetterOrDigit(c) || c == '_' || c == '$') {
            word();
        } else {
            if (c == '(' || c == '[' || c == '{') {
                deeper();
            } else if (c == ')' || c == ']' || c == '}') {
                nesting--;
            }
            at++;
        }
        end = at;
        runEnd = runs ? at : -1;
        if (at - runStart > ParserLimits.RUN_MAX_CHARS && runs) {
            throw tooComplex(
                    "a piece of text without spaces is too long" + position(line, column()),
                    ParserLimits.RUN_MAX_CHARS);
        }
    }

    /** A name or a number; {@code e'…'} is a string in which a backslash escapes. */
    private void word() {
        int from = at;
        while (at < sql.length() && isWordPart(sql.charAt(at))) {
            at++;
        }
        if (isWord(from, "e") && at < sql.length() && sql.charAt(at) == '\'') {
            quoted('\'', true, "string");
        } else if (isWord(from, "case")) {
            cases++;
            deeper();
        } else if (isWord(from, "end") && cases > 0) {
            cases--;
            nesting--;
        }
    }

    private boolean isWord(int from, String word) {
        return at - from == word.length() && sql.regionMatches(true, from, word, 0, word.length());
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private void deeper() {
        if (++nesting > ParserLimits.NESTING_MAX) {
            throw tooComplex("the statement is nested too deeply" + position(line, column()), ParserLimits.NESTING_MAX);
        }
    }

    /** Skips a quoted piece; the quote is doubled to mean itself. */
    private void quoted(char quote, boolean backslashEscapes, String what) {
        int openedLine = line;
        int openedColumn = column();
        int i = at + 1;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (c == '\\' && backslashEscapes) {
                i++;
            } else if (c == quote) {
                if (i + 1 == sql.length() || sql.charAt(i + 1) != quote) {
                    if (quote == '"' && i == at + 1) {
                        throw new MillraceException(
                                SqlState.SYNTAX_ERROR, "an empty name" + position(openedLine, openedColumn));
                    }
                    skip(i + 1);
                    return;
                }
                i++;
            }
            i++;
        }
        throw new MillraceException(
                SqlState.SYNTAX_ERROR,
                "unterminated " + what + ": the " + quote + position(openedLine, openedColumn) + " is never closed");
    }

    private void skipLineComment() {
        int i = at;
        while (i < sql.length() && sql.charAt(i) != '\n' && sql.charAt(i) != '\r') {
            i++;
        }
        blank(i);
    }

    private void skipBlockComment() {
        int close = sql.indexOf("*/", at + 2);
        if (close < 0) {
            throw new MillraceException(
                    SqlState.SYNTAX_ERROR,
                    "unterminated comment: the /*" + position(line, column()) + " is never closed");
        }
        blank(close + 2);
    }

    /** Skips to an index and puts spaces in place of what is skipped, so that positions stay. */
    private void blank(int to) {
        if (blanked == null) {
            blanked = new StringBuilder(sql);
        }
        for (int i = at; i < to; i++) {
            if (sql.charAt(i) != '\n' && sql.charAt(i) != '\r') {
                blanked.setCharAt(i, ' ');
            }
        }
        skip(to);
    }

    /** Goes to an index, counting lines on the way. */
    private void skip(int to) {
        for (; at < to; at++) {
            char c = sql.charAt(at);
            if (c == '\n' || c == '\r' && (at + 1 == sql.length() || sql.charAt(at + 1) != '\n')) {
                line++;
                lineStart = at + 1;
            }
        }
    }

    private void finishStatement() {
        if (start >= 0) {
            String text = sql.substring(start, end);
            String clean = blanked == null ? text : blanked.substring(start, end);
            statements.add(new Scanned(new StatementText(text, start, startLine, startColumn), clean));
        }
        start = -1;
        tokens = 0;
        nesting = 0;
        cases = 0;
    }

    private boolean startsWith(String prefix) {
        return sql.startsWith(prefix, at);
    }

    private int column() {
        return at - lineStart + 1;
    }

    private static String position(int line, int column) {
        return " at line " + line + ", column " + column;
    }

    private static MillraceException tooComplex(String what, int limit) {
        return new MillraceException(SqlState.STATEMENT_TOO_COMPLEX, what + "; the limit is " + limit);
    }
}
