package io.millrace.planner.translate;

import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.Changelog;
import io.millrace.plan.node.ConnectorScan;
import io.millrace.plan.node.Distribution;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.NodeProperties;
import io.millrace.plan.node.PastRelation;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.RelationScan;
import io.millrace.plan.node.Watermark;
import io.millrace.planner.catalog.CatalogObject;
import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.planner.catalog.EventTime;
import io.millrace.planner.catalog.MaterializedView;
import io.millrace.planner.catalog.NativeTable;
import io.millrace.planner.catalog.SystemTable;
import io.millrace.planner.validate.CatalogTable;
import io.millrace.spi.connector.Source.Boundedness;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptTable;
import org.jspecify.annotations.Nullable;

/** Tables and materialized views as scans of the columns that are used. */
final class ScanTranslation {
    private static final NodeId DRAFT = new NodeId("draft");

    private final PlanNodes nodes;
    private final TranslationSettings settings;

    ScanTranslation(PlanNodes nodes, TranslationSettings settings) {
        this.nodes = nodes;
        this.settings = settings;
    }

    /** @param bounded whether a LIMIT above ends the query, so that the input need not */
    Relation translate(RelOptTable table, boolean bounded) {
        CatalogObject object = CatalogTable.of(table);
        PastRelation past = CatalogTable.past(table).orElse(null);
        if (past != null && !settings.finite()) {
            throw MillraceException.notSupported(
                    "FOR SYSTEM_TIME AS OF a point in the past (" + past + ") in a query that goes on");
        }
        return translate(object, past, bounded);
    }

    private Relation translate(CatalogObject object, @Nullable PastRelation past, boolean bounded) {
        if (object instanceof ConnectorRelation relation) {
            return connector(relation, bounded);
        } else if (object instanceof NativeTable table) {
            return stored(table, past);
        } else if (object instanceof MaterializedView view) {
            return stored(view, past);
        } else if (object instanceof SystemTable table) {
            NodeProperties all =
                    new NodeProperties(table.rowType(), Changelog.appendOnly("read once"), List.of(), List.of());
            return relationScan(table, null, all, List.of());
        }
        throw MillraceException.internal("a scan of " + object.name());
    }

    private Relation stored(NativeTable table, @Nullable PastRelation past) {
        List<EventTimeColumn> times = table.eventTime() == null
                ? List.of()
                : List.of(new EventTimeColumn(table.eventTime().column(), EventTimeColumn.Bound.ROW_TIME, 0));
        Changelog changelog = Changelog.updating("table " + table.name() + " can be updated");
        List<List<Integer>> keys = table.primaryKey().isEmpty() ? List.of() : List.of(table.primaryKey());
        return settings.lateLeftOut().contains(table.name().toString())
                ? relationScan(
                        table,
                        past,
                        new NodeProperties(table.rowType(), changelog, timed(keys, times), times),
                        List.of())
                : relationScan(
                        table, past, new NodeProperties(table.rowType(), changelog, keys, times), table.primaryKey());
    }

    /** Keys that stay such when late changes are left out: those of rows with one time are left out from one moment on. */
    private static List<List<Integer>> timed(List<List<Integer>> keys, List<EventTimeColumn> times) {
        return keys.stream()
                .filter(key -> times.stream().anyMatch(time -> key.contains(time.column())))
                .toList();
    }

    private Relation stored(MaterializedView view, @Nullable PastRelation past) {
        NodeProperties own = view.properties();
        Changelog changelog = own.changelog().appendOnly()
                ? Changelog.appendOnly("view " + view.name() + " only grows")
                : Changelog.updating("view " + view.name() + " is updated");
        boolean keysLost = !changelog.appendOnly()
                && settings.lateLeftOut().contains(view.name().toString());
        List<List<Integer>> keys = keysLost ? timed(own.uniqueKeys(), own.eventTimes()) : own.uniqueKeys();
        return relationScan(
                view,
                past,
                new NodeProperties(own.rowType(), changelog, keys, own.eventTimes()),
                keysLost ? List.of() : view.key());
    }

