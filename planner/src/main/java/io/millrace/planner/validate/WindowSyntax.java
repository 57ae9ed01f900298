package io.millrace.planner.validate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlJsonArrayAggAggFunction;
import org.apache.calcite.sql.fun.SqlJsonObjectAggAggFunction;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Window functions as they are written: which of them the engine has, and FILTER, which becomes CASE. */
final class WindowSyntax {
    /** Aggregates that leave out NULL. */
    private static final Set<String> AGGREGATES =
            Set.of("COUNT", "SUM", "AVG", "MIN", "MAX", "EVERY", "SOME", "BOOL_AND", "BOOL_OR", "ANY_VALUE");

    /** Aggregates that leave out rows whose first argument is NULL. */
    private static final Set<String> OTHER_AGGREGATES = Set.of(
            "LISTAGG",
            "STRING_AGG",
            "PERCENTILE_CONT",
            "PERCENTILE_DISC",
            "MEDIAN",
            "MODE",
            "STDDEV",
            "STDDEV_POP",
            "STDDEV_SAMP",
            "VARIANCE",
            "VAR_POP",
            "VAR_SAMP",
            "COVAR_POP",
            "COVAR_SAMP",
            "CORR",
            "REGR_COUNT",
            "REGR_AVGX",
            "REGR_AVGY",
            "REGR_SXX",
            "REGR_SYY",
            "REGR_SXY",
            "REGR_SLOPE",
            "REGR_INTERCEPT",
            "REGR_R2",
            "BIT_AND",
            "BIT_OR",
            "BIT_XOR");

    /** Aggregates that take a NULL as their first argument. */
    private static final Set<String> COLLECTING =
            Set.of("ARRAY_AGG", "JSON_ARRAYAGG", "JSON_OBJECTAGG", "MIN_BY", "MAX_BY", "ARG_MIN", "ARG_MAX");

    private static final Collection<String> BUILT_IN = FunctionTable.INSTANCE.functionNames();

    private static final Set<SqlKind> OTHERS = EnumSet.of(
            SqlKind.ROW_NUMBER,
            SqlKind.RANK,
            SqlKind.DENSE_RANK,
            SqlKind.PERCENT_RANK,
            SqlKind.CUME_DIST,
            SqlKind.NTILE,
            SqlKind.LAG,
            SqlKind.LEAD,
            SqlKind.FIRST_VALUE,
            SqlKind.LAST_VALUE,
            SqlKind.NTH_VALUE);

    private WindowSyntax() {}

    /** @param over function OVER window; 0A000 for what the engine does not have */
    static void check(SqlCall over) {
        SqlNode call = over.operand(0);
        while (isWrapped(call)) {
            call = ((SqlCall) call).operand(0);
        }
        if (!(call instanceof SqlCall function)) {
            return;
        }
        if (hasOwnOrder(function)) {
            throw SqlErrors.notSupported(
                    function.getParserPosition(),
                    "ORDER BY in an aggregate that is a window function (it takes rows in the order of the window)");
        } else if (function.getKind() == SqlKind.WITHIN_GROUP) {
            function = function.operand(0);
        }
        String name = name(function);
        boolean known = AGGREGATES.contains(name)
                || OTHER_AGGREGATES.contains(name)
                || COLLECTING.contains(name)
                || isJsonAggregate(function)
                || !BUILT_IN.contains(name.toLowerCase(Locale.ROOT))
                || OTHERS.stream().anyMatch(kind -> kind.name().equals(name));
        if (!known && function.getOperator() instanceof SqlFunction) {
            throw SqlErrors.notSupported(
                    function.getParserPosition(), name.toLowerCase(Locale.ROOT) + " as a window function");
        } else if (function.getFunctionQuantifier() != null) {
            throw SqlErrors.notSupported(
                    function.getParserPosition(),
                    function.getFunctionQuantifier().toValue() + " in a window function");
        }
    }

    /** By then it is Calcite's, which has a name for each way to treat NULL. */
    private static boolean isJsonAggregate(SqlCall function) {
        return function.getOperator() instanceof SqlJsonArrayAggAggFunction
                || function.getOperator() instanceof SqlJsonObjectAggAggFunction;
    }

    /** Of percentiles and the mode it says what they are of. */
    private static boolean hasOwnOrder(SqlCall function) {
        if (function.getKind() == SqlKind.WITHIN_GROUP && function.operand(0) instanceof SqlCall ordered) {
            return !Set.of("PERCENTILE_CONT", "PERCENTILE_DISC", "MODE").contains(name(ordered));
        }
        return function.getOperandList().stream()
                .anyMatch(operand -> operand instanceof SqlNodeList order && !order.isEmpty());
    }

    private static String name(SqlCall function) {
        return function.getOperator().getName().toUpperCase(Locale.ROOT);
    }

    private static boolean isWrapped(SqlNode node) {
        return node.getKind() == SqlKind.FILTER
                || node.getKind() == SqlKind.IGNORE_NULLS
                || node.getKind() == SqlKind.RESPECT_NULLS;
    }

    /** The same in a form that Calcite treats rightly. */
    static SqlNode rewritten(SqlBasicCall over) {
        return withNullableArgument((SqlBasicCall) withoutFilter(over));
    }

    /**
     * A frame may have no n-th row, and none that is not NULL: Calcite thinks otherwise and gives such a call a NOT NULL type, or
     * one that it then does not find again.
     */
    private static SqlNode withNullableArgument(SqlBasicCall over) {
        boolean ignoresNulls = over.operand(0).getKind() == SqlKind.IGNORE_NULLS;
        SqlNode function = ignoresNulls ? ((SqlCall) over.operand(0)).operand(0) : over.operand(0);
        if (function instanceof SqlBasicCall call
                && call.operandCount() > 0
                && (ignoresNulls || name(call).equals("NTH_VALUE"))) {
            SqlParserPos position = call.getParserPosition();
            call.setOperand(0, when(SqlLiteral.createBoolean(true, position), call.operand(0), position));
        }
        return over;
    }

    private static SqlNode when(SqlNode condition, SqlNode value, SqlParserPos position) {
        return new SqlCase(
                position,
                null,
                new SqlNodeList(List.of(condition), position),
                new SqlNodeList(List.of(value), position),
                SqlLiteral.createNull(position));
    }

    /** {@code f(x) FILTER (WHERE c) OVER w} as {@code f(CASE WHEN c THEN x END) OVER w}. */
    private static SqlNode withoutFilter(SqlBasicCall over) {
        if (!(over.operand(0) instanceof SqlCall filter) || filter.getKind() != SqlKind.FILTER) {
            return over;
        }
        SqlNode aggregate = filter.operand(0);
        if (!(aggregate instanceof SqlCall call) || call.operandCount() == 0 || !leavesOutNull(call)) {
            throw SqlErrors.notSupported(filter.getParserPosition(), "FILTER of this window function");
        }
        SqlParserPos position = call.getParserPosition();
        SqlNode argument = call.operand(0);
        SqlNode value = argument instanceof SqlIdentifier star && star.isStar()
                ? SqlLiteral.createExactNumeric("1", position)
                : argument;
        List<SqlNode> operands = new ArrayList<>(call.getOperandList());
        operands.set(0, when(filter.operand(1), value, position));
        over.setOperand(0, call.getOperator().createCall(position, operands));
        return over;
    }

    private static boolean leavesOutNull(SqlCall call) {
        return AGGREGATES.contains(name(call)) && call.operandCount() == 1 || OTHER_AGGREGATES.contains(name(call));
    }
}
