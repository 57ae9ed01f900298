package io.millrace.server.statement;

import io.millrace.planner.catalog.NativeTable;
import io.millrace.planner.catalog.TableColumn;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.value.Assignment;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.List;

/**
 * A native table as those who write it see it.
 *
 * @param key columns of the primary key; empty for none
 * @param assignments for each column
 */
record TableShape(NativeTable table, RowType rowType, int[] key, List<Assignment> assignments) {

    static TableShape of(CatalogEntry entry) {
        NativeTable table = entry.nativeTable().orElseThrow();
        List<Assignment> assignments = new ArrayList<>();
        for (TableColumn column : table.columns()) {
            assignments.add(Assignment.toColumn(table.name().name(), column.name(), column.type()));
        }
        int[] key = table.primaryKey().stream().mapToInt(Integer::intValue).toArray();
        return new TableShape(table, table.rowType(), key, assignments);
    }

    /** Qualified. */
    String name() {
        return table.name().toString();
    }

    TableColumn column(int index) {
        return table.columns().get(index);
    }

    /** @throws MillraceException 23502 naming the column, if a value is NULL where none may be */
    void requireNotNull(RowBatch rows) {
        for (int i = 0; i < rowType.size(); i++) {
            Column column = rows.column(i);
            if (!rowType.type(i).nullable() && column.nulls() != null) {
                for (int logical = 0; logical < rows.rows(); logical++) {
                    if (column.isNull(rows.row(logical))) {
                        throw new MillraceException(
                                SqlState.NOT_NULL_VIOLATION,
                                "NULL in column \"" + rowType.name(i) + "\" of table \""
                                        + table.name().name() + "\", which is NOT NULL");
                    }
                }
            }
        }
    }
}
