package io.millrace.server.statement;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.parser.statement.CreateView;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.catalog.Definition;
import io.millrace.server.catalog.DefinitionJson;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code CREATE [OR REPLACE] VIEW}: a name for a query. */
final class CreateViewStatement extends Creation {
    private final CreateView statement;

    CreateViewStatement(Scope scope, String sql, CreateView statement) {
        super(scope, sql, statement.name, statement.ifNotExists);
        this.statement = statement;
    }

    @Override
    CatalogObject object(QualifiedName name) {
        List<String> names = ViewColumns.names(statement.columns);
        Planned planned = plan();
        if (!planned.parameters().isEmpty()) {
            throw new MillraceException(SqlState.INVALID_DEFINITION, "a view has no parameters");
        }
        if (planned.reads().contains(name.toString())) {
            throw new MillraceException(SqlState.INVALID_DEFINITION, "view \"" + name + "\" would stand in itself");
        }
        Definition definition = Definition.query(sql(), ViewColumns.text(sql(), statement.queryPos), names);
        return new CatalogObject(
                name.toString(),
                CatalogObject.Kind.VIEW,
                DefinitionJson.write(definition),
                ViewColumns.rowType(name, planned, names),
                List.of(),
                null,
                null,
                Map.of(),
                planned.reads());
    }

    /** Checks the query as a continuous one, which may read more; one that cannot be that (ORDER BY) as a finite one. */
    private Planned plan() {
        try {
            return scope().planning().continuous(statement.query);
        } catch (MillraceException e) {
            if (e.sqlState() != SqlState.FEATURE_NOT_SUPPORTED) {
                throw e;
            }
            return scope().planning().finite(statement.query);
        }
    }

    @Override
    boolean replaces(CatalogEntry taken) {
        return statement.replace && taken.kind() == CatalogObject.Kind.VIEW;
    }

    /** A view that others read keeps its columns, and may get more of them. */
    @Override
    void replace(CatalogEntry taken, CatalogObject object) {
        List<CatalogEntry> dependants = scope().catalog().snapshot().dependants(List.of(taken));
        if (!dependants.isEmpty()) {
            throw new MillraceException(
                    SqlState.DEPENDENT_OBJECTS,
                    "view \"" + taken.name().name() + "\" cannot be replaced, it is used by "
                            + DropStatement.names(dependants));
        }
        scope().catalog().drop(Set.of(taken.object().name()));
        try {
            scope().catalog().create(object);
        } catch (MillraceException e) {
            scope().catalog().create(taken.object());
            throw e;
        }
    }
}
