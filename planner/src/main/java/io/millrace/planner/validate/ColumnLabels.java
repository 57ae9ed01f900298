package io.millrace.planner.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/** Names for result columns that were given none. */
final class ColumnLabels {
    private static final String CALCITE_PREFIX = "EXPR$";

    private ColumnLabels() {}

    /** The labels of a validated query, whose row type has these names. */
    static List<String> of(SqlNode query, List<String> names) {
        SqlNodeList items = selectList(query);
        List<String> labels = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!name.startsWith(CALCITE_PREFIX)) {
                labels.add(name);
            } else {
                labels.add(items == null || items.size() != names.size() ? byPlace(i) : of(items.get(i), i));
            }
        }
        return labels;
    }

    private static @Nullable SqlNodeList selectList(SqlNode query) {
        if (query instanceof SqlSelect select) {
            return select.getSelectList();
        } else if (query instanceof SqlOrderBy orderBy) {
            return selectList(orderBy.query);
        } else if (query instanceof SqlWith with) {
            return selectList(with.body);
        } else if (query instanceof SqlCall call && call.getKind().belongsTo(SqlKind.SET_QUERY)) {
            return selectList(call.operand(0));
        }
        return null;
    }

    /** A function's name, a cast column's name, otherwise {@code column} and its place from 1. */
    private static String of(SqlNode node, int ordinal) {
        if (node instanceof SqlCall call) {
            if (call.getKind() == SqlKind.AS) {
                return of(call.operand(0), ordinal);
            } else if (isCast(call) && call.operand(0) instanceof SqlIdentifier column && !column.isStar()) {
                return Util.last(column.names);
            } else if (call.getKind() == SqlKind.FILTER
                    || call.getKind() == SqlKind.OVER
                    || call.getKind() == SqlKind.WITHIN_GROUP) {
                return of(call.operand(0), ordinal);
            } else if (call.getOperator() instanceof SqlFunction function
                    && !isCast(call)
                    && !function.equals(MillraceOperators.MICROS)) {
                return function.getName()
                        .toLowerCase(Locale.ROOT)
                        .replace("translate3", "translate")
                        .replace("$array_or_empty", "array")
                        .replace("$map_of", "map")
                        .replace("$substring_match", "substring");
            }
        }
        return byPlace(ordinal);
    }

    private static boolean isCast(SqlCall call) {
        return call.getKind() == SqlKind.CAST || call.getKind() == SqlKind.SAFE_CAST;
    }

    private static String byPlace(int ordinal) {
        return "column" + (ordinal + 1);
    }
}