    /**
     * @param past where it is read; null for as it is
     * @param all what is known of the relation with all its columns
     * @param key columns it can be read by
     */
    private Relation relationScan(
            CatalogObject object, @Nullable PastRelation past, NodeProperties all, List<Integer> key) {
        List<Integer> columns = wanted(object, all.rowType().size());
        List<Expression> projections = columns.stream()
                .<Expression>map(column -> new InputRef(column, all.rowType().type(column)))
                .toList();
        if (!all.changelog().appendOnly()) {
            nodes.deletesFrom(object.name().toString());
        }
        Changelog changelog =
                settings.finite() ? Changelog.appendOnly("a finite query reads it once") : all.changelog();
        NodeProperties properties = new NodeProperties(
                all.rowType().project(columns),
                changelog,
                UniqueKeys.projected(all.uniqueKeys(), projections),
                EventTimes.projected(all.eventTimes(), projections));
        List<Integer> keyPlaces = key.stream().map(columns::indexOf).toList();
        String name = object.name().name();
        String read = object.name().toString();
        if (past != null) {
            PastRelation point = new PastRelation(read, past.savepoint(), past.timeMicros());
            name = name + "-as-of-" + (point.savepoint() == null ? point.timeMicros() : point.savepoint());
            read = point.scanName();
        }
        RelationScan draft = new RelationScan(DRAFT, read, columns, List.of(), false, properties);
        Source source = new Source.OpenScan(name, draft, keyPlaces.contains(-1) ? List.of() : keyPlaces);
        return new Relation(
                source, null, declared(all.rowType(), columns), all.rowType().names());
    }

    private Relation connector(ConnectorRelation relation, boolean bounded) {
        if (relation.boundedness() == null) {
            throw new MillraceException(
                    SqlState.WRONG_OBJECT_TYPE,
                    "table " + relation.name() + " cannot be read: connector '" + relation.connector()
                            + "' only writes");
        }
        boolean endless = settings.finite() && relation.boundedness() == Boundedness.ENDLESS;
        if (endless && !bounded) {
            throw new MillraceException(
                    SqlState.UNBOUNDED_QUERY,
                    "table " + relation.name() + " never ends and has no \"now\": use SELECT STREAM, or LIMIT without"
                            + " ORDER BY");
        }
        List<Integer> columns = withKey(
                relation,
                withEventTime(relation, wanted(relation, relation.columns().size())));
        ConnectorScan scan =
                nodes.scan(relation.name().name(), draft(relation, columns, settings.finite() && !endless));
        return new Relation(
                relation.upsert() ? upsert(relation, scan, columns) : new Source.Built(scan, null),
                null,
                declared(relation.rowType(), columns),
                relation.rowType().names());
    }

    private Source.Built upsert(ConnectorRelation relation, ConnectorScan scan, List<Integer> columns) {
        List<Integer> key = relation.table().primaryKey().stream()
                .map(physical -> columns.indexOf(relation.declaredIndex(physical)))
                .toList();
        Distribution byKey = Distribution.hash(key);
        PhysicalNode upsert = nodes.upsert(
                nodes.exchange(scan, byKey),
                key,
                "table " + relation.name() + " is 'upsert': a row replaces the one with its key");
        return new Source.Built(upsert, byKey);
    }

    /**
     * An upsert table's rows as versions: each is valid from its time until the next one with its key.
     *
     * @throws MillraceException 0A000 if it declares no event time
     */
    Relation versions(ConnectorRelation relation) {
        if (relation.boundedness() == null || relation.eventTime() == null) {
            return connector(relation, false);
        }
        List<Integer> columns = withKey(
                relation,
                withEventTime(relation, wanted(relation, relation.columns().size())));
        PhysicalNode scan = nodes.scan(relation.name().name(), draft(relation, columns, settings.finite()));
        List<Integer> key = relation.table().primaryKey().stream()
                .map(physical -> columns.indexOf(relation.declaredIndex(physical)))
                .toList();
        EventTimeColumn time = scan.properties().eventTimes().get(0);
        DataType timeType = scan.rowType().type(time.column());
        if (timeType.nullable()) {
            Expression isTime = Call.of(
                    Function.IS_NOT_NULL,
                    DataType.of(TypeKind.BOOLEAN).notNull(),
                    new InputRef(time.column(), timeType));
            scan = nodes.calc(
                    scan,
                    isTime,
                    ExpressionTree.columnsOf(scan.rowType()),
                    scan.rowType().names());
        }
        Distribution byKey = Distribution.hash(key);
        PhysicalNode versions = nodes.versions(
                nodes.exchange(scan, byKey),
                key,
                time,
                "table " + relation.name() + " is 'upsert': a row replaces the one with its key and time");
        return new Relation(
                new Source.Built(versions, byKey),
                null,
                declared(relation.rowType(), columns),
                relation.rowType().names());
    }

