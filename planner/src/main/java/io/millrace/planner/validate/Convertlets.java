package io.millrace.planner.validate;

import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/** Calls become Rex calls of the same operator where Calcite would spell out what the executor does in one step. */
final class Convertlets implements SqlRexConvertletTable {
    static final Convertlets INSTANCE = new Convertlets();

    private static final Set<SqlOperator> KEPT = Set.of(
            SqlStdOperatorTable.TIMESTAMP_DIFF,
            SqlStdOperatorTable.SQRT,
            SqlStdOperatorTable.COALESCE,
            SqlStdOperatorTable.NULLIF,
            SqlStdOperatorTable.AVG,
            SqlLibraryOperators.GREATEST_PG,
            SqlLibraryOperators.LEAST_PG,
            SqlLibraryOperators.SUBSTR_POSTGRESQL);

    /** Of our own that are named as one of Calcite's, which it takes for another. */
    private static final Set<String> KEPT_NAMES = Set.of("REGEXP_SUBSTR");

    private static final Set<SqlOperator> DISTINCTIONS =
            Set.of(SqlStdOperatorTable.IS_DISTINCT_FROM, SqlStdOperatorTable.IS_NOT_DISTINCT_FROM);

    private Convertlets() {}

    @Override
    public @Nullable SqlRexConvertlet get(SqlCall call) {
        SqlOperator operator = call.getOperator();
        if (operator instanceof SqlFunction function
                && (KEPT.contains(operator) || KEPT_NAMES.contains(operator.getName()))) {
            return (context, kept) -> StandardConvertletTable.INSTANCE.convertFunction(context, function, kept);
        }
        if (TimeArithmetic.OPERATORS.contains(operator)) {
            return (context, sum) -> context.getRexBuilder()
                    .makeCall(
                            context.getValidator().getValidatedNodeType(sum),
                            operator,
                            List.of(
                                    context.convertExpression(sum.operand(0)),
                                    context.convertExpression(sum.operand(1))));
        }
        if (DISTINCTIONS.contains(operator)) {
            return (context, comparison) -> context.getRexBuilder()
                    .makeCall(
                            operator,
                            context.convertExpression(comparison.operand(0)),
                            context.convertExpression(comparison.operand(1)));
        }
        return StandardConvertletTable.INSTANCE.get(call);
    }
}
