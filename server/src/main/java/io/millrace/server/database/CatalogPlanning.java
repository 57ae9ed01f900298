package io.millrace.server.database;

import io.millrace.parser.statement.InsertOnConflict;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.node.Materialize;
import io.millrace.plan.node.NodeProperties;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PlanJson;
import io.millrace.planner.ConflictUpdate;
import io.millrace.planner.PlanMode;
import io.millrace.planner.PlannedQuery;
import io.millrace.planner.Planner;
import io.millrace.planner.PlannerSettings;
import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.planner.catalog.NativeTable;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.planner.explain.PlanDot;
import io.millrace.planner.explain.PlanText;
import io.millrace.server.catalog.DatabaseCatalog;
import io.millrace.server.session.QueryParameter;
import io.millrace.server.session.ResultColumn;
import io.millrace.server.setting.SessionVariables;
import io.millrace.server.statement.Planned;
import io.millrace.server.statement.Planning;
import io.millrace.server.statement.QueryRules;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUpdate;

/** The planner over a session's settings and the newest snapshot of its database's catalog. <b>Threading:</b> any thread. */
final class CatalogPlanning implements Planning {
    private final DatabaseCatalog catalog;
    private final SessionVariables variables;

    CatalogPlanning(DatabaseCatalog catalog, SessionVariables variables) {
        this.catalog = catalog;
        this.variables = variables;
    }

    private Planner planner() {
        return new Planner(catalog.snapshot());
    }

    private PlannerSettings settings(boolean skipsBadRows) {
        PlannerSettings base = PlannerSettings.DEFAULT;
        return new PlannerSettings(variables.schema(), base.timeZone(), skipsBadRows, base.timeoutMillis())
                .withRoundsMax(variables.get(SessionVariables.RECURSION_ROUNDS));
    }

    private PlannerSettings settings(QueryRules rules) {
        return settings(rules.skipsBadRows()).withLimits(rules.limits());
    }

    private boolean skipsBadRows() {
        return variables.get(SessionVariables.ON_ERROR).equals("skip");
    }

    @Override
    public Planned finite(SqlNode query) {
        return planned(planner().plan(query, new PlanMode.Finite(), settings(false)));
    }

    @Override
    public Planned continuous(SqlNode query) {
        return planned(planner().plan(query, new PlanMode.Stream(), settings(skipsBadRows())));
    }

    @Override
    public Planned view(QualifiedName name, SqlNode query, List<String> columnNames, QueryRules rules) {
        Planned planned = planned(planner().plan(query, new PlanMode.View(name), settings(rules)));
        boolean rename = columnNames.size() == planned.columns().size();
        return rename ? renamed(planned, columnNames) : planned;
    }

    /** The plan with these names for the columns of its root, by which others read the view. */
    private static Planned renamed(Planned planned, List<String> names) {
        List<PhysicalNode> nodes = new ArrayList<>(planned.plan().nodes());
        Materialize root = (Materialize) nodes.get(nodes.size() - 1);
        NodeProperties properties = root.properties();
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            fields.add(new Field(names.get(i), root.rowType().type(i)));
        }
        NodeProperties renamed = new NodeProperties(
                new RowType(fields), properties.changelog(), properties.uniqueKeys(), properties.eventTimes());
        nodes.set(nodes.size() - 1, new Materialize(root.id(), root.input(), root.view(), root.key(), renamed));
        return new Planned(
                planned.plan().withNodes(nodes),
                planned.columns(),
                planned.parameters(),
                planned.changelog(),
                planned.key(),
                planned.reads(),
                planned.warnings());
    }

    @Override
    public Planned insert(NativeTable target, SqlNode query, List<String> columns) {
        return planned(planner().plan(query, new PlanMode.Sink(target, columns, false), settings(false)));
    }

    @Override
    public Planned sink(
            ConnectorRelation target, SqlNode query, List<String> columns, boolean continuous, QueryRules rules) {
        PlanMode mode = new PlanMode.Sink(target, columns, continuous);
        return planned(planner().plan(query, mode, settings(rules)));
    }

    @Override
    public Planned update(SqlUpdate update, NativeTable table) {
        return planned(planner().planUpdate(update, table, settings(false)));
    }

    @Override
    public Planned delete(SqlDelete delete, NativeTable table) {
        return planned(planner().planDelete(delete, table, settings(false)));
    }

    @Override
    public ConflictUpdate conflictUpdate(NativeTable table, InsertOnConflict statement) {
        return planner()
                .planConflictUpdate(
                        table, alias(statement), statement.targets, statement.values, statement.where, settings(false));
    }

    private static @org.jspecify.annotations.Nullable String alias(InsertOnConflict statement) {
        SqlNode target = statement.insert.getTargetTable();
        return target instanceof SqlIdentifier name ? name.names.get(name.names.size() - 1) : null;
    }

    @Override
    public Expression expression(SqlNode expression, String table, RowType columns) {
        return planner().validateExpression(expression, table, columns, settings(false));
    }

    @Override
    public String explain(Planned planned, Format format) {
        return switch (format) {
            case TEXT -> String.join("\n", PlanText.lines(planned.plan()));
            case DOT -> String.join("\n", PlanDot.lines(planned.plan()));
            case JSON -> PlanJson.write(planned.plan());
        };
    }

    private static Planned planned(PlannedQuery query) {
        List<ResultColumn> columns = query.columns().stream()
                .map(column ->
                        new ResultColumn(column.name(), column.label(), column.type(), column.schema(), column.table()))
                .toList();
        List<Integer> key = query.plan().root() instanceof Materialize view ? view.key() : List.of();
        return new Planned(
                query.plan(),
                columns,
                query.parameters().stream().map(QueryParameter::new).toList(),
                query.changelog(),
                key,
                query.relations().stream().map(QualifiedName::toString).collect(Collectors.toSet()),
                query.warnings());
    }
}
