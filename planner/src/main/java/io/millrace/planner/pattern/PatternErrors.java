package io.millrace.planner.pattern;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** What is wrong with a MATCH_RECOGNIZE, and where. */
final class PatternErrors {
    private PatternErrors() {}

    static MillraceException syntax(SqlNode node, String message) {
        return at(node, SqlState.SYNTAX_ERROR, message);
    }

    static MillraceException invalid(SqlNode node, String message) {
        return at(node, SqlState.INVALID_DEFINITION, message);
    }

    static MillraceException notSupported(SqlNode node, String what) {
        return at(node, SqlState.FEATURE_NOT_SUPPORTED, what + " in MATCH_RECOGNIZE is not supported yet");
    }

    static MillraceException at(SqlNode node, SqlState state, String message) {
        SqlParserPos position = node.getParserPosition();
        String where = position.getLineNum() > 0
                ? " at line " + position.getLineNum() + ", column " + position.getColumnNum()
                : "";
        return new MillraceException(state, message + where);
    }
}
