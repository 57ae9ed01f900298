package io.millrace.planner.catalog;

import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.connector.Source.Boundedness;
import io.millrace.spi.type.RowType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table with a connector.
 *
 * @param connector name of the connector
 * @param table as the connector sees it; its columns are those of {@code columns} that are not computed, in order
 * @param columns all declared columns
 * @param eventTime null if it declares none
 * @param upsert whether a row replaces the one with its primary key ({@code 'changelog' = 'upsert'})
 * @param boundedness of its readable side; null if it cannot be read
 * @param writes what its writable side takes
 */
public record ConnectorRelation(
        QualifiedName name,
        String connector,
        ConnectorTable table,
        List<TableColumn> columns,
        @Nullable EventTime eventTime,
        boolean upsert,
        @Nullable Boundedness boundedness,
        Writes writes)
        implements CatalogObject {
    public ConnectorRelation {
        columns = List.copyOf(columns);
    }

    /** What a sink takes. */
    public enum Writes {
        /** It cannot be written. */
        NOTHING,
        /** Rows, which stay. */
        INSERTS,
        /** Rows and the deletes of rows. */
        CHANGES
    }

    public RowType rowType() {
        return new RowType(columns.stream().map(TableColumn::field).toList());
    }

    /** The index among the declared columns of a physical column. */
    public int declaredIndex(int physicalColumn) {
        int seen = -1;
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).isComputed() && ++seen == physicalColumn) {
                return i;
            }
        }
        throw new IllegalArgumentException("no physical column " + physicalColumn + " in " + name);
    }

    /** The index among the physical columns of a declared column, −1 if it is computed. */
    public int physicalIndex(int declaredColumn) {
        if (columns.get(declaredColumn).isComputed()) {
            return -1;
        }
        int physical = 0;
        for (int i = 0; i < declaredColumn; i++) {
            physical += columns.get(i).isComputed() ? 0 : 1;
        }
        return physical;
    }
}
