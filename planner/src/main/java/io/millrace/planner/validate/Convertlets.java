package io.millrace.planner.validate;

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
            SqlLibraryOperators.GREATEST_PG,
            SqlLibraryOperators.LEAST_PG,
            SqlLibraryOperators.SUBSTR_POSTGRESQL);

    private Convertlets() {}

    @Override
    public @Nullable SqlRexConvertlet get(SqlCall call) {
        SqlOperator operator = call.getOperator();
        if (operator instanceof SqlFunction function && KEPT.contains(operator)) {
            return (context, kept) -> StandardConvertletTable.INSTANCE.convertFunction(context, function, kept);
        }
        return StandardConvertletTable.INSTANCE.get(call);
    }
}
