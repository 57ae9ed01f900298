package io.millrace.parser;

import io.millrace.parser.generated.MillraceParserImpl;
import io.millrace.parser.generated.MillraceParserImplConstants;
import io.millrace.parser.generated.ParseException;
import io.millrace.parser.generated.Token;
import io.millrace.parser.generated.TokenMgrError;
import io.millrace.parser.statement.StatementKind;
import io.millrace.parser.statement.Statements;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.util.SourceStringReader;

/**
 * SQL text to statements: the way in.
 *
 * <p>Unquoted names become lower case, {@code "quoted"} ones keep theirs, and names are compared with case.
 *
 * <p><b>Threading:</b> any thread, each call for itself. The most deeply nested statement that is let in needs
 * less than 1 MB of stack; where there is not enough left, it is refused as too complex.
 *
 * <p><b>Errors:</b> only {@link MillraceException}: {@code 42601} with line and column for what is not SQL, {@code
 * 54001} for what is too long or nested too deeply.
 */
public final class MillraceParser {
    /** Longest name, in characters. */
    public static final int NAME_MAX_CHARS = 256;

    static {
        // Calcite's large classes are initialized here and not deep in someone's statement, where the stack may end.
        parse("SELECT a + 1, CAST(f(b) AS INTEGER), CASE WHEN a IN (1, 2) THEN 'x' END FROM t JOIN u ON t.a = u.a");
    }

    private MillraceParser() {}

    /** One statement, with or without a semicolon behind it. */
    public static SqlNode parse(String sql) {
        List<ScriptScanner.Scanned> statements = ScriptScanner.scan(sql);
        if (statements.isEmpty()) {
            throw new MillraceException(SqlState.SYNTAX_ERROR, "there is no statement in the text");
        }
        if (statements.size() > 1) {
            StatementText second = statements.get(1).source();
            throw new MillraceException(
                    SqlState.SYNTAX_ERROR,
                    "one statement is expected, a second one begins at line " + second.line() + ", column "
                            + second.column());
        }
        return parseStatement(atItsPlace(statements.get(0), sql));
    }

    /** All statements of a script, in order. Nothing comes of a script in which one of them is wrong. */
    public static List<ParsedStatement> parseScript(String script) {
        List<ParsedStatement> parsed = new ArrayList<>();
        for (ScriptScanner.Scanned statement : ScriptScanner.scan(script)) {
            parsed.add(new ParsedStatement(statement.source(), parseStatement(statement)));
        }
        return parsed;
    }

    /**
     * The statements of a script, not parsed: split at semicolons outside of quotes and comments. A quote or comment
     * that is never closed is an error.
     */
    public static List<StatementText> splitScript(String script) {
        return ScriptScanner.scan(script).stream()
                .map(ScriptScanner.Scanned::source)
                .toList();
    }

    /** An expression alone, as in a computed column. */
    public static SqlNode parseExpression(String sql) {
        List<ScriptScanner.Scanned> texts = ScriptScanner.scan(sql);
        if (texts.size() != 1) {
            throw new MillraceException(SqlState.SYNTAX_ERROR, "one expression is expected");
        }
        return parse(atItsPlace(texts.get(0), sql), SqlAbstractParserImpl::parseSqlExpressionEof);
    }

    /** The same settings for those parts of Calcite that parse by themselves. They do not know our limits. */
    public static SqlParser.Config config() {
        return SqlParser.config()
                .withParserFactory(MillraceParser::grammar)
                .withQuoting(Quoting.DOUBLE_QUOTE)
                .withUnquotedCasing(Casing.TO_LOWER)
                .withQuotedCasing(Casing.UNCHANGED)
                .withCaseSensitive(true)
                .withIdentifierMaxLength(NAME_MAX_CHARS)
                .withConformance(MillraceConformance.INSTANCE);
    }

