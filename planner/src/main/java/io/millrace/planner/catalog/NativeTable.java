package io.millrace.planner.catalog;

import io.millrace.spi.type.RowType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table without a connector. Computed columns are stored like the others: whoever writes a row computes them.
 *
 * @param primaryKey indexes of its columns, empty if there is none
 * @param eventTime null if it declares none; the executor applies it where the relation is read
 */
public record NativeTable(
        QualifiedName name,
        List<TableColumn> columns,
        List<Integer> primaryKey,
        @Nullable EventTime eventTime) implements CatalogObject {
    public NativeTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    public RowType rowType() {
        return new RowType(columns.stream().map(TableColumn::field).toList());
    }
}
