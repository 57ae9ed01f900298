package io.millrace.planner.validate;

import io.millrace.planner.catalog.QualifiedName;
import io.millrace.spi.type.DataType;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;

/**
 * A query that means something.
 *
 * @param rel its tree; sub-queries are still inside expressions
 * @param columns what its columns are called and where they come from
 * @param parameters types of its {@code ?}s, in order
 * @param relations every object it reads, those behind views included
 */
public record ValidatedQuery(
        RelNode rel, List<Column> columns, List<DataType> parameters, Set<QualifiedName> relations) {
    public ValidatedQuery {
        columns = List.copyOf(columns);
        parameters = List.copyOf(parameters);
        relations = Set.copyOf(relations);
    }

    /**
     * A result column.
     *
     * @param name of the column it comes from, otherwise the label
     * @param schema of the table it comes from, or empty
     * @param table it comes from, or empty
     */
    public record Column(String name, String label, String schema, String table) {}
}
