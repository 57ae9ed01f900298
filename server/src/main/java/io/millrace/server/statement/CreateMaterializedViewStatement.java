package io.millrace.server.statement;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.parser.statement.CreateMaterializedView;
import io.millrace.plan.node.PlanJson;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.server.catalog.Definition;
import io.millrace.server.catalog.DefinitionJson;
import io.millrace.server.session.Warning;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code CREATE MATERIALIZED VIEW}: a durable continuous query, with its plan. */
final class CreateMaterializedViewStatement extends Creation {
    private final CreateMaterializedView statement;

    CreateMaterializedViewStatement(Scope scope, String sql, CreateMaterializedView statement) {
        super(scope, sql, statement.name, statement.ifNotExists);
        this.statement = statement;
    }

    @Override
    CatalogObject object(QualifiedName name) {
        Map<String, String> options = options();
        List<String> names = ViewColumns.names(statement.columns);
        Planned planned = plan(name, QueryOptions.rules(options));
        if (!planned.parameters().isEmpty()) {
            throw new MillraceException(SqlState.INVALID_DEFINITION, "a materialized view has no parameters");
        }
        requireNoSystemRelation(planned);
        planned.warnings().forEach(text -> scope().warn(new Warning(SqlState.WARNING.code(), text)));
        Definition definition = Definition.query(sql(), ViewColumns.text(sql(), statement.queryPos), names);
        return new CatalogObject(
                name.toString(),
                CatalogObject.Kind.MATERIALIZED_VIEW,
                DefinitionJson.write(definition),
                ViewColumns.rowType(name, planned, names),
                planned.key(),
                null,
                PlanJson.write(planned.plan()),
                options,
                planned.reads());
    }

    @Override
    void create(CatalogObject object) {
        if (statement.savepoint == null) {
            super.create(object);
            return;
        }
        String savepoint = statement.savepoint.getSimple();
        History.requireKnown(scope(), savepoint);
        scope().catalog().create(object, savepoint, statement.allowsStateLoss).forEach(remark -> scope().warn(
                        new Warning(SqlState.WARNING.code(), remark)));
    }

    @Override
    public List<String> remarks() {
        if (statement.savepoint == null) {
            return List.of();
        }
        String savepoint = statement.savepoint.getSimple();
        History.requireKnown(scope(), savepoint);
        return scope().engine().explain(object(Names.toCreate(statement.name, scope())), savepoint);
    }

    private Map<String, String> options() {
        return QueryOptions.of(scope(), "a materialized view", sql(), statement.options);
    }

    private Planned plan(QualifiedName name, QueryRules rules) {
        return scope().planning().view(name, statement.query, ViewColumns.names(statement.columns), rules);
    }

    @Override
    public Optional<Planned> planned() {
        return Optional.of(plan(Names.toCreate(statement.name, scope()), QueryOptions.rules(options())));
    }

    /** What is made when it is read has no changes to follow. */
    static void requireNoSystemRelation(Planned planned) {
        for (String read : planned.reads()) {
            if (read.startsWith("sys.") || read.startsWith("information_schema.")) {
                throw MillraceException.notSupported("following the changes of system relation \"" + read + "\"");
            }
        }
    }
}