    /** A grammar over a text, ready to be asked. */
    static SqlAbstractParserImpl grammar(String sql) {
        SqlAbstractParserImpl grammar = grammar(new SourceStringReader(sql));
        grammar.setTabSize(1);
        grammar.setUnquotedCasing(Casing.TO_LOWER);
        grammar.setQuotedCasing(Casing.UNCHANGED);
        grammar.setIdentifierMaxLength(NAME_MAX_CHARS);
        grammar.setConformance(MillraceConformance.INSTANCE);
        grammar.switchTo(SqlAbstractParserImpl.LexicalState.DQID);
        return grammar;
    }

    private static SqlAbstractParserImpl grammar(Reader reader) {
        MillraceParserImpl grammar = (MillraceParserImpl) MillraceParserImpl.FACTORY.getParser(reader);
        grammar.token_source = new ContextualTokens(grammar.token_source);
        return grammar;
    }

    /** The only statement of a text keeps its position in it, and the semicolon goes. */
    private static ScriptScanner.Scanned atItsPlace(ScriptScanner.Scanned statement, String sql) {
        StatementText source = statement.source();
        if (source.start() == 0) {
            return statement;
        }
        StringBuilder before = new StringBuilder(source.start());
        for (int i = 0; i < source.start(); i++) {
            char c = sql.charAt(i);
            before.append(c == '\n' || c == '\r' ? c : ' ');
        }
        String text = sql.substring(0, source.start() + source.text().length());
        return new ScriptScanner.Scanned(new StatementText(text, 0, 1, 1), before + statement.clean());
    }

    private static SqlNode parseStatement(ScriptScanner.Scanned statement) {
        SqlNode node = parse(statement, SqlAbstractParserImpl::parseSqlStmtEof);
        if (Statements.kindOf(node) == StatementKind.OTHER) {
            throw StatementStart.explain(statement, new SyntaxErrors(statement.source()));
        }
        return node;
    }

    private static SqlNode parse(ScriptScanner.Scanned statement, Rule rule) {
        SyntaxErrors errors = new SyntaxErrors(statement.source());
        try {
            return parseOrExplain(statement, rule, errors);
        } catch (TokenMgrError e) {
            throw errors.lexical(e);
        } catch (StackOverflowError e) {
            throw new MillraceException(
                    SqlState.STATEMENT_TOO_COMPLEX, "the statement is nested too deeply for the stack of this thread");
        } catch (MillraceException e) {
            throw e;
        } catch (Exception | AssertionError e) {
            throw errors.other(e);
        }
    }

    private static SqlNode parseOrExplain(ScriptScanner.Scanned statement, Rule rule, SyntaxErrors errors)
            throws Exception {
        try {
            SqlAbstractParserImpl grammar = grammar(statement.clean());
            SqlNode node = rule.apply(grammar);
            ContextualTokens tokens = (ContextualTokens) ((MillraceParserImpl) grammar).token_source;
            RowsPerMatch.attach(node, tokens.emptyMatches());
            ParsedTree.check(node, errors);
            return node;
        } catch (ParseException e) {
            int before = e.currentToken.kind;
            boolean undecided = e.currentToken.image == null || before == MillraceParserImplConstants.ALTER;
            throw undecided ? StatementStart.explain(statement, errors) : errors.unexpected(e);
        } catch (CalciteContextException e) {
            boolean undecided = SyntaxErrors.isNotAQuery(e) && startsAt(statement, e);
            throw undecided ? StatementStart.explain(statement, errors) : errors.refused(e);
        }
    }

    private static boolean startsAt(ScriptScanner.Scanned statement, CalciteContextException failure) {
        Token first = ((MillraceParserImpl) grammar(statement.clean())).getToken(1);
        return failure.getPosLine() == first.beginLine && failure.getPosColumn() == first.beginColumn;
    }

    /** A rule of the grammar to begin with. */
    private interface Rule {
        SqlNode apply(SqlAbstractParserImpl grammar) throws Exception;
    }
}
