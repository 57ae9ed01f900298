package io.millrace.planner.validate;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.parser.SqlParserPos;

/** What Calcite complains about, as errors of ours: SQLSTATE, our words, line and column. */
public final class SqlErrors {
    /** In this order; the first that is found in the message decides. A group is what the words are about. */
    private static final List<Rule> RULES = List.of(
            rule(SqlState.UNDEFINED_COLUMN, "^Column '(.+)' not found in (?:any table|table '.+')", Subject.COLUMN),
            rule(SqlState.UNDEFINED_COLUMN, "^Unknown identifier '([^*]+)'", Subject.COLUMN),
            rule(SqlState.UNDEFINED_TABLE, "^Object '(.+?)' not found", Subject.TABLE),
            rule(SqlState.UNDEFINED_TABLE, "^Table '(.+?)' not found", Subject.ALIAS),
            rule(SqlState.SYNTAX_ERROR, "^Binary literal|must not contain a WITHIN GROUP|^QUALIFY expression"),
            rule(SqlState.UNDEFINED_COLUMN, "^Ordinal out of range|list contains unknown column"),
            rule(SqlState.UNDEFINED_COLUMN, "^Unknown target column '(.+)'", Subject.COLUMN),
            rule(SqlState.AMBIGUOUS_COLUMN, "^Column '(.+)' is ambiguous"),
            rule(SqlState.UNDEFINED_FUNCTION, "^No match found for function signature"),
            rule(SqlState.WRONG_OBJECT_TYPE, "^Argument must be a table function: (.+)", Subject.VALUE_FUNCTION),
            rule(SqlState.UNDEFINED_OBJECT, "^Unknown datatype name"),
            rule(SqlState.GROUPING_ERROR, "is not being grouped|Aggregate expressions? |must contain|nested inside"),
            rule(SqlState.DUPLICATE_COLUMN, "^Duplicate|more than once"),
            rule(SqlState.INVALID_DATETIME, "^Literal '.*' can not be parsed|^Illegal (?:DATE|TIME|TIMESTAMP) literal"),
            rule(
                    SqlState.DATATYPE_MISMATCH,
                    "^Cannot apply|^Cannot compare|^Cast function|^Type mismatch|compatible types|Expected a |"
                            + "must be of the same type|different data types|^Illegal mixing|must be a condition|^Invalid type|not comparable|"
                            + "^Illegal use of dynamic parameter|Cannot infer return type"),
            rule(SqlState.NUMBER_OUT_OF_RANGE, "out of range|exceeds"),
            rule(SqlState.DATATYPE_MISMATCH, "SqlDynamicParam", Subject.PARAMETER),
            rule(SqlState.DATATYPE_MISMATCH, "^sub-query as condition must return", Subject.CONDITION));

    private SqlErrors() {}

    /** An error at a place of the statement. */
    public static MillraceException at(SqlParserPos position, SqlState state, String message) {
        return new MillraceException(state, message + where(position.getLineNum(), position.getColumnNum()));
    }

    /** A refusal at a place of the statement. */
    public static MillraceException notSupported(SqlParserPos position, String what) {
        return at(position, SqlState.FEATURE_NOT_SUPPORTED, what + " is not supported yet");
    }

    /** @param names what names there are, for those that are not among them */
    static MillraceException translate(RuntimeException error, NameCandidates names) {
        Throwable cause = error;
        String where = "";
        int line = 0;
        int column = 0;
        while (true) {
            if (cause instanceof MillraceException ours) {
                return ours;
            }
            if (cause instanceof CalciteContextException context && context.getPosLine() > 0) {
                line = context.getPosLine();
                column = context.getPosColumn();
                where = where(line, column);
            }
            if (cause.getCause() == null || cause.getCause() == cause) {
                break;
            }
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage());
        for (Rule rule : RULES) {
            Matcher matcher = rule.pattern.matcher(message);
            if (matcher.find()) {
                String words =
                        switch (rule.subject) {
                            case COLUMN -> names.missingColumn(matcher.group(1));
                            case TABLE -> names.missingTable(matcher.group(1), line, column);
                            case PARAMETER -> "the type of a ? cannot be inferred: write CAST(? AS type)";
                            case VALUE_FUNCTION ->
                                "function " + matcher.group(1).toLowerCase(Locale.ROOT)
                                        + " gives a value, not a table, and cannot stand in FROM";
                            case CONDITION -> "a condition must be a single BOOLEAN, not a row";
                            case ALIAS -> names.missingAlias(matcher.group(1), line, column);
                            case OTHER -> CalciteWords.plain(message);
                        };
                return new MillraceException(rule.state, words + where, error);
            }
        }
        if (where.isEmpty()) {
            return new MillraceException(SqlState.INTERNAL_ERROR, "planning failed: " + message, error);
        }
        return new MillraceException(SqlState.SYNTAX_ERROR, CalciteWords.plain(message) + where, error);
    }

    private static String where(int line, int column) {
        return line > 0 ? " at line " + line + ", column " + column : "";
    }

    private static Rule rule(SqlState state, String pattern) {
        return rule(state, pattern, Subject.OTHER);
    }

    private static Rule rule(SqlState state, String pattern, Subject subject) {
        return new Rule(state, Pattern.compile(pattern), subject);
    }

    private enum Subject {
        COLUMN,
        TABLE,
        ALIAS,
        PARAMETER,
        VALUE_FUNCTION,
        CONDITION,
        OTHER
    }

    private record Rule(SqlState state, Pattern pattern, Subject subject) {}
}
