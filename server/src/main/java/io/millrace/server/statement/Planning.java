package io.millrace.server.statement;

import io.millrace.plan.expression.Expression;
import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.spi.type.RowType;
import java.util.List;
import org.apache.calcite.sql.SqlNode;

/**
 * What statements want of the planner, over the catalog as it is now.
 *
 * <p><b>Errors:</b> {@link io.millrace.spi.error.MillraceException} with line and column.
 */
public interface Planning {
    /** A query that ends. */
    Planned finite(SqlNode query);

    /** A query that gives its result and goes on with the changes. */
    Planned continuous(SqlNode query);

    /** The query of a materialized view. */
    Planned view(QualifiedName name, SqlNode query, List<String> columnNames);

    /**
     * A query whose rows are written to a connector.
     *
     * @param columns for each of the query's columns, the index of the sink's declared column
     */
    Planned sink(ConnectorRelation sink, SqlNode query, List<Integer> columns, boolean continuous);

    /** An expression over the columns of a row. */
    Expression expression(SqlNode expression, RowType columns);

    /** A plan for people, as text, DOT or JSON. */
    String explain(Planned planned, Format format);

    /** How a plan is written. */
    enum Format {
        TEXT,
        DOT,
        JSON
    }
}
