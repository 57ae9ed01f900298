package io.millrace.campaign.simulation;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.executor.engine.Engine;
import io.millrace.executor.engine.QueryRun;
import io.millrace.executor.engine.RunOptions;
import io.millrace.plan.node.Changelog;
import io.millrace.plan.node.Collect;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.NodeProperties;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.RelationScan;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows of relations and finite queries, as text. */
final class Reading {
    private Reading() {}

    /** All rows of a table or view. */
    static PhysicalPlan all(CatalogObject relation) {
        NodeProperties properties =
                new NodeProperties(relation.columns(), Changelog.appendOnly("a finite read"), List.of(), List.of());
        List<Integer> columns =
                IntStream.range(0, relation.columns().size()).boxed().toList();
        NodeId scan = new NodeId("scan");
        return new PhysicalPlan(List.of(
                new RelationScan(scan, relation.name(), columns, List.of(), false, properties),
                new Collect(new NodeId("collect"), scan, properties)));
    }

    /**
     * Rows, with how often they are there.
     *
     * @param waitMillis how long to wait for rows
     * @param meanwhile is run again and again
     */
    static TreeMap<String, Integer> rows(
            Engine engine, PhysicalPlan plan, long epochAtLeast, int parallelism, long waitMillis, Runnable meanwhile) {
        TreeMap<String, Integer> rows = new TreeMap<>();
        RowType type = plan.root().rowType();
        RunOptions options = new RunOptions("read", "SELECT", parallelism, false, epochAtLeast, false);
        try (QueryRun run = engine.run(plan, options)) {
            while (!run.ended()) {
                meanwhile.run();
                QueryRun.ResultBatch part = run.next(waitMillis);
                if (part != null) {
                    part.batches().forEach(batch -> add(batch, type, rows));
                }
            }
        }
        rows.values().removeIf(copies -> copies == 0);
        return rows;
    }

    private static void add(RowBatch batch, RowType type, TreeMap<String, Integer> rows) {
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            List<String> values = new ArrayList<>();
            for (int column = 0; column < type.size(); column++) {
                values.add(text(JavaValues.read(batch.column(column), row, type.type(column))));
            }
            rows.merge(String.join(" | ", values), batch.weight(row), Integer::sum);
        }
    }

    /** The last digits of a sum of floating-point numbers hang on their order. */
    private static String text(@Nullable Object value) {
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return number == 0 ? "0" : String.format(Locale.ROOT, "%.9e", number);
        } else if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        } else if (value instanceof List<?> list) {
            return list.stream().map(Reading::text).toList().toString();
        }
        return String.valueOf(value);
    }
}
