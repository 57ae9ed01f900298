package io.millrace.planner.validate;

import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * PostgreSQL's ways to order what an aggregate reads, as the standard's: {@code STRING_AGG(x, s ORDER BY y)} as
 * {@code STRING_AGG(x, s) WITHIN GROUP (ORDER BY y)}, ARRAY_AGG likewise; and where what is ordered is what is read, with that as the argument:
 * {@code MODE() WITHIN GROUP (ORDER BY x)} as {@code MODE(x)}, {@code PERCENTILE_DISC(f) WITHIN GROUP (ORDER BY x DESC)} as
 * {@code PERCENTILE_DISC(x, f, TRUE)}.
 */
final class OrderedAggregates {
    private OrderedAggregates() {}

    static SqlNode spelledOut(SqlBasicCall call) {
        List<SqlNode> operands = call.getOperandList();
        boolean joins = isNamed(call, "STRING_AGG") || isNamed(call, "LISTAGG") || isNamed(call, "ARRAY_AGG");
        if (joins && !operands.isEmpty() && operands.get(operands.size() - 1) instanceof SqlNodeList order) {
            SqlCall bare = call.getOperator()
                    .createCall(
                            call.getFunctionQuantifier(),
                            call.getParserPosition(),
                            operands.subList(0, operands.size() - 1));
            return SqlStdOperatorTable.WITHIN_GROUP.createCall(call.getParserPosition(), bare, order);
        } else if (isPercentile(call) && operands.size() > 1) {
            return ours(call, operands);
        } else if (call.getKind() == SqlKind.WITHIN_GROUP
                && operands.get(0) instanceof SqlCall aggregate
                && ((SqlNodeList) operands.get(1)).size() == 1) {
            return withArgument(call, aggregate, ((SqlNodeList) operands.get(1)).get(0));
        }
        return call;
    }

    private static SqlNode withArgument(SqlBasicCall call, SqlCall aggregate, SqlNode key) {
        SqlParserPos position = aggregate.getParserPosition();
        if (isNamed(aggregate, "MODE") && aggregate.operandCount() == 0) {
            return aggregate.getOperator().createCall(aggregate.getFunctionQuantifier(), position, value(key));
        } else if (isPercentile(aggregate) && aggregate.operandCount() == 1) {
            SqlNode descends = SqlLiteral.createBoolean(isDescending(key), position);
            return ours(aggregate, List.of(value(key), aggregate.operand(0), descends));
        }
        return call;
    }

    private static boolean isPercentile(SqlCall call) {
        return isNamed(call, "PERCENTILE_CONT") || isNamed(call, "PERCENTILE_DISC");
    }

    /** The grammar has made a call of Calcite's operator. */
    private static SqlCall ours(SqlCall call, List<SqlNode> operands) {
        return AggregateOperators.named(call.getOperator().getName())
                .createCall(call.getFunctionQuantifier(), call.getParserPosition(), operands);
    }

    private static boolean isDescending(SqlNode key) {
        return switch (key.getKind()) {
            case DESCENDING -> true;
            case NULLS_FIRST, NULLS_LAST -> isDescending(((SqlCall) key).operand(0));
            default -> false;
        };
    }

    private static boolean isNamed(SqlCall call, String name) {
        return call.getOperator().getName().equalsIgnoreCase(name);
    }

    private static SqlNode value(SqlNode key) {
        return switch (key.getKind()) {
            case DESCENDING, NULLS_FIRST, NULLS_LAST -> value(((SqlCall) key).operand(0));
            default -> key;
        };
    }
}
