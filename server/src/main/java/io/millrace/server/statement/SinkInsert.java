package io.millrace.server.statement;

import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import org.apache.calcite.sql.SqlInsert;

/** The plan of an INSERT into a connector, checked against what its sink can do. */
final class SinkInsert {
    private SinkInsert() {}

    static Planned plan(Scope scope, CatalogEntry entry, SqlInsert insert, boolean continuous, QueryRules rules) {
        ConnectorRelation relation = entry.connectorRelation().orElseThrow();
        Planned planned = scope.planning()
                .sink(
                        relation,
                        insert.getSource(),
                        TargetNames.columns(insert.getTargetColumnList()),
                        continuous,
                        rules);
        requireSuits(entry, relation, planned);
        return planned;
    }

    private static void requireSuits(CatalogEntry entry, ConnectorRelation relation, Planned planned) {
        if (planned.reads().contains(entry.object().name())) {
            throw new MillraceException(
                    SqlState.INVALID_DEFINITION,
                    "table \"" + entry.name().name() + "\" would be fed with what is read from it");
        }
        if (!planned.changelog().appendOnly() && relation.writes() == ConnectorRelation.Writes.INSERTS) {
            throw new MillraceException(
                    SqlState.WRONG_OBJECT_TYPE,
                    "table \"" + entry.name().name() + "\" (connector '" + relation.connector()
                            + "') can only append, and the query takes rows back: "
                            + planned.changelog().reason());
        }
    }
}
