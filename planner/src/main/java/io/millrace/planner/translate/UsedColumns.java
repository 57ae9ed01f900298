package io.millrace.planner.translate;

import io.millrace.planner.catalog.CatalogObject;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.planner.rewrite.Recursions;
import io.millrace.planner.validate.CatalogTable;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * The columns of each table that a query uses. A table that is read at several places is scanned once for all of them, so
 * it is the union that counts.
 */
public final class UsedColumns {
    private final Map<QualifiedName, BitSet> used = new HashMap<>();

    private UsedColumns() {}

    public static Map<QualifiedName, BitSet> of(RelNode root) {
        UsedColumns columns = new UsedColumns();
        columns.visit(root, ImmutableBitSet.range(root.getRowType().getFieldCount()));
        return columns.used;
    }

    private void visit(RelNode rel, ImmutableBitSet wanted) {
        if (rel instanceof TableScan scan && Recursions.working(scan) != null) {
            return;
        } else if (rel instanceof TableScan scan) {
            CatalogObject object = CatalogTable.of(scan.getTable());
            BitSet columns = used.computeIfAbsent(object.name(), name -> new BitSet());
            wanted.forEachInt(columns::set);
        } else if (rel instanceof Project project) {
            visit(project.getInput(), RelOptUtil.InputFinder.bits(project.getProjects(), null));
        } else if (rel instanceof Filter filter) {
            visit(filter.getInput(), wanted.union(RelOptUtil.InputFinder.bits(filter.getCondition())));
        } else {
            List<RelNode> inputs = rel.getInputs();
            inputs.forEach(input ->
                    visit(input, ImmutableBitSet.range(input.getRowType().getFieldCount())));
        }
    }
}
