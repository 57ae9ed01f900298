package io.millrace.jdbc.metadata;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalog of the database through SQL. The relations and the columns it looks at; what is missing reads as null,
 * and a relation that is missing as empty:
 *
 * <ul>
 *   <li>{@code information_schema.schemata}: {@code catalog_name, schema_name}
 *   <li>{@code information_schema.tables}: {@code table_catalog, table_schema, table_name, table_type} ({@code BASE TABLE},
 *       {@code VIEW}, {@code MATERIALIZED VIEW}, {@code SYSTEM TABLE}), {@code remarks}
 *   <li>{@code information_schema.columns}: {@code table_catalog, table_schema, table_name, column_name,
 *       ordinal_position} (from 1), {@code column_default, is_nullable} ({@code YES}, {@code NO}), {@code data_type} (with or
 *       without parameters: {@code DECIMAL(10, 2)}), {@code character_maximum_length, numeric_precision, numeric_scale,
 *       datetime_precision, is_generated} ({@code ALWAYS}, {@code NEVER}), {@code remarks}
 *   <li>{@code information_schema.key_columns}: {@code table_catalog, table_schema, table_name, column_name,
 *       ordinal_position} (in the primary key, from 1), {@code constraint_name}
 *   <li>{@code sys.functions}: {@code function_schema, function_name, remarks}
 * </ul>
 *
 * All it asks is {@code SELECT * FROM relation WHERE column = 'text' [AND …]}, or without WHERE.
 */
public final class Catalog {
    private final Connection connection;
    private final Consumer<SQLException> onFailure;

    /** @param onFailure is told why a relation reads as empty */
    public Catalog(Connection connection, Consumer<SQLException> onFailure) {
        this.connection = connection;
        this.onFailure = onFailure;
    }

    /** A row of a relation, by column name in lower case. */
    public record Row(Map<String, @Nullable Object> values) {
        public @Nullable String text(String column) {
            Object value = values.get(column);
            return value == null ? null : value.toString();
        }

        public String text(String column, String otherwise) {
            String text = text(column);
            return text == null ? otherwise : text;
        }

        public @Nullable Integer number(String column) {
            return values.get(column) instanceof Number number ? number.intValue() : null;
        }
    }

    public List<Row> schemas() throws SQLException {
        return read("information_schema.schemata", Map.of());
    }

    public List<Row> tables(LikePattern schema, LikePattern table) throws SQLException {
        return read("information_schema.tables", bySchemaAndTable(schema, table)).stream()
                .filter(row -> schema.matches(row.text("table_schema")) && table.matches(row.text("table_name")))
                .toList();
    }

    public List<Row> columns(LikePattern schema, LikePattern table, LikePattern column) throws SQLException {
        return read("information_schema.columns", bySchemaAndTable(schema, table)).stream()
                .filter(row -> schema.matches(row.text("table_schema"))
                        && table.matches(row.text("table_name"))
                        && column.matches(row.text("column_name")))
                .toList();
    }

    public List<Row> keyColumns(LikePattern schema, LikePattern table) throws SQLException {
        return read("information_schema.key_columns", bySchemaAndTable(schema, table)).stream()
                .filter(row -> schema.matches(row.text("table_schema")) && table.matches(row.text("table_name")))
                .toList();
    }

    public List<Row> functions() throws SQLException {
        return read("sys.functions", Map.of());
    }

    private static Map<String, String> bySchemaAndTable(LikePattern schema, LikePattern table) {
        Map<String, String> equal = new LinkedHashMap<>();
        schema.literal().ifPresent(text -> equal.put("table_schema", text));
        table.literal().ifPresent(text -> equal.put("table_name", text));
        return equal;
    }

    private List<Row> read(String relation, Map<String, String> equal) throws SQLException {
        StringBuilder sql = new StringBuilder("SELECT * FROM ").append(relation);
        String separator = " WHERE ";
        for (Map.Entry<String, String> condition : equal.entrySet()) {
            sql.append(separator).append(condition.getKey()).append(" = '");
            sql.append(condition.getValue().replace("'", "''")).append('\'');
            separator = " AND ";
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql.toString())) {
            return read(rows);
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            if (state.startsWith("08") || state.startsWith("57")) {
                throw e;
            }
            onFailure.accept(e);
            return List.of();
        }
    }

    private static List<Row> read(ResultSet rows) throws SQLException {
        ResultSetMetaData metaData = rows.getMetaData();
        List<Row> read = new ArrayList<>();
        while (rows.next()) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (int i = 1; i <= metaData.getColumnCount(); i++) {
                values.put(metaData.getColumnLabel(i).toLowerCase(Locale.ROOT), rows.getObject(i));
            }
            read.add(new Row(values));
        }
        return read;
    }
}
