package io.millrace.executor.engine;

import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.AggregateFunction;
import io.millrace.plan.node.Changelog;
import io.millrace.plan.node.Collect;
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
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An engine with a table {@code t(k, v)}, a view of its sums by key and a view of their total. */
public final class TestDatabase implements AutoCloseable {
    private static final DataType TEXT = DataType.of(TypeKind.VARCHAR);
    private static final DataType NUMBER = DataType.of(TypeKind.BIGINT);
    static final RowType TABLE = RowType.of(new Field("k", TEXT), new Field("v", NUMBER));
    static final RowType TOTAL = RowType.of(new Field("total", NUMBER));

    private final EngineOptions options;
    private final Engine engine;

    TestDatabase(EngineOptions options) {
        this(options, Engines.open(options, Map.of(), new NoSystemRelations()));
    }

    TestDatabase(EngineOptions options, Engine engine) {
        this.options = options;
        this.engine = engine;
    }

    Engine engine() {
        return engine;
    }

    /** Opens another database on a copy of the files as they are now, as after a crash. */
    TestDatabase copyAsIs(Path target) {
        Path source = options.directory().orElseThrow();
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file :
                    files.filter(f -> !f.startsWith(source.resolve("work"))).toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestDatabase(EngineOptions.at(target));
    }

    void createTableAndViews() {
        createTable(engine);
        engine.create(view("public.sums", "public.t", TABLE, TABLE, List.of(0)));
        engine.create(view("public.total", "public.sums", TABLE, TOTAL, List.of()));
    }

    static void createTable(Engine engine) {
        engine.create(new CatalogObject(
                "public.t", CatalogObject.Kind.NATIVE_TABLE, "{}", TABLE, List.of(), null, null, Map.of(), Set.of()));
    }

    public static CatalogObject view(String name, String from, RowType input, RowType output, List<Integer> keys) {
        NodeProperties in = new NodeProperties(input, Changelog.updating("table"), List.of(), List.of());
        NodeProperties out = new NodeProperties(output, Changelog.updating("aggregate"), List.of(), List.of());
        AggregateCall sum = new AggregateCall(AggregateFunction.SUM, 1, NUMBER, false, -1, true, NUMBER, "sum");
        List<PhysicalNode> nodes = List.of(
                scan(from, input),
                new Exchange(
                        new NodeId("exchange-1"),
                        new NodeId("scan"),
                        keys.isEmpty() ? Distribution.SINGLE : Distribution.hash(keys),
                        in),
                new GroupAggregate(new NodeId("aggregate-1"), new NodeId("exchange-1"), keys, List.of(sum), -1, out),
                new Materialize(new NodeId("view"), new NodeId("aggregate-1"), name, keys, out));
        return new CatalogObject(
                name,
                CatalogObject.Kind.MATERIALIZED_VIEW,
                "{}",
                output,
                keys,
                null,
                PlanJson.write(new PhysicalPlan(nodes)),
                Map.of(),
                Set.of(from));
    }

    private static RelationScan scan(String relation, RowType type) {
        return new RelationScan(
                new NodeId("scan"),
                relation,
                IntStream.range(0, type.size()).boxed().toList(),
                List.of(),
                false,
                new NodeProperties(type, Changelog.updating("table"), List.of(), List.of()));
    }

    private PhysicalPlan select(String relation) {
        RowType type = engine.find(relation).orElseThrow().columns();
        RelationScan scan = scan(relation, type);
        return new PhysicalPlan(
                List.of(scan, new Collect(new NodeId("collect"), new NodeId("scan"), scan.properties())));
    }

    long insert(Object... keysAndValues) {
        return write(1, keysAndValues);
    }

    long delete(Object... keysAndValues) {
        return write(-1, keysAndValues);
    }

    private long write(int weight, Object... keysAndValues) {
        BatchBuilder builder = new BatchBuilder(TABLE, 8);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            JavaValues.append(builder.column(0), TEXT, keysAndValues[i]);
            JavaValues.append(builder.column(1), NUMBER, keysAndValues[i + 1]);
            builder.endRow(weight);
        }
        try (TableTransaction transaction = engine.begin(Set.of("public.t"))) {
            transaction.write("public.t", builder.build());
            return transaction.commit();
        }
    }

    List<String> rows(String relation, long epochAtLeast) {
        RowType type = engine.find(relation).orElseThrow().columns();
        List<String> rows = new ArrayList<>();
        try (QueryRun run =
                engine.run(select(relation), new RunOptions("test", "select", 2, false, epochAtLeast, false))) {
            while (!run.ended()) {
                QueryRun.ResultBatch part = run.next(10_000);
                if (part != null) {
                    part.batches().forEach(batch -> rows.addAll(text(batch, type)));
                }
            }
        }
        return rows;
    }

    QueryRun follow(String relation) {
        return engine.run(select(relation), new RunOptions("test", "select stream", 2, true, 0, false));
    }

    /** The changes of the next epoch that has any. */
    List<String> nextChanges(QueryRun run) {
        RowType type = TABLE;
        while (true) {
            QueryRun.ResultBatch part =
                    Optional.ofNullable(run.next(10_000)).orElseThrow(() -> new AssertionError("no change came"));
            List<String> changes = new ArrayList<>();
            for (RowBatch batch : part.batches()) {
                List<String> rows = text(batch, type);
                for (int i = 0; i < batch.rows(); i++) {
                    changes.add((batch.weight(batch.row(i)) > 0 ? "+" : "-") + rows.get(i));
                }
            }
            if (!changes.isEmpty()) {
                return changes;
            }
        }
    }

    private static List<String> text(RowBatch batch, RowType type) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < batch.rows(); i++) {
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < type.size(); column++) {
                values.add(JavaValues.read(batch.column(column), batch.row(i), type.type(column)));
            }
            rows.add(values.toString());
        }
        return rows;
    }

    @Override
    public void close() {
        engine.close();
    }

    /** None at all. */
    public static final class NoSystemRelations implements SystemRelations {
        @Override
        public Optional<RowType> columns(String name) {
            return Optional.empty();
        }

        @Override
        public List<RowBatch> rows(String name) {
            return List.of();
        }
    }
}
