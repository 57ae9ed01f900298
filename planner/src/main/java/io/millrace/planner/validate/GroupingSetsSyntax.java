package io.millrace.planner.validate;

import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** ROLLUP and CUBE as the GROUPING SETS they stand for: Calcite loses a set of them that is there twice, as in ROLLUP (a, a). */
final class GroupingSetsSyntax {
    private static final int SETS_MAX = 256;
    private static final int CUBE_COLUMNS_MAX = 8;

    private GroupingSetsSyntax() {}

    static boolean applies(SqlCall call) {
        return call.getKind() == SqlKind.ROLLUP || call.getKind() == SqlKind.CUBE;
    }

    /** @throws io.millrace.spi.error.MillraceException 54001 if there are too many of them */
    static SqlNode spelledOut(SqlCall call) {
        List<SqlNode> items = call.getOperandList();
        boolean cube = call.getKind() == SqlKind.CUBE;
        if (items.size() >= (cube ? CUBE_COLUMNS_MAX + 1 : SETS_MAX)) {
            throw SqlErrors.at(
                    call.getParserPosition(),
                    SqlState.STATEMENT_TOO_COMPLEX,
                    call.getKind() + " of " + items.size() + " columns makes too many grouping sets; at most "
                            + SETS_MAX + " are allowed");
        }
        List<SqlNode> sets = new ArrayList<>();
        int count = cube ? 1 << items.size() : items.size() + 1;
        for (int left = 0; left < count; left++) {
            List<SqlNode> set = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                // All columns come first, none last.
                boolean there = cube ? (left >> (items.size() - 1 - i) & 1) == 0 : i < items.size() - left;
                if (there) {
                    set.add(items.get(i));
                }
            }
            sets.add(set(set, call.getParserPosition()));
        }
        return SqlStdOperatorTable.GROUPING_SETS.createCall(call.getParserPosition(), sets);
    }

    private static SqlNode set(List<SqlNode> items, SqlParserPos position) {
        List<SqlNode> columns = new ArrayList<>();
        for (SqlNode item : items) {
            // (a, b) counts as one item.
            columns.addAll(item.getKind() == SqlKind.ROW ? ((SqlCall) item).getOperandList() : List.of(item));
        }
        return switch (columns.size()) {
            case 0 -> new SqlNodeList(position);
            case 1 -> columns.get(0);
            default -> SqlStdOperatorTable.ROW.createCall(position, columns);
        };
    }
}
