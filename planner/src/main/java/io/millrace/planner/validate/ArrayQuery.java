package io.millrace.planner.validate;

import java.util.ArrayList;
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

    /** {@code MAP(SELECT key, value …)} as {@code $map_of((SELECT ARRAY_AGG(ROW(key, value)) …))}. */
    static SqlNode map(SqlCall call) {
        SqlParserPos position = call.getParserPosition();
        SqlIdentifier key = new SqlIdentifier("$key", position);
        SqlIdentifier value = new SqlIdentifier("$value", position);
        SqlNode query = call.operand(0);
        SqlNode named = SqlStdOperatorTable.AS.createCall(
                position, query, new SqlIdentifier("$q", position), key.clone(position), value.clone(position));
        SqlNode entries = AggregateOperators.named("ARRAY_AGG")
                .createCall(position, SqlStdOperatorTable.ROW.createCall(position, key, value));
        return MillraceOperators.MAP_OF.createCall(position, select(position, entries, named, null));
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
        boolean plain = query.query instanceof SqlSelect select
                && select.getGroup() == null
                && select.getHaving() == null
                && !select.isDistinct()
                && select.getSelectList().size() == 1
                && query.orderList.stream().noneMatch(ArrayQuery::isPlace);
        if (!plain) {
            throw SqlErrors.notSupported(
                    position, "ARRAY(SELECT …) with ORDER BY beside GROUP BY, DISTINCT, UNION or places of columns");
        }
        SqlSelect select = (SqlSelect) query.query;
        SqlNode item = select.getSelectList().get(0);
        SqlNode value = item.getKind() == SqlKind.AS ? ((SqlCall) item).operand(0) : item;
        if (query.offset != null || query.fetch != null) {
            return limited(query, select, value);
        }
        SqlNode aggregate = AggregateOperators.named("ARRAY_AGG").createCall(position, value);
        SqlNode collected = SqlStdOperatorTable.WITHIN_GROUP.createCall(position, aggregate, query.orderList);
        return select(position, collected, select.getFrom(), select.getWhere());
    }

    /** The first rows are taken inside, with their sort keys, by which they are collected. */
    private static SqlNode limited(SqlOrderBy query, SqlSelect select, SqlNode value) {
        SqlParserPos position = query.getParserPosition();
        List<SqlNode> items = new ArrayList<>(List.of(named(value, "$element", position)));
        List<SqlNode> order = new ArrayList<>();
        for (SqlNode key : query.orderList) {
            String name = "$key" + order.size();
            items.add(named(bare(key), name, position));
            order.add(renamed(key, new SqlIdentifier(name, position)));
        }
        SqlSelect inner = select(position, items.get(0), select.getFrom(), select.getWhere());
        inner.setSelectList(new SqlNodeList(items, position));
        SqlNode first = new SqlOrderBy(position, inner, query.orderList, query.offset, query.fetch);
        SqlNode aggregate =
                AggregateOperators.named("ARRAY_AGG").createCall(position, new SqlIdentifier("$element", position));
        SqlNode collected =
                SqlStdOperatorTable.WITHIN_GROUP.createCall(position, aggregate, new SqlNodeList(order, position));
        SqlNode from = SqlStdOperatorTable.AS.createCall(position, first, new SqlIdentifier("$q", position));
        return select(position, collected, from, null);
    }

    private static SqlNode named(SqlNode value, String name, SqlParserPos position) {
        return SqlStdOperatorTable.AS.createCall(position, value, new SqlIdentifier(name, position));
    }

    private static SqlNode bare(SqlNode key) {
        return isDirection(key) ? bare(((SqlCall) key).operand(0)) : key;
    }

    private static SqlNode renamed(SqlNode key, SqlNode name) {
        return isDirection(key)
                ? ((SqlCall) key)
                        .getOperator()
                        .createCall(key.getParserPosition(), renamed(((SqlCall) key).operand(0), name))
                : name;
    }

    private static boolean isDirection(SqlNode key) {
        return switch (key.getKind()) {
            case DESCENDING, NULLS_FIRST, NULLS_LAST -> true;
            default -> false;
        };
    }

    private static boolean isPlace(SqlNode key) {
        return bare(key) instanceof SqlLiteral;
    }

    /** A SELECT of one item. */
    static SqlSelect select(SqlParserPos position, SqlNode item, @Nullable SqlNode from, @Nullable SqlNode where) {
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
