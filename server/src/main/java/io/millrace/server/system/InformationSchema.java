package io.millrace.server.system;

import static io.millrace.server.system.SystemRelation.integer;
import static io.millrace.server.system.SystemRelation.optionalInteger;
import static io.millrace.server.system.SystemRelation.optionalText;
import static io.millrace.server.system.SystemRelation.text;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.planner.catalog.Catalog;
import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.planner.catalog.SystemTable;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.catalog.Definition;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The standard's view of the catalog (ISO 9075-11), as far as there is something to show. */
final class InformationSchema {
    private static final SystemRelation SCHEMATA = SystemRelation.of(
            "information_schema.schemata",
            "the schemas",
            (database, out) ->
                    database.catalog().schemas().forEach(schema -> out.row(Catalog.NAME, schema, "millrace")),
            text("catalog_name"),
            text("schema_name"),
            text("schema_owner"));

    private static final SystemRelation TABLES = SystemRelation.of(
            "information_schema.tables",
            "tables, views, materialized views and system relations",
            InformationSchema::tables,
            text("table_catalog"),
            text("table_schema"),
            text("table_name"),
            text("table_type"),
            text("is_insertable_into"),
            optionalText("remarks"));

    private static final SystemRelation COLUMNS = SystemRelation.of(
            "information_schema.columns",
            "every column",
            InformationSchema::columns,
            text("table_catalog"),
            text("table_schema"),
            text("table_name"),
            text("column_name"),
            integer("ordinal_position"),
            optionalText("column_default"),
            text("is_nullable"),
            text("data_type"),
            optionalInteger("character_maximum_length"),
            optionalInteger("numeric_precision"),
            optionalInteger("numeric_scale"),
            optionalInteger("datetime_precision"),
            text("is_generated"),
            optionalText("generation_expression"));

    private static final SystemRelation VIEWS = SystemRelation.of(
            "information_schema.views",
            "views, with their queries",
            InformationSchema::views,
            text("table_catalog"),
            text("table_schema"),
            text("table_name"),
            text("view_definition"),
            text("check_option"),
            text("is_updatable"));

    private static final SystemRelation TABLE_CONSTRAINTS = SystemRelation.of(
            "information_schema.table_constraints",
            "primary keys",
            InformationSchema::tableConstraints,
            text("constraint_catalog"),
            text("constraint_schema"),
            text("constraint_name"),
            text("table_catalog"),
            text("table_schema"),
            text("table_name"),
            text("constraint_type"));

    private static final SystemRelation KEY_COLUMN_USAGE = SystemRelation.of(
            "information_schema.key_column_usage",
            "columns of primary keys",
            InformationSchema::keyColumnUsage,
            text("constraint_catalog"),
            text("constraint_schema"),
            text("constraint_name"),
            text("table_catalog"),
            text("table_schema"),
            text("table_name"),
            text("column_name"),
            integer("ordinal_position"));

    private static final SystemRelation KEY_COLUMNS = SystemRelation.of(
            "information_schema.key_columns",
            "columns of primary keys, and of the keys of materialized views",
            InformationSchema::keyColumns,
            text("table_catalog"),
            text("table_schema"),
            text("table_name"),
            text("column_name"),
            integer("ordinal_position"),
            text("constraint_name"));

    static final List<SystemRelation> ALL =
            List.of(SCHEMATA, TABLES, COLUMNS, VIEWS, TABLE_CONSTRAINTS, KEY_COLUMN_USAGE, KEY_COLUMNS);

    private InformationSchema() {}

    private static void tables(DatabaseState database, RowWriter out) {
        for (CatalogEntry entry : database.catalog().entries()) {
            String type =
                    switch (entry.kind()) {
                        case NATIVE_TABLE, CONNECTOR_TABLE -> "BASE TABLE";
                        case VIEW -> "VIEW";
                        case MATERIALIZED_VIEW -> "MATERIALIZED VIEW";
                        case PIPELINE, FUNCTION -> "";
                    };
            if (!type.isEmpty()) {
                boolean writable = entry.isTable() && entry.definition().writes() != ConnectorRelation.Writes.NOTHING;
                String connector = entry.definition().connector();
                out.row(
                        Catalog.NAME,
                        entry.name().schema(),
                        entry.name().name(),
                        type,
                        yesNo(writable),
                        connector == null ? null : "connector " + connector);
            }
        }
        for (SystemTable table : database.catalog().systemTables()) {
            String description = SystemTables.descriptions().get(table.name().toString());
            out.row(Catalog.NAME, table.name().schema(), table.name().name(), "SYSTEM TABLE", "NO", description);
        }
    }

