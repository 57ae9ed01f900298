package io.millrace.planner;

import io.millrace.planner.catalog.NativeTable;
import io.millrace.planner.catalog.TableColumn;
import io.millrace.planner.validate.TypedParameters;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlUpdate;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * An UPDATE as the query that finds its rows: all columns, then the new values.
 *
 * @param targets for each new value, its column
 * @param defaulted columns set to DEFAULT
 */
record UpdateQuery(SqlNode query, List<Integer> targets, List<Integer> defaulted) {
    static UpdateQuery of(SqlUpdate update, NativeTable table) {
        List<String> names = update.getTargetColumnList().stream()
                .map(column -> ((SqlIdentifier) column).names.get(((SqlIdentifier) column).names.size() - 1))
                .toList();
        List<Integer> places = Targets.named(table, names);
        List<Integer> targets = new ArrayList<>();
        List<Integer> defaulted = new ArrayList<>();
        List<SqlNode> items = columns(table, update.getAlias());
        for (int i = 0; i < places.size(); i++) {
            SqlNode value = update.getSourceExpressionList().get(i);
            if (value.getKind() == SqlKind.DEFAULT) {
                defaulted.add(places.get(i));
            } else {
                targets.add(places.get(i));
                items.add(TypedParameters.of(
                        value, table.columns().get(places.get(i)).type()));
            }
        }
        SqlNode query = select(items, update.getTargetTable(), update.getAlias(), update.getCondition());
        return new UpdateQuery(query, targets, defaulted);
    }

    /** The rows a DELETE deletes. */
    static SqlNode of(SqlDelete delete, NativeTable table) {
        return select(
                columns(table, delete.getAlias()), delete.getTargetTable(), delete.getAlias(), delete.getCondition());
    }

    private static List<SqlNode> columns(NativeTable table, @Nullable SqlIdentifier alias) {
        String qualifier = alias != null ? alias.getSimple() : table.name().name();
        List<SqlNode> items = new ArrayList<>();
        for (TableColumn column : table.columns()) {
            items.add(new SqlIdentifier(List.of(qualifier, column.name()), SqlParserPos.ZERO));
        }
        return items;
    }

    private static SqlNode select(
            List<SqlNode> items, SqlNode table, @Nullable SqlIdentifier alias, @Nullable SqlNode where) {
        SqlNode from =
                alias == null ? table : SqlStdOperatorTable.AS.createCall(table.getParserPosition(), table, alias);
        return new SqlSelect(
                table.getParserPosition(),
                null,
                new SqlNodeList(items, SqlParserPos.ZERO),
                from,
                where,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
