package io.millrace.planner.validate;

import io.millrace.planner.type.Types;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.SqlTableFunction;
import org.apache.calcite.sql.SqlUserDefinedTypeNameSpec;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.apache.calcite.util.BitString;
import org.jspecify.annotations.Nullable;

/** Refuses by name what Calcite understands and the engine does not run yet. */
final class UnsupportedSyntax extends SqlBasicVisitor<@Nullable Void> {
    private static final Map<SqlKind, String> NAMES = Map.ofEntries(
            Map.entry(SqlKind.TABLESAMPLE, "TABLESAMPLE"),
            Map.entry(SqlKind.MULTISET_VALUE_CONSTRUCTOR, "MULTISET"),
            Map.entry(SqlKind.MULTISET_QUERY_CONSTRUCTOR, "MULTISET"),
            Map.entry(SqlKind.WITHIN_DISTINCT, "WITHIN DISTINCT"),
            Map.entry(SqlKind.TUMBLE, "TUMBLE in GROUP BY (it is a table function: FROM TABLE(TUMBLE(…)))"),
            Map.entry(SqlKind.HOP, "HOP in GROUP BY (it is a table function: FROM TABLE(HOP(…)))"),
            Map.entry(SqlKind.SESSION, "SESSION in GROUP BY (it is a table function: FROM TABLE(SESSION(…)))"));

    private static final Set<String> NEED_ARGUMENTS = Set.of("COALESCE", "GREATEST", "LEAST");

    /** The validator takes time by the square of it. */
    private static final int COLUMNS_MAX = 5_000;

    /** Of table functions met so far. */
    private final Set<@Nullable SqlNode> tableArguments = Collections.newSetFromMap(new IdentityHashMap<>());

    @Override
    public @Nullable Void visit(SqlCall call) {
        if (call instanceof SqlSelect select) {
            refuseLength(select.getSelectList());
        }
        if (call instanceof SqlJoin join) {
            NestedJoinSyntax.check(join);
        }
        refuseName(call);
        refuseExistsOfValue(call);
        refuseInOfValue(call);
        refuseQueryAsPeriod(call);
        refuseQueryInArray(call);
        refuseFilteredGrouping(call);
        refuseListsOfConditions(call);
        refuseValueAsTable(call);
        refuseTableArgument(call);
        String name = NAMES.get(call.getKind());
        if (call.getKind() == SqlKind.UNNEST && call.operand(0).getKind() == SqlKind.VALUES) {
            throw SqlErrors.notSupported(call.getParserPosition(), "VALUES in UNNEST (a SELECT is)");
        } else if (name != null) {
            throw SqlErrors.notSupported(call.getParserPosition(), name);
        } else if (call.getKind() == SqlKind.OVER) {
            WindowSyntax.check(call);
        } else if (call instanceof SqlWith with) {
            refuseTwice(with);
        }
        return super.visit(call);
    }

    @Override
    public @Nullable Void visit(SqlLiteral literal) {
        if (literal.getTypeName() == SqlTypeName.BINARY
                && literal.getValueAs(BitString.class).getBitCount() % 8 != 0) {
            throw SqlErrors.at(
                    literal.getParserPosition(),
                    SqlState.SYNTAX_ERROR,
                    "a binary constant has two digits for each byte");
        }
        if (literal instanceof SqlNumericLiteral number && number.getTypeName() == SqlTypeName.DECIMAL) {
            BigDecimal value = number.bigDecimalValue();
            if (value != null && Math.max(value.precision(), value.scale()) > DataType.DECIMAL_PRECISION_MAX) {
                throw SqlErrors.at(
                        literal.getParserPosition(),
                        SqlState.NUMBER_OUT_OF_RANGE,
                        "the number " + value + " is out of range: numbers have at most "
                                + DataType.DECIMAL_PRECISION_MAX + " digits");
            }
        }
        return null;
    }

