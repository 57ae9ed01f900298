package io.millrace.planner;

import io.millrace.plan.node.Changelog;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.spi.type.DataType;
import java.util.List;
import java.util.Set;

/**
 * A query ready to run.
 *
 * @param columns of its result
 * @param parameters types of its {@code ?}s, in order
 * @param warnings sentences for the user
 * @param relations every object it reads, those behind views included
 */
public record PlannedQuery(
        PhysicalPlan plan,
        List<PlannedColumn> columns,
        List<DataType> parameters,
        List<String> warnings,
        Set<QualifiedName> relations) {
    public PlannedQuery {
        columns = List.copyOf(columns);
        parameters = List.copyOf(parameters);
        warnings = List.copyOf(warnings);
        relations = Set.copyOf(relations);
    }

    /** Whether rows are ever taken back, and why. */
    public Changelog changelog() {
        return plan.root().changelog();
    }
}
