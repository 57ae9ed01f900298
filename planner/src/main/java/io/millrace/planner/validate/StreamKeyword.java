package io.millrace.planner.validate;

import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSelectKeyword;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/** Whether a query says {@code SELECT STREAM}. */
public final class StreamKeyword {
    private StreamKeyword() {}

    public static boolean isIn(SqlNode query) {
        if (query instanceof SqlSelect select) {
            return select.getModifierNode(SqlSelectKeyword.STREAM) != null;
        } else if (query instanceof SqlOrderBy orderBy) {
            return isIn(orderBy.query);
        } else if (query instanceof SqlWith with) {
            return isIn(with.body);
        } else if (query instanceof SqlCall call
                && SqlStdOperatorTable.UNION_ALL.getClass().isInstance(call.getOperator())) {
            return isIn(call.operand(0));
        }
        return false;
    }
}
