package io.millrace.server.catalog;

import static io.millrace.planner.catalog.ConnectorRelation.Writes.CHANGES;
import static io.millrace.planner.catalog.ConnectorRelation.Writes.NOTHING;

import io.millrace.plan.expression.Expression;
import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.planner.catalog.EventTime;
import io.millrace.planner.catalog.TableColumn;
import io.millrace.spi.connector.Source.Boundedness;
import io.millrace.spi.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the session layer knows of an object beyond what the engine does; kept with it as JSON.
 *
 * @param statement the {@code CREATE} statement as it was given
 * @param columns of a table, as declared; empty for others
 * @param eventTime of a table; null for none
 * @param connector of a table; null for a native one and for what is no table
 * @param upsert whether a row of a connector replaces the one with its key
 * @param boundedness of a connector's readable side; null if it cannot be read
 * @param writes what a connector takes
 * @param query of a view, materialized view or pipeline, as text
 * @param columnNames given in {@code CREATE VIEW v (…)}
 * @param sink name of the table a pipeline writes; null for others
 */
public record Definition(
        String statement,
        List<Column> columns,
        @Nullable EventTime eventTime,
        @Nullable String connector,
        boolean upsert,
        @Nullable Boundedness boundedness,
        ConnectorRelation.Writes writes,
        String query,
        List<String> columnNames,
        @Nullable String sink) {
    public Definition {
        columns = List.copyOf(columns);
        columnNames = List.copyOf(columnNames);
    }

    public static Definition nativeTable(String statement, List<Column> columns, @Nullable EventTime eventTime) {
        return new Definition(statement, columns, eventTime, null, false, null, CHANGES, "", List.of(), null);
    }

    public static Definition query(String statement, String query, List<String> columnNames) {
        return new Definition(statement, List.of(), null, null, false, null, NOTHING, query, columnNames, null);
    }

    public static Definition pipeline(String statement, String query, String sink) {
        return new Definition(statement, List.of(), null, null, false, null, NOTHING, query, List.of(), sink);
    }

    /**
     * A declared column.
     *
     * @param computed null for a column that is given
     * @param computedText the expression as it was written; empty for a column that is given
     * @param defaultValue null for NULL
     * @param defaultText the expression as it was written; empty for none
     */
    public record Column(
            String name,
            DataType type,
            @Nullable Expression computed,
            String computedText,
            @Nullable Expression defaultValue,
            String defaultText) {
        public boolean isComputed() {
            return computed != null;
        }

        TableColumn forPlanner() {
            return new TableColumn(name, type, computed, defaultValue);
        }
    }

    List<TableColumn> plannerColumns() {
        return columns.stream().map(Column::forPlanner).toList();
    }
}