    /** Types that there are not: Calcite takes them for what comes nearest. */
    @Override
    public @Nullable Void visit(SqlDataTypeSpec type) {
        if (type.getTypeNameSpec() instanceof SqlBasicTypeNameSpec basic) {
            boolean decimal = basic.getTypeName().getSimple().equals(SqlTypeName.DECIMAL.getName());
            int digits = basic.getPrecision();
            if (decimal && (digits > DataType.DECIMAL_PRECISION_MAX || digits == 0 || basic.getScale() > digits)) {
                throw SqlErrors.at(
                        type.getParserPosition(),
                        SqlState.NUMBER_OUT_OF_RANGE,
                        "DECIMAL has 1 to " + DataType.DECIMAL_PRECISION_MAX + " digits, and its scale is not greater");
            }
        } else if (type.getTypeNameSpec() instanceof SqlUserDefinedTypeNameSpec named) {
            throw SqlErrors.at(
                    type.getParserPosition(),
                    SqlState.UNDEFINED_OBJECT,
                    "type \"" + named.getTypeName() + "\" does not exist"
                            + Nearest.hint(named.getTypeName().toString(), Types.names()));
        }
        return null;
    }

    /** What Calcite's validator would trip over. */
    private static void refuseName(SqlCall call) {
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
        if (call.operandCount() == 0 && NEED_ARGUMENTS.contains(name)) {
            throw SqlErrors.at(
                    call.getParserPosition(),
                    SqlState.UNDEFINED_FUNCTION,
                    "function " + name.toLowerCase(Locale.ROOT) + " needs an argument");
        } else if (name.equals("CONVERT") || name.equals("TRANSLATE") && call.operandCount() == 2) {
            throw SqlErrors.notSupported(call.getParserPosition(), name.equals("CONVERT") ? name : "CONVERT USING");
        } else if (name.equals("GROUP_ID")) {
            throw SqlErrors.notSupported(call.getParserPosition(), "function group_id");
        }
    }

    /** Calcite's validator takes for granted what its parser does not check. */
    private static void refuseExistsOfValue(SqlCall call) {
        if (call.getKind() == SqlKind.EXISTS && !call.operand(0).isA(SqlKind.QUERY)) {
            throw SqlErrors.at(
                    call.getParserPosition(), SqlState.SYNTAX_ERROR, "EXISTS needs a sub-query in parentheses");
        }
    }

    private static void refuseInOfValue(SqlCall call) {
        boolean in = call.getKind() == SqlKind.IN || call.getKind() == SqlKind.NOT_IN;
        if (in && !(call.operand(1) instanceof SqlNodeList) && !call.operand(1).isA(SqlKind.QUERY)) {
            throw SqlErrors.at(
                    call.operand(1).getParserPosition(),
                    SqlState.SYNTAX_ERROR,
                    "IN needs a list of values or a sub-query, in parentheses");
        }
    }

    /** Only values may be several, in {@code CASE x WHEN 1, 2}. */
    private static void refuseListsOfConditions(SqlCall call) {
        if (call instanceof SqlCase cases && cases.getValueOperand() == null) {
            for (SqlNode when : cases.getWhenOperands()) {
                if (when instanceof SqlNodeList) {
                    throw SqlErrors.at(
                            when.getParserPosition(), SqlState.SYNTAX_ERROR, "WHEN needs one condition, not a list");
                }
            }
        }
    }

    private static void refuseFilteredGrouping(SqlCall call) {
        if (call.getKind() == SqlKind.FILTER
                && call.operand(0) instanceof SqlCall function
                && function.getOperator().getName().toUpperCase(Locale.ROOT).startsWith("GROUPING")) {
            throw SqlErrors.at(
                    call.getParserPosition(), SqlState.SYNTAX_ERROR, "FILTER must be applied to aggregate function");
        }
    }

    /** {@code x = ANY (SELECT …) + 1}: what follows the parenthesis belongs to what is compared with. */
    private static void refuseQueryInArray(SqlCall call) {
        boolean quantified = call.getKind() == SqlKind.SOME || call.getKind() == SqlKind.ALL;
        if (quantified
                && call.operandCount() == 2
                && call.operand(1) instanceof SqlCall array
                && !array.isA(SqlKind.QUERY)
                && array.getKind() != SqlKind.ARRAY_QUERY_CONSTRUCTOR) {
            for (SqlNode part : array.getOperandList()) {
                if (part != null && part.isA(SqlKind.QUERY)) {
                    throw SqlErrors.at(
                            array.getParserPosition(),
                            SqlState.SYNTAX_ERROR,
                            "ANY and ALL need a sub-query, a list of values or an array; put parentheses around the"
                                    + " comparison if more follows");
                }
            }
        }
    }

