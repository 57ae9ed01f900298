package io.millrace.bench.millrace;

import io.millrace.bench.nexmark.NexmarkQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The columns of a query's result: what its sink declares. */
record ResultColumns(List<String> names, List<String> types) {
    private static final String AVERAGE = "DOUBLE";

    ResultColumns {
        names = List.copyOf(names);
        types = List.copyOf(types);
    }

    static ResultColumns of(Connection connection, NexmarkQuery query) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        try (PreparedStatement prepared = connection.prepareStatement(query.sql())) {
            ResultSetMetaData result = prepared.getMetaData();
            for (int i = 1; i <= result.getColumnCount(); i++) {
                names.add(result.getColumnLabel(i));
                types.add(type(result, i));
            }
        }
        return new ResultColumns(names, types);
    }

    boolean hasAverages() {
        return types.contains(AVERAGE);
    }

    /** @param rounded whether averages come as whole numbers */
    String declarations(boolean rounded) {
        StringJoiner columns = new StringJoiner(", ");
        for (int i = 0; i < types.size(); i++) {
            columns.add("c" + i + " " + (rounded && types.get(i).equals(AVERAGE) ? "BIGINT" : types.get(i)));
        }
        return columns.toString();
    }

    /** A select list with averages rounded down, as engines have them whose average of integers is one. */
    String rounded() {
        StringJoiner columns = new StringJoiner(", ");
        for (int i = 0; i < types.size(); i++) {
            String name = '"' + names.get(i) + '"';
            columns.add(types.get(i).equals(AVERAGE) ? "CAST(FLOOR(" + name + ") AS BIGINT)" : name);
        }
        return columns.toString();
    }

    private static String type(ResultSetMetaData result, int column) throws SQLException {
        return switch (result.getColumnType(column)) {
            case Types.DECIMAL, Types.NUMERIC ->
                "DECIMAL(" + result.getPrecision(column) + ", " + result.getScale(column) + ")";
            case Types.TIMESTAMP -> "TIMESTAMP(6)";
            case Types.TIMESTAMP_WITH_TIMEZONE -> "TIMESTAMP(6) WITH TIME ZONE";
            case Types.CHAR, Types.VARCHAR -> "VARCHAR";
            case Types.DOUBLE -> AVERAGE;
            default -> result.getColumnTypeName(column);
        };
    }
}
