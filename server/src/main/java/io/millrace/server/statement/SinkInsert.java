package io.millrace.server.statement;

import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.spi.connector.Sink;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/** The plan of an INSERT into a connector, checked against what its sink can do. */
final class SinkInsert {
    private SinkInsert() {}

    static Planned plan(Scope scope, CatalogEntry entry, SqlInsert insert, boolean continuous) {
        ConnectorRelation relation = entry.connectorRelation().orElseThrow();
        if (!relation.writable()) {
            throw new MillraceException(
                    SqlState.WRONG_OBJECT_TYPE,
                    "table \"" + entry.name().name() + "\" cannot be written: connector '" + relation.connector()
                            + "' only reads");
        }
        List<Integer> columns = columns(relation, insert.getTargetColumnList());
        Planned planned = scope.planning().sink(relation, insert.getSource(), columns, continuous);
        requireSuits(scope, entry, relation, planned);
        return planned;
    }

    private static List<Integer> columns(ConnectorRelation relation, @org.jspecify.annotations.Nullable
            SqlNodeList names) {
        RowType rowType = relation.rowType();
        List<Integer> columns = new ArrayList<>();
        if (names == null) {
            for (int i = 0; i < rowType.size(); i++) {
                if (!relation.columns().get(i).isComputed()) {
                    columns.add(i);
                }
            }
            return columns;
        }
        for (SqlNode node : names) {
            String name = ((SqlIdentifier) node).getSimple();
            int column = rowType.indexOf(name);
            if (column < 0) {
                throw new MillraceException(
                        SqlState.UNDEFINED_COLUMN,
                        "there is no column \"" + name + "\" in table \"" + relation.name().name() + "\""
                                + Nearest.hint(name, rowType.names()));
            } else if (relation.columns().get(column).isComputed()) {
                throw new MillraceException(
                        SqlState.WRONG_OBJECT_TYPE, "column \"" + name + "\" is computed, it cannot be assigned to");
            } else if (columns.contains(column)) {
                throw new MillraceException(
                        SqlState.DUPLICATE_COLUMN, "column \"" + name + "\" is assigned to twice");
            }
            columns.add(column);
        }
        return columns;
    }

    private static void requireSuits(
            Scope scope, CatalogEntry entry, ConnectorRelation relation, Planned planned) {
        if (planned.reads().contains(entry.object().name())) {
            throw new MillraceException(
                    SqlState.INVALID_DEFINITION,
                    "table \"" + entry.name().name() + "\" would be fed with what is read from it");
        }
        Sink sink = scope.connectors()
                .connector(relation.connector())
                .sink(relation.table())
                .orElseThrow(() -> MillraceException.internal("sink of " + relation.name()));
        if (!planned.changelog().appendOnly() && !sink.acceptsDeletes()) {
            throw new MillraceException(
                    SqlState.WRONG_OBJECT_TYPE,
                    "table \"" + entry.name().name() + "\" (connector '" + relation.connector()
                            + "') can only append, and the query takes rows back: "
                            + planned.changelog().reason());
        }
    }
}