    /** Names of columns and tables with PARTITION BY are no value, except for a table function. */
    private void refuseTableArgument(SqlCall call) {
        if (call.getKind() == SqlKind.COLLECTION_TABLE && call.operand(0) instanceof SqlCall function) {
            for (SqlNode argument : function.getOperandList()) {
                boolean named = argument != null && argument.getKind() == SqlKind.ARGUMENT_ASSIGNMENT;
                tableArguments.add(named ? ((SqlCall) argument).operand(0) : argument);
            }
        } else if (call.getOperator().getName().equalsIgnoreCase("DESCRIPTOR") && !tableArguments.contains(call)) {
            throw SqlErrors.at(
                    call.getParserPosition(),
                    SqlState.SYNTAX_ERROR,
                    "DESCRIPTOR can stand only in a table function of FROM");
        } else if (call.getKind() == SqlKind.SET_SEMANTICS_TABLE && !tableArguments.contains(call)) {
            throw SqlErrors.at(
                    call.getParserPosition(),
                    SqlState.SYNTAX_ERROR,
                    "PARTITION BY can stand only in OVER, in MATCH_RECOGNIZE, and behind a table in a table function");
        }
    }

    private static void refuseQueryAsPeriod(SqlCall call) {
        if (call.getKind() == SqlKind.SNAPSHOT) {
            call.operand(1).accept(new SqlBasicVisitor<@Nullable Void>() {
                @Override
                public @Nullable Void visit(SqlCall inside) {
                    if (inside.isA(SqlKind.QUERY)) {
                        throw SqlErrors.notSupported(
                                inside.getParserPosition(), "a sub-query in FOR SYSTEM_TIME AS OF");
                    }
                    return super.visit(inside);
                }
            });
        }
    }

    /** A function that gives a value, where there should be one that gives a table. */
    private static void refuseValueAsTable(SqlCall call) {
        if (call.getKind() != SqlKind.COLLECTION_TABLE
                || !(call.operand(0) instanceof SqlCall function)
                || !(function.getOperator() instanceof SqlFunction operator)
                || operator.getName().equalsIgnoreCase(TableFunctionCalls.SERIES)) {
            return;
        }
        List<SqlOperator> found = new ArrayList<>();
        FunctionTable.INSTANCE.lookupOperatorOverloads(
                operator.getNameAsId(), null, SqlSyntax.FUNCTION, found, SqlNameMatchers.withCaseSensitive(false));
        if (!found.isEmpty() && found.stream().noneMatch(SqlTableFunction.class::isInstance)) {
            throw SqlErrors.at(
                    function.getParserPosition(),
                    SqlState.WRONG_OBJECT_TYPE,
                    "function " + operator.getName().toLowerCase(Locale.ROOT)
                            + " gives a value, not a table, and cannot stand in FROM");
        }
    }

    private static void refuseLength(SqlNodeList list) {
        if (list.size() > COLUMNS_MAX) {
            throw SqlErrors.at(
                    list.getParserPosition(),
                    SqlState.STATEMENT_TOO_COMPLEX,
                    "the SELECT list has " + list.size() + " columns; at most " + COLUMNS_MAX + " are read");
        }
    }

    private static void refuseTwice(SqlWith with) {
        Set<String> names = new HashSet<>();
        for (SqlNode node : with.withList) {
            SqlWithItem item = (SqlWithItem) node;
            if (!names.add(item.name.getSimple())) {
                throw SqlErrors.at(
                        item.name.getParserPosition(),
                        SqlState.DUPLICATE_TABLE,
                        "WITH gives the name \"" + item.name.getSimple() + "\" twice");
            }
        }
    }
}
