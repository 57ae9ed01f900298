package io.millrace.planner.validate;

import io.millrace.planner.catalog.UserFunction;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** {@code [LATERAL] TABLE(f(…))} of a user's function as {@code UNNEST(f(…))}: it gives an array of rows. */
final class TableFunctionCalls extends SqlShuttle {
    private final Set<String> names;

    private TableFunctionCalls(Set<String> names) {
        this.names = names;
    }

    static SqlNode unnested(SqlNode query, Collection<UserFunction> functions) {
        Set<String> names = functions.stream()
                .filter(function -> function.kind() == UserFunction.Kind.TABLE)
                .map(function -> function.name().name())
                .collect(Collectors.toSet());
        SqlNode changed = names.isEmpty() ? query : query.accept(new TableFunctionCalls(names));
        return changed == null ? query : changed;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        SqlNode changed = super.visit(call);
        if (changed instanceof SqlCall table
                && table.getKind() == SqlKind.COLLECTION_TABLE
                && table.operand(0) instanceof SqlCall function
                && names.stream().anyMatch(function.getOperator().getName()::equalsIgnoreCase)) {
            return SqlStdOperatorTable.UNNEST.createCall(table.getParserPosition(), function);
        } else if (changed instanceof SqlCall lateral
                && lateral.getKind() == SqlKind.LATERAL
                && lateral.operand(0).getKind() == SqlKind.UNNEST) {
            return lateral.operand(0);
        }
        return changed;
    }
}