    private ConnectorScan draft(ConnectorRelation relation, List<Integer> columns, boolean finite) {
        List<Integer> read = readColumns(relation, columns);
        List<Expression> outputs = new ArrayList<>();
        for (int column : columns) {
            Expression computed = relation.columns().get(column).computed();
            Expression declared = computed != null
                    ? computed
                    : new InputRef(column, relation.columns().get(column).type());
            outputs.add(ExpressionTree.substitute(
                    declared,
                    given -> new InputRef(
                            read.indexOf(relation.physicalIndex(given)),
                            relation.columns().get(given).type())));
        }
        Watermark watermark = watermark(relation, columns);
        List<EventTimeColumn> times = watermark == null
                ? List.of()
                : List.of(new EventTimeColumn(watermark.column(), EventTimeColumn.Bound.ROW_TIME, 0));
        List<Field> fields = new ArrayList<>(relation.rowType().project(columns).fields());
        if (relation.upsert()) {
            DataType text = DataType.of(TypeKind.VARCHAR).notNull();
            outputs.add(new InputRef(read.size(), text));
            fields.add(new Field("split", text));
        }
        return new ConnectorScan(
                DRAFT,
                relation.connector(),
                relation.table(),
                read,
                relation.upsert(),
                outputs,
                watermark,
                false,
                finite,
                settings.rejectRows(),
                new NodeProperties(
                        new RowType(fields), Changelog.appendOnly("the source only appends"), List.of(), times));
    }

    /** Physical columns, for the wanted ones and what those are computed from. */
    private static List<Integer> readColumns(ConnectorRelation relation, List<Integer> columns) {
        BitSet read = new BitSet();
        for (int column : columns) {
            Expression computed = relation.columns().get(column).computed();
            if (computed == null) {
                read.set(relation.physicalIndex(column));
            } else {
                ExpressionTree.columns(computed).stream()
                        .map(relation::physicalIndex)
                        .forEach(read::set);
            }
        }
        return read.stream().boxed().toList();
    }

    /** An upsert's key is always wanted. */
    private static List<Integer> withKey(ConnectorRelation relation, List<Integer> columns) {
        if (!relation.upsert()) {
            return columns;
        }
        BitSet all = new BitSet();
        columns.forEach(all::set);
        relation.table().primaryKey().forEach(physical -> all.set(relation.declaredIndex(physical)));
        return all.stream().boxed().toList();
    }

    /** If the event-time column is wanted, then what its watermark is made of is, too. */
    private static List<Integer> withEventTime(ConnectorRelation relation, List<Integer> columns) {
        EventTime eventTime = relation.eventTime();
        if (eventTime == null || !columns.contains(eventTime.column())) {
            return columns;
        }
        BitSet all = ExpressionTree.columns(eventTime.watermark());
        columns.forEach(all::set);
        return all.stream().boxed().toList();
    }

    private static @Nullable Watermark watermark(ConnectorRelation relation, List<Integer> columns) {
        EventTime eventTime = relation.eventTime();
        int place = eventTime == null ? -1 : columns.indexOf(eventTime.column());
        if (eventTime == null || place < 0) {
            return null;
        }
        Expression expression = ExpressionTree.substitute(
                eventTime.watermark(),
                column -> new InputRef(
                        columns.indexOf(column), relation.columns().get(column).type()));
        return new Watermark(place, expression, eventTime.idleTimeoutMicros(), eventTime.maxFutureSkewMicros());
    }

    private List<Integer> wanted(CatalogObject object, int columns) {
        BitSet used = settings.usedColumns().get(object.name());
        if (used == null) {
            return IntStream.range(0, columns).boxed().toList();
        }
        // Rows that are only counted still come in batches of something.
        return used.isEmpty() ? List.of(0) : used.stream().boxed().toList();
    }

    /** All declared columns over those that are read; nobody asks for the others. */
    private static List<Expression> declared(RowType rowType, List<Integer> columns) {
        List<Expression> projections = new ArrayList<>();
        for (int i = 0; i < rowType.size(); i++) {
            Field field = rowType.field(i);
            int place = columns.indexOf(i);
            projections.add(place < 0 ? Literal.ofNull(field.type()) : new InputRef(place, field.type()));
        }
        return projections;
    }
}
