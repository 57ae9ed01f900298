package io.millrace.server.statement;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.parser.statement.CreateTable;
import io.millrace.parser.statement.OptionAssignment;
import io.millrace.plan.node.Watermark;
import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.planner.catalog.EventTime;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.catalog.Definition;
import io.millrace.server.catalog.DefinitionJson;
import io.millrace.server.catalog.TableOptions;
import io.millrace.spi.connector.Connector;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.connector.Sink;
import io.millrace.spi.connector.Source;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.option.Options;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code CREATE TABLE}: native without a connector; with one a source, a sink or both. */
final class CreateTableStatement extends Creation {
    private final CreateTable statement;

    CreateTableStatement(Scope scope, String sql, CreateTable statement) {
        super(scope, sql, statement.name, statement.ifNotExists);
        this.statement = statement;
    }

    @Override
    CatalogObject object(QualifiedName name) {
        Map<String, String> options = new LinkedHashMap<>();
        OptionAssignment.texts(statement.options)
                .forEach((key, value) -> options.put(key.toLowerCase(Locale.ROOT), value));
        return options.containsKey(TableOptions.CONNECTOR.name())
                ? connectorTable(name, options)
                : nativeTable(name, options);
    }

    private CatalogObject nativeTable(QualifiedName name, Map<String, String> options) {
        List<String> known = List.of(TableOptions.IDLE_TIMEOUT.name(), TableOptions.MAX_FUTURE_SKEW.name());
        for (String option : options.keySet()) {
            if (!known.contains(option)) {
                List<String> candidates = new ArrayList<>(known);
                candidates.add(TableOptions.CONNECTOR.name());
                throw new MillraceException(
                        SqlState.INVALID_PARAMETER,
                        "a table without option 'connector' has no option '" + option + "'"
                                + Nearest.hint(option, candidates));
            }
        }
        TableDefinition table = TableDefinition.of(scope(), statement, List.of(), options);
        Definition definition = Definition.nativeTable(sql(), table.columns(), table.eventTime());
        return new CatalogObject(
                name.toString(),
                CatalogObject.Kind.NATIVE_TABLE,
                DefinitionJson.write(definition),
                table.rowType(),
                table.primaryKey(),
                watermark(table.eventTime()),
                null,
                options,
                Set.of());
    }

    private static @Nullable Watermark watermark(@Nullable EventTime eventTime) {
        return eventTime == null
                ? null
                : new Watermark(
                        eventTime.column(),
                        eventTime.watermark(),
                        eventTime.idleTimeoutMicros(),
                        eventTime.maxFutureSkewMicros());
    }

    private CatalogObject connectorTable(QualifiedName name, Map<String, String> options) {
        Connector connector = scope().connectors().connector(TableOptions.CONNECTOR.read(options));
        requireKnown(connector, options);
        List<Field> defaults = connector.defaultColumns(new ConnectorTable(
                name.toString(), new RowType(List.of()), List.of(), TableOptions.ofConnector(options)));
        TableDefinition table = TableDefinition.of(scope(), statement, defaults, options);
        for (Definition.Column column : table.columns()) {
            if (column.defaultValue() != null) {
                throw MillraceException.notSupported(
                        "DEFAULT in a table with a connector (column \"" + column.name() + "\")");
            }
        }
        boolean upsert = TableOptions.CHANGELOG.read(options).equals("upsert");
        if (upsert && table.primaryKey().isEmpty()) {
            throw new MillraceException(
                    SqlState.INVALID_DEFINITION,
                    "'changelog' = 'upsert' needs a PRIMARY KEY, by which rows replace others");
        }
        ConnectorTable connectorTable =
                CatalogEntry.connectorTable(name.toString(), table.columns(), table.primaryKey(), options);
        Optional<Source> source = connector.source(connectorTable);
        Optional<Sink> sink = connector.sink(connectorTable);
        if (source.isEmpty() && sink.isEmpty()) {
            throw new MillraceException(
                    SqlState.INVALID_DEFINITION,
                    "connector '" + connector.name() + "' can neither read nor write such a table");
        }
        Definition definition = new Definition(
                sql(),
                table.columns(),
                table.eventTime(),
                connector.name(),
                upsert,
                source.map(Source::boundedness).orElse(null),
                sink.map(CreateTableStatement::writes).orElse(ConnectorRelation.Writes.NOTHING),
                "",
                List.of(),
                null);
        return new CatalogObject(
                name.toString(),
                CatalogObject.Kind.CONNECTOR_TABLE,
                DefinitionJson.write(definition),
                table.rowType(),
                table.primaryKey(),
                null,
                null,
                options,
                Set.of());
    }

    private static ConnectorRelation.Writes writes(Sink sink) {
        return sink.acceptsDeletes() ? ConnectorRelation.Writes.CHANGES : ConnectorRelation.Writes.INSERTS;
    }

    /** Every option is one of the connector's or of ours, and ours have good values. */
    private static void requireKnown(Connector connector, Map<String, String> options) {
        List<String> known = new ArrayList<>(TableOptions.names());
        connector.options().forEach(option -> known.add(option.name()));
        Options.requireKnown("connector '" + connector.name() + "'", options, known);
        TableOptions.ALL.forEach(option -> option.find(options));
    }
}
