package io.millrace.planner.validate;

import io.millrace.planner.catalog.UserFunction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * {@code [LATERAL] TABLE(f(…))} of a function that gives an array, a user's table function or {@code generate_series}, as
 * {@code UNNEST(f(…))}.
 */
final class TableFunctionCalls extends SqlShuttle {
    /** Its column has its name, or that of the table, as in PostgreSQL. */
    static final String SERIES = "generate_series";

    private final Set<String> names;

    private TableFunctionCalls(Set<String> names) {
        this.names = names;
    }

    static SqlNode unnested(SqlNode query, Collection<UserFunction> functions) {
        Set<String> names = functions.stream()
                .filter(function -> function.kind() == UserFunction.Kind.TABLE)
                .map(function -> function.name().name())
                .collect(Collectors.toCollection(HashSet::new));
        names.add(SERIES);
        SqlNode changed = query.accept(new TableFunctionCalls(names));
        return changed == null ? query : changed;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        SqlNode changed = super.visit(call);
        if (!(changed instanceof SqlCall node)) {
            return changed;
        }
        return switch (node.getKind()) {
            case COLLECTION_TABLE -> unnested(node);
            case LATERAL -> isUnnested(node.operand(0)) ? node.operand(0) : node;
            case AS -> named(node);
            default -> node;
        };
    }

    private SqlCall unnested(SqlCall table) {
        if (!(table.operand(0) instanceof SqlCall function)
                || names.stream().noneMatch(function.getOperator().getName()::equalsIgnoreCase)) {
            return table;
        }
        SqlCall unnest = SqlStdOperatorTable.UNNEST.createCall(table.getParserPosition(), function);
        return function.getOperator().getName().equalsIgnoreCase(SERIES) ? as(unnest, SERIES) : unnest;
    }

    private static boolean isUnnested(SqlCall node) {
        return node.getKind() == SqlKind.UNNEST || isSeries(node);
    }

    private static boolean isSeries(SqlNode node) {
        return node.getKind() == SqlKind.AS
                && node instanceof SqlCall as
                && as.operandCount() == 3
                && as.operand(0).getKind() == SqlKind.UNNEST
                && as.operand(1) instanceof SqlIdentifier name
                && name.isSimple()
                && name.getSimple().equals(SERIES);
    }

    /** A name given to a series is that of its column too. */
    private static SqlCall named(SqlCall as) {
        if (!isSeries(as.operand(0))) {
            return as;
        }
        SqlCall unnest = ((SqlCall) as.operand(0)).operand(0);
        if (as.operandCount() == 2) {
            return as(unnest, ((SqlIdentifier) as.operand(1)).getSimple());
        }
        List<SqlNode> operands = new ArrayList<>(as.getOperandList());
        operands.set(0, unnest);
        return SqlStdOperatorTable.AS.createCall(as.getParserPosition(), operands);
    }

    private static SqlCall as(SqlCall table, String name) {
        SqlParserPos position = table.getParserPosition();
        return SqlStdOperatorTable.AS.createCall(
                position, table, new SqlIdentifier(name, position), new SqlIdentifier(name, position));
    }
}
