package io.millrace.planner.catalog;

import java.util.List;
import org.apache.calcite.sql.SqlNode;

/**
 * A view: its query stands wherever its name stands.
 *
 * @param query parsed; the planner works on a copy
 * @param columnNames given in {@code CREATE VIEW v (…)}, empty if the query's own names hold
 */
public record View(QualifiedName name, SqlNode query, List<String> columnNames) implements CatalogObject {
    public View {
        columnNames = List.copyOf(columnNames);
    }
}
