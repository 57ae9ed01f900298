package io.millrace.planner.rewrite;

import io.millrace.planner.catalog.CatalogObject;
import io.millrace.planner.catalog.MaterializedView;
import io.millrace.planner.catalog.NativeTable;
import io.millrace.planner.validate.CatalogTable;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;

/** Whether columns of a relation tell its rows apart, as far as keys of tables, groups and ranks say so. */
final class Uniqueness {
    private Uniqueness() {}

    /** Whether no two rows agree in these columns. Without columns: whether there is at most one row. */
    static boolean of(RelNode rel, ImmutableBitSet columns) {
        if (rel instanceof Filter filter) {
            ImmutableBitSet partition = FirstRows.oneForEach(filter);
            return partition != null && columns.contains(partition) || of(filter.getInput(), columns);
        } else if (rel instanceof Sort) {
            return of(rel.getInput(0), columns);
        } else if (rel instanceof Project project) {
            ImmutableBitSet.Builder below = ImmutableBitSet.builder();
            for (int column : columns) {
                RexNode expression = project.getProjects().get(column);
                if (expression instanceof RexInputRef ref) {
                    below.set(ref.getIndex());
                }
            }
            return of(project.getInput(), below.build());
        } else if (rel instanceof Aggregate aggregate) {
            return aggregate.getGroupType() == Aggregate.Group.SIMPLE
                    && columns.contains(ImmutableBitSet.range(aggregate.getGroupCount()));
        } else if (rel instanceof TableScan scan && Recursions.working(scan) == null) {
            return keys(CatalogTable.of(scan.getTable())).stream()
                    .anyMatch(key -> columns.contains(ImmutableBitSet.of(key)));
        }
        return false;
    }

    private static List<List<Integer>> keys(CatalogObject object) {
        if (object instanceof NativeTable table) {
            return table.primaryKey().isEmpty() ? List.of() : List.of(table.primaryKey());
        } else if (object instanceof MaterializedView view) {
            return view.properties().uniqueKeys();
        }
        return List.of();
    }
}
