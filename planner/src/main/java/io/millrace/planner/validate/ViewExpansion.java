package io.millrace.planner.validate;

import io.millrace.planner.catalog.View;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;

/** How a view becomes its query. */
interface ViewExpansion {
    RelDataType rowType(View view);

    RelNode expand(View view, RelOptCluster cluster);
}
