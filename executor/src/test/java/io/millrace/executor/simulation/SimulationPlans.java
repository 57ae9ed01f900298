package io.millrace.executor.simulation;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.executor.engine.RunOptions;
import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.AggregateFunction;
import io.millrace.plan.node.Changelog;
import io.millrace.plan.node.Collect;
import io.millrace.plan.node.ConnectorScan;
import io.millrace.plan.node.Distribution;
import io.millrace.plan.node.Exchange;
import io.millrace.plan.node.GroupAggregate;
import io.millrace.plan.node.Materialize;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.NodeProperties;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.PlanJson;
import io.millrace.plan.node.RelationScan;
import io.millrace.plan.node.SinkWrite;
import io.millrace.plan.node.VolatileCalc;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Table {@code t}, its sums by key, a view over those, a view of its rows with random numbers; sums over a connector, a view of all its rows, and a pipeline from it into
 * a ledger.
 */
final class SimulationPlans {
    private static final RowType ROWS = TestConnectors.ROWS;
    /** A view that comes and goes. */
    static final String SIDE = "public.side";

    static final String VIEW_OF_VIEW = "public.sums2";
    static final String DRAWN = "public.drawn";

    private static final NodeId SCAN = new NodeId("scan");
    private static final Map<String, String> TWO_TASKS = Map.of("parallelism", "2");

    private SimulationPlans() {}

    static CatalogObject table() {
        return new CatalogObject(
                "public.t", CatalogObject.Kind.NATIVE_TABLE, "{}", ROWS, List.of(), null, null, Map.of(), Set.of());
    }

    static List<CatalogObject> queries(boolean withSink) {
        List<CatalogObject> queries = new ArrayList<>(List.of(
                sums("public.sums", relation("public.t"), Set.of("public.t")),
                sums(VIEW_OF_VIEW, relation("public.sums"), Set.of("public.sums")),
                sums("public.numbers", connector(), Set.of()),
                seen(),
                drawn()));
        if (withSink) {
            queries.add(copy());
        }
        return queries;
    }

    static CatalogObject side() {
        return sums(SIDE, relation("public.sums"), Set.of("public.sums"));
    }

    /** Views that begin with the state of {@code sums} and {@code numbers}. */
    static List<CatalogObject> clones() {
        return List.of(
                sums("public.sums_again", relation("public.t"), Set.of("public.t")),
                sums("public.numbers_again", connector(), Set.of()));
    }

    private static NodeProperties properties(boolean appendOnly) {
        return new NodeProperties(
                ROWS, appendOnly ? Changelog.appendOnly("input") : Changelog.updating("table"), List.of(), List.of());
    }

    private static PhysicalNode relation(String name) {
        return new RelationScan(SCAN, name, List.of(0, 1), List.of(), false, properties(false));
    }

    private static PhysicalNode connector() {
        List<Expression> outputs = List.of(new InputRef(0, ROWS.type(0)), new InputRef(1, ROWS.type(1)));
        return new ConnectorScan(
                SCAN,
                "numbers",
                new ConnectorTable("numbers", ROWS, List.of(), Map.of()),
                List.of(0, 1),
                false,
                outputs,
                null,
                false,
                false,
                false,
                properties(true));
    }

    private static CatalogObject sums(String name, PhysicalNode scan, Set<String> reads) {
        boolean retractable = !scan.changelog().appendOnly();
        AggregateCall sum =
                new AggregateCall(AggregateFunction.SUM, 1, ROWS.type(1), false, -1, retractable, ROWS.type(1), "v");
        List<PhysicalNode> nodes = List.of(
                scan,
                new Exchange(new NodeId("exchange"), SCAN, Distribution.hash(List.of(0)), scan.properties()),
                new GroupAggregate(
                        new NodeId("aggregate"),
                        new NodeId("exchange"),
                        List.of(0),
                        List.of(sum),
                        -1,
                        properties(false)),
                new Materialize(new NodeId("view"), new NodeId("aggregate"), name, List.of(0), properties(false)));
        return new CatalogObject(
                name,
                CatalogObject.Kind.MATERIALIZED_VIEW,
                "{}",
                ROWS,
                List.of(0),
                null,
                PlanJson.write(new PhysicalPlan(nodes)),
                TWO_TASKS,
                reads);
    }

    /** For each row of the table its value and a random number, which is kept. */
    private static CatalogObject drawn() {
        DataType bits = DataType.of(TypeKind.BIGINT).notNull();
        DataType number = DataType.of(TypeKind.DOUBLE).notNull();
        Expression random =
                Call.of(Function.RANDOM, number, Literal.of(bits, 1), new InputRef(2, bits), new InputRef(3, bits));
        Expression large = Call.of(
                Function.CAST, ROWS.type(1), Call.of(Function.MULTIPLY, number, random, Literal.of(number, 1e15)));
        Expression value = Call.of(Function.CAST, ROWS.type(0), new InputRef(1, ROWS.type(1)));
        PhysicalNode scan = relation("public.t");
        List<PhysicalNode> nodes = List.of(
                scan,
                new Exchange(new NodeId("exchange"), SCAN, Distribution.hash(List.of(0, 1)), scan.properties()),
                new VolatileCalc(
                        new NodeId("volatile"),
                        new NodeId("exchange"),
                        null,
                        List.of(value, large),
                        true,
                        true,
                        true,
                        properties(false)),
                new Exchange(
                        new NodeId("by-row"),
                        new NodeId("volatile"),
                        Distribution.hash(List.of(0, 1)),
                        properties(false)),
                new Materialize(new NodeId("view"), new NodeId("by-row"), DRAWN, List.of(), properties(false)));
        return new CatalogObject(
                DRAWN,
                CatalogObject.Kind.MATERIALIZED_VIEW,
                "{}",
                ROWS,
                List.of(),
                null,
                PlanJson.write(new PhysicalPlan(nodes)),
                TWO_TASKS,
                Set.of("public.t"));
    }

    private static CatalogObject seen() {
        PhysicalNode scan = connector();
        List<PhysicalNode> nodes =
                List.of(scan, new Materialize(new NodeId("view"), SCAN, "public.seen", List.of(), scan.properties()));
        return new CatalogObject(
                "public.seen",
                CatalogObject.Kind.MATERIALIZED_VIEW,
                "{}",
                ROWS,
                List.of(),
                null,
                PlanJson.write(new PhysicalPlan(nodes)),
                TWO_TASKS,
                Set.of());
    }

    private static CatalogObject copy() {
        PhysicalNode scan = connector();
        List<PhysicalNode> nodes = List.of(
                scan,
                new SinkWrite(
                        new NodeId("sink"),
                        SCAN,
                        "ledger",
                        new ConnectorTable("ledger", ROWS, List.of(), Map.of()),
                        properties(true)));
        return new CatalogObject(
                "public.copy",
                CatalogObject.Kind.PIPELINE,
                "{}",
                new RowType(List.of()),
                List.of(),
                null,
                PlanJson.write(new PhysicalPlan(nodes)),
                TWO_TASKS,
                Set.of());
    }

    static PhysicalPlan select(String relation) {
        PhysicalNode scan = relation(relation);
        return new PhysicalPlan(List.of(scan, new Collect(new NodeId("collect"), SCAN, scan.properties())));
    }

    static RunOptions finite(long epochAtLeast) {
        return new RunOptions("check", "select", 1, false, epochAtLeast, false);
    }

    static String text(RowBatch batch, int row) {
        return ((IntColumn) batch.column(0)).values()[row] + "/" + ((LongColumn) batch.column(1)).values()[row];
    }
}
