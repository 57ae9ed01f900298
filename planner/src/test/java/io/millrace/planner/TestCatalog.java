package io.millrace.planner;

import io.millrace.parser.MillraceParser;
import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.planner.catalog.Catalog;
import io.millrace.planner.catalog.CatalogObject;
import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.planner.catalog.EventTime;
import io.millrace.planner.catalog.MaterializedView;
import io.millrace.planner.catalog.NativeTable;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.planner.catalog.SystemTable;
import io.millrace.planner.catalog.TableColumn;
import io.millrace.planner.catalog.View;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.connector.Source.Boundedness;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nexmark's three tables, two native ones, and whatever a test adds. */
final class TestCatalog implements Catalog {
    static final DataType BIGINT = DataType.of(TypeKind.BIGINT);
    static final DataType INTEGER = DataType.of(TypeKind.INTEGER);
    static final DataType VARCHAR = DataType.of(TypeKind.VARCHAR);
    static final DataType TIMESTAMP = new DataType(TypeKind.TIMESTAMP, 3, 0, true);

    private final Map<QualifiedName, CatalogObject> objects = new LinkedHashMap<>();

    TestCatalog() {
        nexmark(
                "person",
                "dateTime",
                field("id", BIGINT),
                field("name", VARCHAR),
                field("emailAddress", VARCHAR),
                field("creditCard", VARCHAR),
                field("city", VARCHAR),
                field("state", VARCHAR),
                field("dateTime", TIMESTAMP),
                field("extra", VARCHAR));
        nexmark(
                "auction",
                "dateTime",
                field("id", BIGINT),
                field("itemName", VARCHAR),
                field("description", VARCHAR),
                field("initialBid", BIGINT),
                field("reserve", BIGINT),
                field("dateTime", TIMESTAMP),
                field("expires", TIMESTAMP),
                field("seller", BIGINT),
                field("category", BIGINT),
                field("extra", VARCHAR));
        nexmark(
                "bid",
                "dateTime",
                field("auction", BIGINT),
                field("bidder", BIGINT),
                field("price", BIGINT),
                field("channel", VARCHAR),
                field("url", VARCHAR),
                field("dateTime", TIMESTAMP),
                field("extra", VARCHAR));
        native_(
                "account",
                List.of(0),
                TableColumn.given("id", BIGINT.notNull()),
                TableColumn.given("bank", INTEGER),
                new TableColumn("balance", DataType.decimal(12, 2), null, Literal.of(DataType.decimal(12, 2), 0)),
                TableColumn.given("owner", new DataType(TypeKind.VARCHAR, 20, 0, true)),
                TableColumn.given("opened", DataType.of(TypeKind.DATE)));
        native_(
                "click",
                List.of(),
                TableColumn.given("user_id", INTEGER),
                TableColumn.given("url", VARCHAR),
                TableColumn.given("at", DataType.of(TypeKind.TIMESTAMP)),
                TableColumn.computed(
                        "day",
                        Call.of(
                                Function.CAST,
                                DataType.of(TypeKind.DATE),
                                new InputRef(2, DataType.of(TypeKind.TIMESTAMP)))));
        native_(
                "side_input",
                List.of(0),
                TableColumn.given("key", BIGINT.notNull()),
                TableColumn.given("value", VARCHAR));
        DataType time = DataType.of(TypeKind.TIMESTAMP);
        add(new NativeTable(
                public_("exchange"),
                List.of(
                        TableColumn.given("currency", BIGINT.notNull()),
                        TableColumn.given("from", time.notNull()),
                        TableColumn.given("rate", BIGINT)),
                List.of(0, 1),
                new EventTime(1, new InputRef(1, time.notNull()), 0, 0)));
        connector(
                "stock",
                "at",
                Boundedness.FINITE,
                ConnectorRelation.Writes.NOTHING,
                List.of(0),
                field("item", BIGINT),
                field("at", time),
                field("pieces", BIGINT),
                field("place", VARCHAR));
        add(new SystemTable(
                new QualifiedName(SYSTEM_SCHEMA, "queries"),
                RowType.of(field("name", VARCHAR), field("epoch", BIGINT))));
    }

    static Field field(String name, DataType type) {
        return new Field(name, type);
    }

    TestCatalog add(CatalogObject object) {
        objects.put(object.name(), object);
        return this;
    }

    static QualifiedName public_(String name) {
        return new QualifiedName(DEFAULT_SCHEMA, name);
    }

    TestCatalog native_(String name, List<Integer> primaryKey, TableColumn... columns) {
        return add(new NativeTable(public_(name), List.of(columns), primaryKey, null));
    }

    TestCatalog view(String name, String sql) {
        return add(new View(public_(name), MillraceParser.parse(sql), List.of()));
    }

    /** Plans the query and puts the view where it can be read. */
    TestCatalog materialized(String name, String sql) {
        PlannedQuery planned = new Planner(this)
                .plan(MillraceParser.parse(sql), new PlanMode.View(public_(name)), PlannerSettings.DEFAULT);
        var root = (io.millrace.plan.node.Materialize) planned.plan().root();
        return add(new MaterializedView(public_(name), root.properties(), root.key()));
    }

    /** A source whose watermark is 4 s behind. */
    TestCatalog nexmark(String name, @Nullable String time, Field... fields) {
        return connector(name, time, Boundedness.FINITE, ConnectorRelation.Writes.NOTHING, List.of(), fields);
    }

    TestCatalog connector(
            String name,
            @Nullable String time,
            @Nullable Boundedness boundedness,
            ConnectorRelation.Writes writes,
            List<Integer> primaryKey,
            Field... fields) {
        RowType rowType = RowType.of(fields);
        EventTime eventTime = null;
        if (time != null) {
            int column = rowType.indexOf(time);
            Expression watermark = Call.of(
                    Function.SUBTRACT,
                    rowType.type(column),
                    new InputRef(column, rowType.type(column)),
                    Literal.of(DataType.of(TypeKind.INTERVAL_DAY_TIME), 4_000_000));
            eventTime = new EventTime(column, watermark, 0, 0);
        }
        return add(new ConnectorRelation(
                public_(name),
                "nexmark",
                new ConnectorTable(name, rowType, primaryKey, Map.of()),
                rowType.fields().stream()
                        .map(field -> TableColumn.given(field.name(), field.type()))
                        .toList(),
                eventTime,
                !primaryKey.isEmpty(),
                boundedness,
                writes));
    }

    @Override
    public Optional<CatalogObject> find(QualifiedName name) {
        return Optional.ofNullable(objects.get(name));
    }

    @Override
    public Collection<String> schemas() {
        return List.of(DEFAULT_SCHEMA, SYSTEM_SCHEMA, INFORMATION_SCHEMA);
    }

    @Override
    public Collection<String> names(String schema) {
        return objects.keySet().stream()
                .filter(name -> name.schema().equals(schema))
                .map(QualifiedName::name)
                .toList();
    }
}
