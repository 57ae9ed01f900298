package io.millrace.planner.validate;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * {@code ARRAY(SELECT x …)} as a scalar sub-query: {@code $array_or_empty((SELECT ARRAY_AGG(x) …))}, ordered as the query is.
 */
final class ArrayQuery {
    private ArrayQuery() {}

    static SqlNode rewritten(SqlCall call) {
        SqlParserPos position = call.getParserPosition();
        SqlNode query = call.operand(0);
        SqlNode collected = query instanceof SqlOrderBy ordered ? ordered(ordered) : all(query, position);
        return MillraceOperators.ARRAY_OR_EMPTY.createCall(position, collected);
    }

    private static SqlNode all(SqlNode query, SqlParserPos position) {
        SqlNode named = SqlStdOperatorTable.AS.createCall(
                position, query, new SqlIdentifier("$q", position), new SqlIdentifier("$element", position));
        SqlNode aggregate =
                AggregateOperators.named("ARRAY_AGG").createCall(position, new SqlIdentifier("$element", position));
        return select(position, aggregate, named, null);
    }

    private static SqlNode ordered(SqlOrderBy query) {
        SqlParserPos position = query.getParserPosition();
        boolean plain = query.offset == null
                && query.fetch == null
                && query.query instanceof SqlSelect select
                && select.getGroup() == null
                && select.getHaving() == null
                && !select.isDistinct()
                && select.getSelectList().size() == 1
                && query.orderList.stream().noneMatch(ArrayQuery::isPlace);
        if (!plain) {
            throw SqlErrors.notSupported(
                    position,
                    "ARRAY(SELECT …) with ORDER BY beside GROUP BY, DISTINCT, UNION, LIMIT or places of columns");
        }
        SqlSelect select = (SqlSelect) query.query;
        SqlNode item = select.getSelectList().get(0);
        SqlNode value = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
        SqlNode aggregate = AggregateOperators.named("ARRAY_AGG").createCall(position, value);
        SqlNode collected = SqlStdOperatorTable.WITHIN_GROUP.createCall(position, aggregate, query.orderList);
        return select(position, collected, select.getFrom(), select.getWhere());
    }

    private static boolean isPlace(SqlNode key) {
        return switch (key.getKind()) {
            case DESCENDING, NULLS_FIRST, NULLS_LAST -> isPlace(((SqlCall) key).operand(0));
            default -> key instanceof SqlLiteral;
        };
    }

    private static SqlSelect select(
            SqlParserPos position, SqlNode item, @Nullable SqlNode from, @Nullable SqlNode where) {
        return new SqlSelect(
                position,
                SqlNodeList.EMPTY,
                new SqlNodeList(List.of(item), position),
                from,
                where,
                null,
                null,
                SqlNodeList.EMPTY,
                null,
                null,
                null,
                null,
                SqlNodeList.EMPTY);
    }
}
