package io.millrace.server.statement;

import io.millrace.executor.engine.CatalogObject;
import io.millrace.parser.statement.CreatePipeline;
import io.millrace.plan.node.PlanJson;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.server.catalog.CatalogEntry;
import io.millrace.server.catalog.Definition;
import io.millrace.server.catalog.DefinitionJson;
import io.millrace.server.session.Warning;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.RowType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code CREATE PIPELINE}: a durable continuous query into a table with a connector. */
final class CreatePipelineStatement extends Creation {
    private final CreatePipeline statement;

    CreatePipelineStatement(Scope scope, String sql, CreatePipeline statement) {
        super(scope, sql, statement.name, statement.ifNotExists);
        this.statement = statement;
    }

    @Override
    CatalogObject object(QualifiedName name) {
        CatalogEntry target = target();
        if (!StreamQueries.isContinuous(statement.insert.getSource())) {
            throw new MillraceException(
                    SqlState.INVALID_DEFINITION, "a pipeline goes on for ever: its query must be a SELECT STREAM");
        }
        if (target.kind() == CatalogObject.Kind.NATIVE_TABLE) {
            throw MillraceException.notSupported("a pipeline into native table \""
                    + target.name().name() + "\" (a materialized view keeps such rows)");
        }
        Map<String, String> options = options();
        Planned planned = plan(target, QueryOptions.rules(options));
        if (!planned.parameters().isEmpty()) {
            throw new MillraceException(SqlState.INVALID_DEFINITION, "a pipeline has no parameters");
        }
        CreateMaterializedViewStatement.requireNoSystemRelation(planned);
        planned.warnings().forEach(text -> scope().warn(new Warning(SqlState.WARNING.code(), text)));
        Definition definition = Definition.pipeline(
                sql(),
                ViewColumns.text(sql(), statement.queryPos),
                target.object().name());
        return new CatalogObject(
                name.toString(),
                CatalogObject.Kind.PIPELINE,
                DefinitionJson.write(definition),
                new RowType(List.of()),
                List.of(),
                null,
                PlanJson.write(planned.plan()),
                options,
                planned.reads());
    }

    private CatalogEntry target() {
        return Names.table(TargetNames.of(statement.insert.getTargetTable()), scope());
    }

    private Map<String, String> options() {
        return QueryOptions.of(scope(), "a pipeline", sql(), statement.options);
    }

    private Planned plan(CatalogEntry target, QueryRules rules) {
        return SinkInsert.plan(scope(), target, statement.insert, true, rules);
    }

    @Override
    public Optional<Planned> planned() {
        CatalogEntry target = target();
        return target.kind() == CatalogObject.Kind.CONNECTOR_TABLE
                ? Optional.of(plan(target, QueryOptions.rules(options())))
                : Optional.empty();
    }
}
