package io.millrace.server.statement;

import io.millrace.parser.statement.InsertOnConflict;
import io.millrace.plan.expression.Expression;
import io.millrace.planner.ConflictUpdate;
import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.planner.catalog.NativeTable;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.spi.type.RowType;
import java.util.List;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUpdate;

/**
 * What statements want of the planner, over the catalog and the session's settings as they are now.
 *
 * <p><b>Errors:</b> {@link io.millrace.spi.error.MillraceException} with line and column.
 */
public interface Planning {
    /** A query that ends. */
    Planned finite(SqlNode query);

    /** A query that gives its result and goes on with the changes. */
    Planned continuous(SqlNode query);

    /**
     * The query of a materialized view.
     *
     * @param columnNames given for its columns; empty for its own
     * @param rules by its options
     */
    Planned view(QualifiedName name, SqlNode query, List<String> columnNames, QueryRules rules);

    /** A query that gives whole rows of a native table. @param columns named in the INSERT; none for all */
    Planned insert(NativeTable target, SqlNode query, List<String> columns);

    /** A query whose rows are written to a connector. @param columns named in the INSERT; none for all */
    Planned sink(ConnectorRelation target, SqlNode query, List<String> columns, boolean continuous, QueryRules rules);

    /** A finite query for each row as it is, and behind that as it becomes. */
    Planned update(SqlUpdate update, NativeTable table);

    /** A finite query for the rows to be deleted. */
    Planned delete(SqlDelete delete, NativeTable table);

    ConflictUpdate conflictUpdate(NativeTable table, InsertOnConflict statement);

    /** An expression over the columns of a row of a table. */
    Expression expression(SqlNode expression, String table, RowType columns);

    /** A plan for people, as text, DOT or JSON. */
    String explain(Planned planned, Format format);

    /** How a plan is written. */
    enum Format {
        TEXT,
        DOT,
        JSON
    }
}
