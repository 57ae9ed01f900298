package io.millrace.planner.validate;

import io.millrace.parser.operator.ParserOperators;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlNumericLiteral;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWindow;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * {@code SELECT DISTINCT ON (k) … ORDER BY k, t} as {@code QUALIFY ROW_NUMBER() OVER (PARTITION BY k ORDER BY k, t) = 1}. As in
 * PostgreSQL, a key may be the number or the alias of a column of the result.
 *
 * <p><b>Threading:</b> one query.
 */
final class FirstPerKey {
    private final Map<SqlSelect, SqlWindow> windows = new IdentityHashMap<>();

    /** Without an order at first: that of the query comes when it is met. */
    void rewrite(SqlSelect select) {
        if (!(select.getQualify() instanceof SqlCall call)
                || !call.getOperator().equals(ParserOperators.FIRST_OF)) {
            return;
        }
        SqlParserPos position = call.getParserPosition();
        List<SqlNode> keys = new ArrayList<>();
        for (SqlNode key : call.getOperandList()) {
            keys.add(resolved(key, select));
        }
        SqlWindow window = SqlWindow.create(
                null,
                null,
                new SqlNodeList(keys, position),
                SqlNodeList.EMPTY,
                SqlLiteral.createBoolean(false, position),
                null,
                null,
                null,
                SqlWindow.createExcludeNoOthers(position),
                position);
        SqlNode number = SqlStdOperatorTable.OVER.createCall(
                position, SqlStdOperatorTable.ROW_NUMBER.createCall(position), window);
        select.setQualify(
                SqlStdOperatorTable.EQUALS.createCall(position, number, SqlLiteral.createExactNumeric("1", position)));
        windows.put(select, window);
    }

    /** Which row is the first of its key. */
    void order(SqlOrderBy ordered) {
        SqlWindow window = ordered.query instanceof SqlSelect select ? windows.remove(select) : null;
        if (window != null && ordered.query instanceof SqlSelect select) {
            List<SqlNode> keys = new ArrayList<>();
            for (SqlNode key : ordered.orderList) {
                keys.add(directed(key, select));
            }
            window.setOrderList(new SqlNodeList(keys, ordered.orderList.getParserPosition()));
        }
    }

    private static SqlNode directed(SqlNode key, SqlSelect select) {
        return switch (key.getKind()) {
            case DESCENDING, NULLS_FIRST, NULLS_LAST -> {
                SqlBasicCall direction = (SqlBasicCall) key;
                yield direction
                        .getOperator()
                        .createCall(key.getParserPosition(), directed(direction.operand(0), select));
            }
            default -> resolved(key, select);
        };
    }

    /** The expression of a column of the result, if the key is its number or alias. */
    private static SqlNode resolved(SqlNode key, SqlSelect select) {
        SqlNodeList items = select.getSelectList();
        if (key instanceof SqlNumericLiteral number && number.isInteger()) {
            int place = number.intValue(true);
            return place >= 1 && place <= items.size() ? copy(value(items.get(place - 1))) : key;
        } else if (key instanceof SqlIdentifier name && name.isSimple()) {
            for (SqlNode item : items) {
                if (item.getKind() == SqlKind.AS
                        && ((SqlCall) item).operand(1) instanceof SqlIdentifier alias
                        && alias.getSimple().equals(name.getSimple())) {
                    return copy(value(item));
                }
            }
        }
        return copy(key);
    }

    private static SqlNode value(SqlNode item) {
        return item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
    }

    /** The validator keeps types by node: the same node must not stand at two places. */
    private static SqlNode copy(SqlNode node) {
        return QueryCopy.of(node, "", "UTC");
    }
}
