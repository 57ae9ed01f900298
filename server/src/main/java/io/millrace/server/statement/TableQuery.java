package io.millrace.server.statement;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** The query that finds the rows an UPDATE or DELETE is about. */
final class TableQuery {
    private TableQuery() {}

    /** {@code SELECT *, values FROM table AS alias WHERE condition}. */
    static SqlNode of(
            SqlNode table, @Nullable SqlIdentifier alias, List<SqlNode> values, @Nullable SqlNode condition) {
        List<SqlNode> items = new ArrayList<>();
        items.add(SqlIdentifier.star(SqlParserPos.ZERO));
        for (int i = 0; i < values.size(); i++) {
            SqlIdentifier label = new SqlIdentifier("new value " + i, SqlParserPos.ZERO);
            items.add(SqlStdOperatorTable.AS.createCall(
                    values.get(i).getParserPosition(), values.get(i), label));
        }
        SqlNode from =
                alias == null ? table : SqlStdOperatorTable.AS.createCall(table.getParserPosition(), table, alias);
        return select(new SqlNodeList(items, SqlParserPos.ZERO), from, condition);
    }

    @SuppressWarnings("NullAway") // Calcite's constructor takes null for what is left out.
    private static SqlSelect select(SqlNodeList items, SqlNode from, @Nullable SqlNode condition) {
        return new SqlSelect(
                SqlParserPos.ZERO, null, items, from, condition, null, null, null, null, null, null, null, null);
    }

    /** The name in what may stand as the target of DML. */
    static SqlIdentifier target(SqlNode table) {
        if (table instanceof SqlIdentifier identifier) {
            return identifier;
        } else if (table.getKind() == SqlKind.TABLE_REF || table.getKind() == SqlKind.AS) {
            return target(((SqlBasicCall) table).operand(0));
        }
        throw new IllegalArgumentException(table.toString());
    }
}
