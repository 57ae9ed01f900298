package io.millrace.planner.pattern;

import io.millrace.plan.pattern.NavigatedColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** The columns that expressions of a pattern speak of once every navigation in them has become a column; each once. */
final class NavigatedColumns {
    private final List<NavigatedColumn> columns = new ArrayList<>();
    private final Map<String, RelDataType> types = new LinkedHashMap<>();

    /** A name for the column, to stand in an expression. */
    SqlNode add(NavigatedColumn column, RelDataType type, SqlParserPos position) {
        int place = columns.indexOf(column);
        if (place < 0) {
            place = columns.size();
            columns.add(column);
            types.put(name(place), type);
        }
        return new SqlIdentifier(name(place), position);
    }

    static String name(int place) {
        return "$" + place;
    }

    List<NavigatedColumn> columns() {
        return columns;
    }

    /** By the names that stand in expressions, in the order of the columns. */
    Map<String, RelDataType> types() {
        return types;
    }
}
