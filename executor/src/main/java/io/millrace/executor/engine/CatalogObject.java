package io.millrace.executor.engine;

import io.millrace.plan.node.Watermark;
import io.millrace.spi.type.RowType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A named thing of the database, as it is kept in the log and in checkpoints.
 *
 * @param name qualified: {@code public.orders}
 * @param definition what only the session layer understands (SQL text, defaults, computed columns …), as JSON
 * @param columns columns of a relation; empty for a pipeline
 * @param primaryKey of a native table, or the key of a materialized view's rows; empty if rows are a multiset
 * @param watermark event time of a native table, over its columns; null for none
 * @param plan the stored plan of a materialized view or pipeline, as JSON; null for others
 * @param options as given in {@code WITH}
 * @param reads names of the objects it is made from
 */
public record CatalogObject(
        String name,
        Kind kind,
        String definition,
        RowType columns,
        List<Integer> primaryKey,
        @Nullable Watermark watermark,
        @Nullable String plan,
        Map<String, String> options,
        Set<String> reads) {
    public CatalogObject {
        primaryKey = List.copyOf(primaryKey);
        options = Map.copyOf(options);
        reads = Set.copyOf(reads);
    }

    /** The same with other options. */
    public CatalogObject with(Map<String, String> newOptions) {
        return new CatalogObject(name, kind, definition, columns, primaryKey, watermark, plan, newOptions, reads);
    }

    /** What it is. */
    public enum Kind {
        NATIVE_TABLE,
        CONNECTOR_TABLE,
        VIEW,
        MATERIALIZED_VIEW,
        PIPELINE,
        FUNCTION
    }
}
