package io.millrace.planner;

import io.millrace.planner.catalog.CatalogObject;
import io.millrace.planner.catalog.QualifiedName;
import java.util.List;

/** What a query is planned for. */
public sealed interface PlanMode {
    /** {@code SELECT}: a question about now. */
    record Finite() implements PlanMode {}

    /** {@code SELECT STREAM}: runs until its inputs end. */
    record Stream() implements PlanMode {}

    /** The query of a materialized view. */
    record View(QualifiedName view) implements PlanMode {}

    /**
     * The query of an INSERT or a pipeline. Into a connector the plan writes by itself; into a native table it gives rows of
     * all the table's columns, and whoever runs it writes them.
     *
     * @param target a native table or a connector's
     * @param columns those named behind the table, empty if none are
     * @param continuous whether the query runs on: {@code INSERT … SELECT STREAM}, pipelines
     */
    record Sink(CatalogObject target, List<String> columns, boolean continuous) implements PlanMode {
        public Sink {
            columns = List.copyOf(columns);
        }
    }
}