    private static void columns(DatabaseState database, RowWriter out) {
        for (CatalogEntry entry : database.catalog().entries()) {
            if (entry.kind() == CatalogObject.Kind.FUNCTION) {
                continue;
            }
            columns(
                    entry.name().schema(),
                    entry.name().name(),
                    entry.columns(),
                    entry.definition().columns(),
                    out);
        }
        for (SystemTable table : database.catalog().systemTables()) {
            columns(table.name().schema(), table.name().name(), table.rowType(), List.of(), out);
        }
    }

    private static void columns(
            String schema, String table, RowType rowType, List<Definition.Column> declared, RowWriter out) {
        for (int i = 0; i < rowType.size(); i++) {
            Field field = rowType.field(i);
            DataType type = field.type();
            String defaultText = declared.isEmpty() ? "" : declared.get(i).defaultText();
            String computedText = declared.isEmpty() ? "" : declared.get(i).computedText();
            out.row(
                    Catalog.NAME,
                    schema,
                    table,
                    field.name(),
                    i + 1,
                    CatalogRelations.emptyToNull(defaultText),
                    yesNo(type.nullable()),
                    type.kind().sqlName(),
                    characters(type),
                    numericPrecision(type),
                    type.kind().isExactNumeric() ? type.scale() : null,
                    type.kind().isTimestamp() ? type.precision() : null,
                    computedText.isEmpty() ? "NEVER" : "ALWAYS",
                    CatalogRelations.emptyToNull(computedText));
        }
    }

    private static @Nullable Integer characters(DataType type) {
        boolean sized = type.kind().isText() || type.kind().isBinary();
        return sized && type.precision() != DataType.UNLIMITED ? type.precision() : null;
    }

    private static @Nullable Integer numericPrecision(DataType type) {
        return switch (type.kind()) {
            case TINYINT -> 3;
            case SMALLINT -> 5;
            case INTEGER -> 10;
            case BIGINT -> 19;
            case REAL -> 24;
            case DOUBLE -> 53;
            case DECIMAL -> type.precision();
            default -> null;
        };
    }

    private static void views(DatabaseState database, RowWriter out) {
        for (CatalogEntry entry : database.catalog().entries()) {
            if (!entry.isTable() && entry.relation() != null) {
                out.row(
                        Catalog.NAME,
                        entry.name().schema(),
                        entry.name().name(),
                        entry.definition().query(),
                        "NONE",
                        "NO");
            }
        }
    }

    private static void tableConstraints(DatabaseState database, RowWriter out) {
        for (CatalogEntry entry : database.catalog().entries()) {
            if (hasKey(entry)) {
                out.row(
                        Catalog.NAME,
                        entry.name().schema(),
                        constraintName(entry),
                        Catalog.NAME,
                        entry.name().schema(),
                        entry.name().name(),
                        "PRIMARY KEY");
            }
        }
    }

    private static void keyColumnUsage(DatabaseState database, RowWriter out) {
        for (CatalogEntry entry : database.catalog().entries()) {
            if (hasKey(entry)) {
                for (int i = 0; i < entry.object().primaryKey().size(); i++) {
                    out.row(
                            Catalog.NAME,
                            entry.name().schema(),
                            constraintName(entry),
                            Catalog.NAME,
                            entry.name().schema(),
                            entry.name().name(),
                            entry.columns().name(entry.object().primaryKey().get(i)),
                            i + 1);
                }
            }
        }
    }

    private static void keyColumns(DatabaseState database, RowWriter out) {
        for (CatalogEntry entry : database.catalog().entries()) {
            List<Integer> key = entry.object().primaryKey();
            for (int i = 0; i < key.size(); i++) {
                out.row(
                        Catalog.NAME,
                        entry.name().schema(),
                        entry.name().name(),
                        entry.columns().name(key.get(i)),
                        i + 1,
                        constraintName(entry));
            }
        }
    }

    private static boolean hasKey(CatalogEntry entry) {
        return entry.isTable() && !entry.object().primaryKey().isEmpty();
    }

    private static String constraintName(CatalogEntry entry) {
        return entry.name().name() + "_pkey";
    }

    private static String yesNo(boolean yes) {
        return yes ? "YES" : "NO";
    }
}
