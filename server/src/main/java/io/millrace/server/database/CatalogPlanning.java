package io.millrace.server.database;

import io.millrace.plan.expression.Expression;
import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.server.catalog.DatabaseCatalog;
import io.millrace.server.setting.SessionVariables;
import io.millrace.server.statement.Planned;
import io.millrace.server.statement.Planning;
import io.millrace.spi.type.RowType;
import java.util.List;
import org.apache.calcite.sql.SqlNode;

final class CatalogPlanning implements Planning {
    CatalogPlanning(DatabaseCatalog catalog, SessionVariables variables) {
    }
    public Planned finite(SqlNode query) { throw new UnsupportedOperationException(); }
    public Planned continuous(SqlNode query) { throw new UnsupportedOperationException(); }
    public Planned view(QualifiedName name, SqlNode query, List<String> columnNames) { throw new UnsupportedOperationException(); }
    public Planned sink(ConnectorRelation sink, SqlNode query, List<Integer> columns, boolean continuous) { throw new UnsupportedOperationException(); }
    public Expression expression(SqlNode expression, RowType columns) { throw new UnsupportedOperationException(); }
    public String explain(Planned planned, Format format) { throw new UnsupportedOperationException(); }
}
