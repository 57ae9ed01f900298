package io.millrace.parser;

import static io.millrace.parser.generated.MillraceParserImplConstants.*;

import io.millrace.parser.generated.MillraceParserImpl;
import io.millrace.parser.generated.ParseException;
import io.millrace.parser.generated.Token;
import io.millrace.parser.generated.TokenMgrError;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;

/**
 * What the first word of a statement says about an error: the grammar tries statements one after the other by their
 * first two tokens, and when none fits it cannot tell which was meant. The first word can.
 */
final class StatementStart {
    private static final List<String> WORDS = List.of(
            "SELECT",
            "INSERT",
            "UPDATE",
            "DELETE",
            "CREATE",
            "DROP",
            "WITH",
            "VALUES",
            "TRUNCATE",
            "EXPLAIN",
            "SHOW",
            "DESCRIBE",
            "SET",
            "RESET",
            "SAVEPOINT",
            "ROLLBACK",
            "RELEASE",
            "CHECKPOINT",
            "COMMIT",
            "STOP",
            "RESUME",
            "CANCEL",
            "ALTER",
            "MERGE",
            "TABLE");

    /** First words of statements that other databases have. */
    private static final Set<String> FOREIGN = Set.of(
            "ANALYZE",
            "BEGIN",
            "CALL",
            "COMMENT",
            "COPY",
            "DEALLOCATE",
            "DECLARE",
            "EXECUTE",
            "FETCH",
            "GRANT",
            "LISTEN",
            "LOCK",
            "PREPARE",
            "REFRESH",
            "REVOKE",
            "START",
            "USE",
            "VACUUM");

    private static final Map<Integer, Rule> RULES = rules();

    private StatementStart() {}

    /** The error to tell of a statement whose first word fits none, or that a rule of ours did not take. */
    static MillraceException explain(ScriptScanner.Scanned statement, SyntaxErrors errors) {
        try {
            return explained(statement, errors);
        } catch (ParseException e) {
            return errors.unexpected(e);
        } catch (CalciteContextException e) {
            return errors.refused(e);
        } catch (TokenMgrError e) {
            return errors.lexical(e);
        }
    }

    private static MillraceException explained(ScriptScanner.Scanned statement, SyntaxErrors errors)
            throws ParseException {
        MillraceParserImpl grammar = (MillraceParserImpl) MillraceParser.grammar(statement.clean());
        Token first = grammar.getToken(1);
        Token second = grammar.getToken(2);
        String word = first.image.toUpperCase(Locale.ROOT);
        if (FOREIGN.contains(word)) {
            return MillraceException.notSupported(word);
        }
        if (first.kind == ALTER && second.kind != EOF && second.kind != QUERY) {
            return MillraceException.notSupported("ALTER " + second.image.toUpperCase(Locale.ROOT));
        }
        Rule rule = RULES.get(first.kind);
        if (rule != null) {
            rule.apply(grammar);
        }
        return errors.unexpected(
                first,
                Nearest.match(word, WORDS)
                        .filter(start -> !start.equals(word))
                        .map(start -> "; did you mean " + start + "?")
                        .orElse("; a statement begins with SELECT, INSERT, CREATE or the like"));
    }

    private static Map<Integer, Rule> rules() {
        Map<Integer, Rule> rules = new HashMap<>();
        rules.put(CREATE, MillraceParserImpl::CreateStatement);
        rules.put(DROP, MillraceParserImpl::DropStatement);
        rules.put(TRUNCATE, MillraceParserImpl::TruncateStatement);
        rules.put(INSERT, MillraceParserImpl::InsertStatement);
        rules.put(SAVEPOINT, MillraceParserImpl::SavepointStatement);
        rules.put(ROLLBACK, MillraceParserImpl::RollbackStatement);
        rules.put(RELEASE, MillraceParserImpl::ReleaseStatement);
        rules.put(STOP, MillraceParserImpl::StopStatement);
        rules.put(RESUME, MillraceParserImpl::ResumeStatement);
        rules.put(CANCEL, MillraceParserImpl::CancelStatement);
        rules.put(ALTER, MillraceParserImpl::AlterQueryStatement);
        rules.put(SHOW, MillraceParserImpl::ShowStatement);
        rules.put(DESCRIBE, MillraceParserImpl::DescribeStatement);
        rules.put(DESC, MillraceParserImpl::DescribeStatement);
        rules.put(SET, MillraceParserImpl::SetStatement);
        rules.put(RESET, MillraceParserImpl::ResetStatement);
        rules.put(EXPLAIN, MillraceParserImpl::ExplainStatement);
        return Map.copyOf(rules);
    }

    /** A rule of the grammar for one statement. */
    private interface Rule {
        SqlNode apply(MillraceParserImpl grammar) throws ParseException;
    }
}
