package io.millrace.planner;

import io.millrace.planner.catalog.TableColumn;
import io.millrace.planner.validate.TypedParameters;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;

/**
 * The source of an INSERT: its {@code ?}s have the types of the columns they go to, and columns that are DEFAULT are left
 * out.
 */
record InsertSource(SqlNode query, List<Integer> targets) {
    static InsertSource of(SqlNode query, List<TableColumn> columns, List<Integer> targets) {
        if (query instanceof SqlBasicCall values && values.getKind() == SqlKind.VALUES) {
            return values(values, columns, targets);
        } else if (query instanceof SqlSelect select) {
            SqlSelect copy = (SqlSelect) select.clone(select.getParserPosition());
            List<SqlNode> items = typed(select.getSelectList(), columns, targets);
            copy.setSelectList(new SqlNodeList(items, select.getSelectList().getParserPosition()));
            return new InsertSource(copy, targets);
        }
        return new InsertSource(query, targets);
    }

    private static InsertSource values(SqlBasicCall values, List<TableColumn> columns, List<Integer> targets) {
        int defaults = -1;
        List<Integer> kept = new ArrayList<>();
        List<SqlNode> rows = new ArrayList<>();
        for (SqlNode row : values.getOperandList()) {
            List<SqlNode> items = row.getKind() == SqlKind.ROW ? ((SqlCall) row).getOperandList() : List.of(row);
            List<Integer> given = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i).getKind() != SqlKind.DEFAULT) {
                    given.add(i);
                }
            }
            if (defaults >= 0 && !given.equals(kept)) {
                throw MillraceException.notSupported(
                        "DEFAULT beside values in one column of VALUES, or rows of unlike length,");
            }
            defaults = items.size() - given.size();
            kept = given;
            List<Integer> wanted = given.stream()
                    .map(i -> i < targets.size() ? targets.get(i) : -1)
                    .toList();
            List<SqlNode> typed = typed(given.stream().map(items::get).toList(), columns, wanted);
            rows.add(
                    row.getKind() == SqlKind.ROW
                            ? ((SqlCall) row).getOperator().createCall(row.getParserPosition(), typed)
                            : typed.get(0));
        }
        if (kept.isEmpty()) {
            throw MillraceException.notSupported("INSERT of nothing but DEFAULT");
        }
        SqlNode query = values.getOperator().createCall(values.getParserPosition(), rows);
        if (defaults == 0) {
            return new InsertSource(query, targets);
        }
        return new InsertSource(
                query,
                kept.stream().filter(i -> i < targets.size()).map(targets::get).toList());
    }

    private static List<SqlNode> typed(List<SqlNode> items, List<TableColumn> columns, List<Integer> targets) {
        List<SqlNode> typed = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            int target = i < targets.size() ? targets.get(i) : -1;
            typed.add(
                    target < 0
                            ? items.get(i)
                            : TypedParameters.of(
                                    items.get(i), columns.get(target).type()));
        }
        return typed;
    }
}
