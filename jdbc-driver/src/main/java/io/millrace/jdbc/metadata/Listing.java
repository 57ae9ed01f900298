package io.millrace.jdbc.metadata;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of each {@link Shape}, in the order that JDBC prescribes. */
public final class Listing {
    public static final String CATALOG = "millrace";
    private static final List<String> TABLE_TYPES = List.of("MATERIALIZED VIEW", "SYSTEM TABLE", "TABLE", "VIEW");
    private static final List<String> SCHEMAS_ALWAYS = List.of("information_schema", "public", "sys");

    private final Catalog catalog;

    public Listing(Catalog catalog) {
        this.catalog = catalog;
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private static boolean isOurs(@Nullable String wantedCatalog) {
        return wantedCatalog == null || wantedCatalog.equals(CATALOG);
    }

    /** Sorts by the texts and numbers in the given columns. */
    private static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows, int... columns) {
        rows.sort((a, b) -> {
            for (int column : columns) {
                int order = compare(a.get(column), b.get(column));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        });
        return rows;
    }

    private static int compare(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return Long.compare(x.longValue(), y.longValue());
        }
        return Objects.toString(a, "").compareTo(Objects.toString(b, ""));
    }

    public List<List<@Nullable Object>> catalogs() {
        return List.of(row(CATALOG));
    }

    public List<List<@Nullable Object>> tableTypes() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        TABLE_TYPES.forEach(type -> rows.add(row(type)));
        return rows;
    }

    public List<List<@Nullable Object>> schemas(@Nullable String wantedCatalog, LikePattern pattern)
            throws SQLException {
        Set<String> names = new HashSet<>(SCHEMAS_ALWAYS);
        for (Catalog.Row schema : catalog.schemas()) {
            names.add(schema.text("schema_name", "public"));
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String name : names) {
            if (isOurs(wantedCatalog) && pattern.matches(name)) {
                rows.add(row(name, CATALOG));
            }
        }
        return sorted(rows, 0);
    }

    public List<List<@Nullable Object>> tables(
            @Nullable String wantedCatalog, LikePattern schema, LikePattern table, @Nullable Collection<String> types)
            throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        if (!isOurs(wantedCatalog)) {
            return rows;
        }
        for (Catalog.Row found : catalog.tables(schema, table)) {
            String written = found.text("table_type", "BASE TABLE");
            String type = written.equals("BASE TABLE") ? "TABLE" : written;
            if (types == null || types.contains(type)) {
                rows.add(row(
                        CATALOG,
                        found.text("table_schema"),
                        found.text("table_name"),
                        type,
                        found.text("remarks"),
                        null,
                        null,
                        null,
                        null,
                        null));
            }
        }
        return sorted(rows, 3, 1, 2);
    }

    public List<List<@Nullable Object>> columns(
            @Nullable String wantedCatalog, LikePattern schema, LikePattern table, LikePattern column)
            throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        if (!isOurs(wantedCatalog)) {
            return rows;
        }
        for (Catalog.Row found : catalog.columns(schema, table, column)) {
            SqlTypes.Described type = SqlTypes.describe(found);
            boolean nullable = !found.text("is_nullable", "YES").equals("NO");
            rows.add(row(
                    CATALOG,
                    found.text("table_schema"),
                    found.text("table_name"),
                    found.text("column_name"),
                    type.jdbcType(),
                    type.name(),
                    type.size(),
                    null,
                    type.digits(),
                    type.radix(),
                    nullable ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
                    found.text("remarks"),
                    found.text("column_default"),
                    null,
                    null,
                    type.text() ? type.size() : null,
                    found.number("ordinal_position"),
                    nullable ? "YES" : "NO",
                    null,
                    null,
                    null,
                    null,
                    "NO",
                    found.text("is_generated", "NEVER").equals("ALWAYS") ? "YES" : "NO"));
        }
        return sorted(rows, 1, 2, 16);
    }

    public List<List<@Nullable Object>> primaryKeys(
            @Nullable String wantedCatalog, @Nullable String schema, String table) throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        if (!isOurs(wantedCatalog)) {
            return rows;
        }
        for (Catalog.Row found : catalog.keyColumns(LikePattern.exactly(schema), LikePattern.exactly(table))) {
            rows.add(row(
                    CATALOG,
                    found.text("table_schema"),
                    found.text("table_name"),
                    found.text("column_name"),
                    keyPosition(found),
                    found.text("constraint_name", found.text("table_name", "") + "_pkey")));
        }
        return sorted(rows, 3);
    }

    private static @Nullable Short keyPosition(Catalog.Row keyColumn) {
        Integer position = keyColumn.number("ordinal_position");
        return position == null ? null : position.shortValue();
    }

    /** The primary key as the unique index that it is. */
    public List<List<@Nullable Object>> indexes(@Nullable String wantedCatalog, @Nullable String schema, String table)
            throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (List<@Nullable Object> key : primaryKeys(wantedCatalog, schema, table)) {
            rows.add(row(
                    CATALOG,
                    key.get(1),
                    key.get(2),
                    false,
                    null,
                    key.get(5),
                    DatabaseMetaData.tableIndexHashed,
                    key.get(4),
                    key.get(3),
                    null,
                    0L,
                    0L,
                    null));
        }
        return sorted(rows, 7);
    }

    public List<List<@Nullable Object>> rowIdentifiers(
            @Nullable String wantedCatalog, @Nullable String schema, String table) throws SQLException {
        Set<@Nullable Object> keyColumns = new HashSet<>();
        primaryKeys(wantedCatalog, schema, table).forEach(key -> keyColumns.add(key.get(3)));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        if (keyColumns.isEmpty()) {
            return rows;
        }
        for (List<@Nullable Object> column :
                columns(wantedCatalog, LikePattern.exactly(schema), LikePattern.exactly(table), LikePattern.ANY)) {
            if (keyColumns.contains(column.get(3))) {
                Object digits = column.get(8);
                rows.add(row(
                        (short) DatabaseMetaData.bestRowSession,
                        column.get(3),
                        column.get(4),
                        column.get(5),
                        column.get(6),
                        null,
                        digits instanceof Number number ? number.shortValue() : null,
                        (short) DatabaseMetaData.bestRowNotPseudo));
            }
        }
        return rows;
    }

    public List<List<@Nullable Object>> functions(@Nullable String wantedCatalog, LikePattern schema, LikePattern name)
            throws SQLException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Catalog.Row found : catalog.functions()) {
            String inSchema = found.text("function_schema", "public");
            String function = found.text("function_name", "");
            if (isOurs(wantedCatalog) && schema.matches(inSchema) && name.matches(function)) {
                rows.add(row(
                        CATALOG,
                        inSchema,
                        function,
                        found.text("remarks"),
                        (short) DatabaseMetaData.functionResultUnknown,
                        function));
            }
        }
        return sorted(rows, 1, 2);
    }

    public List<List<@Nullable Object>> clientInfo() {
        return List.of(
                row("ApplicationName", 256, "", "name of the application that uses the connection"),
                row("ClientHostname", 256, "", "host on which that application runs"),
                row("ClientUser", 256, "", "who uses that application"));
    }
}
