package io.millrace.server.catalog;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.parser.MillraceParser;
import io.millrace.plan.node.PlanJson;
import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.planner.catalog.MaterializedView;
import io.millrace.planner.catalog.NativeTable;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.planner.catalog.View;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object of the database in its three forms.
 *
 * @param object as the engine keeps it
 * @param definition what its JSON says
 * @param relation as the planner reads it; null for a pipeline and for a function
 */
public record CatalogEntry(
        QualifiedName name,
        CatalogObject object,
        Definition definition,
        io.millrace.planner.catalog.@Nullable CatalogObject relation) {

    static CatalogEntry of(CatalogObject object) {
        Definition definition = DefinitionJson.read(object.name(), object.definition());
        QualifiedName name = nameOf(object.name());
        return new CatalogEntry(name, object, definition, relation(name, object, definition));
    }

    public CatalogObject.Kind kind() {
        return object.kind();
    }

    /** What it is in words of SQL: {@code TABLE}, {@code MATERIALIZED VIEW}. */
    public String kindWords() {
        return kindWords(object.kind());
    }

    public static String kindWords(CatalogObject.Kind kind) {
        return switch (kind) {
            case NATIVE_TABLE, CONNECTOR_TABLE -> "TABLE";
            case VIEW -> "VIEW";
            case MATERIALIZED_VIEW -> "MATERIALIZED VIEW";
            case PIPELINE -> "PIPELINE";
            case FUNCTION -> "FUNCTION";
        };
    }

    public boolean isTable() {
        return object.kind() == CatalogObject.Kind.NATIVE_TABLE || object.kind() == CatalogObject.Kind.CONNECTOR_TABLE;
    }

    /** All columns, computed ones too; none for a pipeline. */
    public RowType columns() {
        return object.columns();
    }

    /** The native table behind it, if it is one. */
    public Optional<NativeTable> nativeTable() {
        return relation instanceof NativeTable table ? Optional.of(table) : Optional.empty();
    }

    /** The connector's table behind it, if it is one. */
    public Optional<ConnectorRelation> connectorRelation() {
        return relation instanceof ConnectorRelation table ? Optional.of(table) : Optional.empty();
    }

    /** {@code public.orders} taken apart. */
    public static QualifiedName nameOf(String qualified) {
        int dot = qualified.indexOf('.');
        return new QualifiedName(qualified.substring(0, dot), qualified.substring(dot + 1));
    }

    private static io.millrace.planner.catalog.@Nullable CatalogObject relation(
            QualifiedName name, CatalogObject object, Definition definition) {
        return switch (object.kind()) {
            case NATIVE_TABLE ->
                new NativeTable(name, definition.plannerColumns(), object.primaryKey(), definition.eventTime());
            case CONNECTOR_TABLE -> connectorRelation(name, object, definition);
            case VIEW -> new View(name, MillraceParser.parse(definition.query()), definition.columnNames());
            case MATERIALIZED_VIEW -> materializedView(name, object);
            case PIPELINE, FUNCTION -> null;
        };
    }

    private static MaterializedView materializedView(QualifiedName name, CatalogObject object) {
        String plan = object.plan();
        if (plan == null) {
            throw MillraceException.internal("materialized view \"" + name + "\" has no plan");
        }
        return new MaterializedView(name, PlanJson.read(plan).root().properties(), object.primaryKey());
    }

    private static ConnectorRelation connectorRelation(
            QualifiedName name, CatalogObject object, Definition definition) {
        String connector = definition.connector();
        if (connector == null) {
            throw MillraceException.internal("table \"" + name + "\" has no connector");
        }
        return new ConnectorRelation(
                name,
                connector,
                connectorTable(name.toString(), definition.columns(), object.primaryKey(), object.options()),
                definition.plannerColumns(),
                definition.eventTime(),
                definition.upsert(),
                definition.boundedness(),
                definition.writes());
    }

    /** The table as its connector sees it: without computed columns, and without what only the engine reads. */
    public static ConnectorTable connectorTable(
            String name, List<Definition.Column> columns, List<Integer> primaryKey, Map<String, String> options) {
        List<Integer> physical = new ArrayList<>();
        List<Integer> key = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).isComputed()) {
                physical.add(i);
            }
        }
        primaryKey.forEach(column -> key.add(physical.indexOf(column)));
        RowType rowType = new RowType(physical.stream()
                .map(i -> new io.millrace.spi.type.Field(
                        columns.get(i).name(), columns.get(i).type()))
                .toList());
        return new ConnectorTable(name, rowType, key, TableOptions.ofConnector(options));
    }

    /** The columns of a table as a row type. */
    public static RowType rowType(List<Definition.Column> columns) {
        Map<String, io.millrace.spi.type.Field> fields = new LinkedHashMap<>();
        columns.forEach(
                column -> fields.put(column.name(), new io.millrace.spi.type.Field(column.name(), column.type())));
        return new RowType(List.copyOf(fields.values()));
    }
}
