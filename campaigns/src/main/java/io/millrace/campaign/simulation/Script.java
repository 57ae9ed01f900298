package io.millrace.campaign.simulation;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.spi.batch.RowBatch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What happens to a database, and what its views hold after each step.
 *
 * @param after rows of each view, with how often they are there, by step
 * @param finite by view, the plan of the SELECT that answers what it shows
 */
record Script(
        List<Step> steps,
        List<Map<String, TreeMap<String, Integer>>> after,
        Map<String, PhysicalPlan> finite,
        Map<String, String> texts) {

    /** One thing that happens wholly or not at all. */
    sealed interface Step {}

    record Create(CatalogObject object) implements Step {}

    record Commit(Set<String> tables, List<Change> changes) implements Step {}

    record Change(String table, RowBatch rows) {}
}
