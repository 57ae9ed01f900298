package io.millrace.planner.validate;

import io.millrace.parser.operator.ParserOperators;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** PostgreSQL's infix operators as calls of functions. */
final class InfixOperators {
    private static final Map<SqlOperator, SqlOperator> FUNCTIONS = Map.ofEntries(
            Map.entry(ParserOperators.POWER, SqlStdOperatorTable.POWER),
            Map.entry(ParserOperators.JSON_GET, JsonOperators.GET),
            Map.entry(ParserOperators.JSON_GET_TEXT, JsonOperators.GET_TEXT),
            Map.entry(ParserOperators.JSON_AT, JsonOperators.EXTRACT_PATH),
            Map.entry(ParserOperators.JSON_AT_TEXT, JsonOperators.EXTRACT_PATH_TEXT),
            Map.entry(ParserOperators.BIT_AND, SqlStdOperatorTable.BITAND),
            Map.entry(ParserOperators.BIT_OR, SqlStdOperatorTable.BITOR),
            Map.entry(ParserOperators.BIT_XOR, SqlStdOperatorTable.BITXOR),
            Map.entry(ParserOperators.BIT_NOT, SqlStdOperatorTable.BITNOT),
            Map.entry(ParserOperators.SHIFT_LEFT, MillraceOperators.LEFTSHIFT),
            Map.entry(ParserOperators.SHIFT_RIGHT, MillraceOperators.RIGHTSHIFT),
            Map.entry(ParserOperators.MATCHES, MillraceOperators.REGEXP_LIKE),
            Map.entry(ParserOperators.MATCHES_ANY_CASE, MillraceOperators.REGEXP_LIKE),
            Map.entry(ParserOperators.MATCHES_NOT, MillraceOperators.REGEXP_LIKE),
            Map.entry(ParserOperators.MATCHES_NOT_ANY_CASE, MillraceOperators.REGEXP_LIKE));

    private InfixOperators() {}

    /** Empty if it is none of them. */
    static Optional<SqlNode> rewritten(SqlBasicCall call) {
        SqlOperator function = FUNCTIONS.get(call.getOperator());
        if (function == null) {
            return Optional.empty();
        }
        SqlParserPos position = call.getParserPosition();
        List<SqlNode> operands = new ArrayList<>(call.getOperandList());
        if (call.getOperator().getName().endsWith("~*")) {
            operands.add(SqlLiteral.createCharString("i", position));
        }
        SqlNode made = function.createCall(position, operands);
        boolean negated = call.getOperator().getName().startsWith("!");
        return Optional.of(negated ? SqlStdOperatorTable.NOT.createCall(position, made) : made);
    }
}
