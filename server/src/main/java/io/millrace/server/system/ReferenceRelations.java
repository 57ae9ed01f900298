package io.millrace.server.system;

import static io.millrace.server.system.SystemRelation.bool;
import static io.millrace.server.system.SystemRelation.optionalText;
import static io.millrace.server.system.SystemRelation.text;

import io.millrace.server.catalog.TableOptions;
import io.millrace.spi.connector.Connector;
import io.millrace.spi.option.Option;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is to use: {@code sys.connectors}, {@code sys.functions}, {@code sys.settings}. */
final class ReferenceRelations {
    private static final SystemRelation CONNECTORS = SystemRelation.of(
            "sys.connectors",
            "the connectors on the class path",
            ReferenceRelations::connectors,
            text("name"),
            text("description"));

    private static final SystemRelation CONNECTOR_OPTIONS = SystemRelation.of(
            "sys.connector_options",
            "every option of every connector",
            ReferenceRelations::connectorOptions,
            text("connector"),
            text("name"),
            text("expected"),
            optionalText("default_value"),
            text("description"));

    private static final SystemRelation FUNCTIONS = SystemRelation.of(
            "sys.functions",
            "every function and aggregate",
            ReferenceRelations::functions,
            text("function_schema"),
            text("function_name"),
            optionalText("remarks"));

    private static final SystemRelation SETTINGS = SystemRelation.of(
            "sys.settings",
            "settings of the database, and the defaults of those of a session",
            ReferenceRelations::settings,
            text("name"),
            text("value"),
            text("scope"),
            text("expected"),
            text("description"));

    private static final SystemRelation SCHEMAS = SystemRelation.of(
            "sys.schemas",
            "the schemas",
            (database, out) ->
                    database.catalog().schemas().forEach(schema -> out.row(schema, !schema.equals("public"))),
            text("name"),
            bool("is_system"));

    static final List<SystemRelation> ALL = List.of(CONNECTORS, CONNECTOR_OPTIONS, FUNCTIONS, SETTINGS, SCHEMAS);

    private ReferenceRelations() {}

    private static void connectors(DatabaseState database, RowWriter out) {
        for (Connector connector : database.connectors().all()) {
            out.row(connector.name(), connector.description());
        }
    }

    private static void connectorOptions(DatabaseState database, RowWriter out) {
        for (Connector connector : database.connectors().all()) {
            TableOptions.ALL.forEach(option -> option(connector, option, out));
            connector.options().forEach(option -> option(connector, option, out));
        }
    }

    private static void option(Connector connector, Option<?> option, RowWriter out) {
        out.row(
                connector.name(),
                option.name(),
                option.expected(),
                defaultText(option.defaultValue()),
                option.description());
    }

    private static @Nullable String defaultText(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static void functions(DatabaseState database, RowWriter out) {
        for (DatabaseState.FunctionRow function : database.functions()) {
            out.row(function.schema(), function.name(), function.remarks());
        }
    }

    private static void settings(DatabaseState database, RowWriter out) {
        for (DatabaseState.SettingRow setting : database.settings()) {
            out.row(setting.name(), setting.value(), setting.scope(), setting.expected(), setting.description());
        }
    }
}
