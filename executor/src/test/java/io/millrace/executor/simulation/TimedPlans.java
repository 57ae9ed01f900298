package io.millrace.executor.simulation;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.plan.node.Collect;
import io.millrace.plan.node.Materialize;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.NodeProperties;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.PlanJson;
import io.millrace.plan.node.RelationScan;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The views of the planner's {@code simulation/queries.sql}: windows, joins, patterns and ages. */
final class TimedPlans {
    private static final Path PLANS = Path.of("src/test/resources/simulation");
    /** Groups of this one are forgotten by the time of epochs. */
    static final String AGING = "aging";

    private TimedPlans() {}

    static List<String> names() {
        try (Stream<Path> files = Files.list(PLANS)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PhysicalPlan plan(String name) {
        try {
            return PlanJson.read(Files.readString(PLANS.resolve(name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CatalogObject view(String name, int parallelism) {
        PhysicalPlan plan = plan(name);
        Materialize root = (Materialize) plan.root();
        return new CatalogObject(
                root.view(),
                CatalogObject.Kind.MATERIALIZED_VIEW,
                "{}",
                root.rowType(),
                root.key(),
                null,
                PlanJson.write(plan),
                Map.of("parallelism", String.valueOf(parallelism)),
                Set.of());
    }

    /** All rows of a view. */
    static PhysicalPlan select(String name) {
        Materialize root = (Materialize) plan(name).root();
        NodeProperties properties = new NodeProperties(root.rowType(), root.changelog(), List.of(), List.of());
        NodeId id = new NodeId("scan");
        List<Integer> columns =
                IntStream.range(0, root.rowType().size()).boxed().toList();
        return new PhysicalPlan(List.of(
                new RelationScan(id, root.view(), columns, List.of(), false, properties),
                new Collect(new NodeId("collect"), id, properties)));
    }

    static String text(RowBatch batch, int row) {
        StringBuilder text = new StringBuilder();
        for (Column column : batch.columns()) {
            text.append(text.isEmpty() ? "" : "/");
            if (column.isNull(row)) {
                text.append("null");
            } else if (column instanceof LongColumn longs) {
                text.append(longs.values()[row]);
            } else {
                text.append(((IntColumn) column).values()[row]);
            }
        }
        return text.toString();
    }
}
