package io.millrace.server.system;

import static io.millrace.server.system.SystemRelation.bool;
import static io.millrace.server.system.SystemRelation.integer;
import static io.millrace.server.system.SystemRelation.optionalInteger;
import static io.millrace.server.system.SystemRelation.optionalText;
import static io.millrace.server.system.SystemRelation.text;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.planner.catalog.EventTime;
import io.millrace.planner.catalog.SystemTable;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.catalog.Definition;
import io.millrace.spi.type.Field;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was created: {@code sys.tables}, {@code sys.views}, {@code sys.pipelines}, {@code sys.columns}, … */
final class CatalogRelations {
    private static final SystemRelation TABLES = SystemRelation.of(
            "sys.tables",
            "every table, native or with a connector",
            CatalogRelations::tables,
            text("schema_name"),
            text("name"),
            text("kind"),
            optionalText("connector"),
            optionalText("primary_key"),
            optionalText("event_time"),
            optionalText("changelog"),
            optionalText("options"),
            text("statement"));

    private static final SystemRelation VIEWS = SystemRelation.of(
            "sys.views",
            "every view, materialized or not",
            CatalogRelations::views,
            text("schema_name"),
            text("name"),
            text("kind"),
            optionalText("key"),
            optionalText("changelog"),
            optionalText("options"),
            text("query"),
            text("statement"));

    private static final SystemRelation PIPELINES = SystemRelation.of(
            "sys.pipelines",
            "every pipeline",
            CatalogRelations::pipelines,
            text("schema_name"),
            text("name"),
            text("sink"),
            optionalText("options"),
            text("statement"));

    private static final SystemRelation COLUMNS = SystemRelation.of(
            "sys.columns",
            "every column of every table, view and system relation",
            CatalogRelations::columns,
            text("schema_name"),
            text("table_name"),
            text("name"),
            integer("position"),
            text("type"),
            bool("nullable"),
            optionalInteger("key_position"),
            optionalText("default_value"),
            optionalText("computed_as"),
            bool("event_time"));

    private static final SystemRelation DEPENDENCIES = SystemRelation.of(
            "sys.dependencies",
            "what each view and pipeline reads and writes",
            CatalogRelations::dependencies,
            text("schema_name"),
            text("name"),
            text("kind"),
            text("uses"),
            text("usage"));

    static final List<SystemRelation> ALL = List.of(TABLES, VIEWS, PIPELINES, COLUMNS, DEPENDENCIES);

    private CatalogRelations() {}

    private static void tables(DatabaseState database, RowWriter out) {
        for (CatalogEntry entry : database.catalog().entries()) {
            if (entry.isTable()) {
                Definition definition = entry.definition();
                EventTime eventTime = definition.eventTime();
                boolean isNative = entry.kind() == CatalogObject.Kind.NATIVE_TABLE;
                out.row(
                        entry.name().schema(),
                        entry.name().name(),
                        isNative ? "native" : "connector",
                        definition.connector(),
                        key(entry),
                        eventTime == null ? null : entry.columns().name(eventTime.column()),
                        isNative ? null : definition.upsert() ? "upsert" : "append",
                        options(entry),
                        definition.statement());
            }
        }
    }

    private static void views(DatabaseState database, RowWriter out) {
        for (CatalogEntry entry : database.catalog().entries()) {
            boolean materialized = entry.kind() == CatalogObject.Kind.MATERIALIZED_VIEW;
            if (materialized || entry.kind() == CatalogObject.Kind.VIEW) {
                out.row(
                        entry.name().schema(),
                        entry.name().name(),
                        entry.kindWords(),
                        key(entry),
                        changelog(entry),
                        options(entry),
                        entry.definition().query(),
                        entry.definition().statement());
            }
        }
    }

    private static @Nullable String changelog(CatalogEntry entry) {
        return entry.relation() instanceof io.millrace.planner.catalog.MaterializedView view
                ? (view.properties().changelog().appendOnly() ? "append-only" : "updating")
                : null;
    }

    private static void pipelines(DatabaseState database, RowWriter out) {
        for (CatalogEntry entry : database.catalog().entries()) {
            if (entry.kind() == CatalogObject.Kind.PIPELINE) {
                out.row(
                        entry.name().schema(),
                        entry.name().name(),
                        String.valueOf(entry.definition().sink()),
                        options(entry),
                        entry.definition().statement());
            }
        }
    }

    private static void columns(DatabaseState database, RowWriter out) {
        for (CatalogEntry entry : database.catalog().entries()) {
            EventTime eventTime = entry.definition().eventTime();
            List<Definition.Column> declared = entry.definition().columns();
            for (int i = 0; i < entry.columns().size(); i++) {
                Field field = entry.columns().field(i);
                int keyPosition = entry.object().primaryKey().indexOf(i);
                out.row(
                        entry.name().schema(),
                        entry.name().name(),
                        field.name(),
                        i + 1,
                        field.type().sqlName(),
                        field.type().nullable(),
                        keyPosition < 0 ? null : keyPosition + 1,
                        declared.isEmpty() ? null : emptyToNull(declared.get(i).defaultText()),
                        declared.isEmpty() ? null : emptyToNull(declared.get(i).computedText()),
                        eventTime != null && eventTime.column() == i);
            }
        }
        for (SystemTable table : database.catalog().systemTables()) {
            for (int i = 0; i < table.rowType().size(); i++) {
                Field field = table.rowType().field(i);
                out.row(
                        table.name().schema(),
                        table.name().name(),
                        field.name(),
                        i + 1,
                        field.type().sqlName(),
                        field.type().nullable(),
                        null,
                        null,
                        null,
                        false);
            }
        }
    }

    private static void dependencies(DatabaseState database, RowWriter out) {
        for (CatalogEntry entry : database.catalog().entries()) {
            for (String read : new java.util.TreeSet<>(entry.object().reads())) {
                out.row(entry.name().schema(), entry.name().name(), entry.kindWords(), read, "input");
            }
            String sink = entry.definition().sink();
            if (sink != null) {
                out.row(entry.name().schema(), entry.name().name(), entry.kindWords(), sink, "sink");
            }
        }
    }

    private static @Nullable String key(CatalogEntry entry) {
        return emptyToNull(entry.object().primaryKey().stream()
                .map(column -> entry.columns().name(column))
                .collect(Collectors.joining(", ")));
    }

    private static @Nullable String options(CatalogEntry entry) {
        Map<String, String> sorted = new TreeMap<>(entry.object().options());
        sorted.remove("statement");
        return emptyToNull(sorted.entrySet().stream()
                .map(option ->
                        "'" + option.getKey() + "' = '" + option.getValue().replace("'", "''") + "'")
                .collect(Collectors.joining(", ")));
    }

    static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
