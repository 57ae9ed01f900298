package io.millrace.server.statement;

import io.millrace.planner.catalog.QualifiedName;
import io.millrace.server.session.ResultColumn;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Columns and query texts of views and materialized views. */
final class ViewColumns {
    private ViewColumns() {}

    static List<String> names(@Nullable SqlNodeList columns) {
        return columns == null
                ? List.of()
                : columns.getList().stream()
                        .map(column -> ((SqlIdentifier) column).getSimple())
                        .toList();
    }

    /** The columns under the names given, which must be as many and differ. */
    static RowType rowType(QualifiedName view, Planned planned, List<String> names) {
        List<ResultColumn> columns = planned.columns();
        if (!names.isEmpty() && names.size() != columns.size()) {
            throw new MillraceException(
                    SqlState.INVALID_DEFINITION,
                    "view \"" + view.name() + "\" is given " + names.size() + " column names, its query has "
                            + columns.size() + " columns");
        }
        List<Field> fields = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = names.isEmpty() ? columns.get(i).label() : names.get(i);
            if (!seen.add(name)) {
                throw new MillraceException(
                        SqlState.DUPLICATE_COLUMN,
                        "view \"" + view.name() + "\" would have two columns \"" + name
                                + "\"; give one of them another name with AS ("
                                + columns.stream().map(ResultColumn::label).collect(Collectors.joining(", ")) + ")");
            }
            fields.add(new Field(name, columns.get(i).type()));
        }
        return new RowType(fields);
    }

    /** The text between two places of a statement. */
    static String text(String sql, SqlParserPos pos) {
        return sql.substring(
                index(sql, pos.getLineNum(), pos.getColumnNum()),
                index(sql, pos.getEndLineNum(), pos.getEndColumnNum()) + 1);
    }

    private static int index(String sql, int line, int column) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            start = nextLine(sql, start);
        }
        return start + column - 1;
    }

    private static int nextLine(String sql, int from) {
        for (int i = from; i < sql.length(); i++) {
            if (sql.charAt(i) == '\n') {
                return i + 1;
            } else if (sql.charAt(i) == '\r') {
                return i + 1 < sql.length() && sql.charAt(i + 1) == '\n' ? i + 2 : i + 1;
            }
        }
        return sql.length();
    }
}
