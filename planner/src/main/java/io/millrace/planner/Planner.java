package io.millrace.planner;

import io.millrace.parser.MillraceConformance;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.plan.node.TimeLimits;
import io.millrace.planner.catalog.Catalog;
import io.millrace.planner.catalog.CatalogObject;
import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.planner.catalog.NativeTable;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.planner.catalog.TableColumn;
import io.millrace.planner.rewrite.LogicalPhases;
import io.millrace.planner.translate.PlanTranslation;
import io.millrace.planner.translate.TranslationSettings;
import io.millrace.planner.translate.UsedColumns;
import io.millrace.planner.validate.QueryFrontEnd;
import io.millrace.planner.validate.StreamKeyword;
import io.millrace.planner.validate.ValidatedQuery;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUpdate;
import org.jspecify.annotations.Nullable;

/**
 * Parsed statements to physical plans. It executes nothing and keeps nothing.
 *
 * <p><b>Threading:</b> any thread, each call for itself; the work is done on a thread of its own with a large stack, and the
 * catalog is asked from there. <b>Ownership:</b> the parsed statement is not changed. <b>Errors:</b> only {@link
 * MillraceException}, with line and column where there is one to blame; 54001 for what is too complex.
 */
public final class Planner {
    private final Catalog catalog;

    /** @param catalog one view of the objects there are; a planner is made anew when they change */
    public Planner(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Whether a query says {@code SELECT STREAM}. */
    public static boolean isStream(SqlNode query) {
        return StreamKeyword.isIn(query);
    }

    /** Names of the functions and aggregates there are, in lower case, sorted. */
    public static Collection<String> functionNames() {
        return QueryFrontEnd.functionNames();
    }

    /** Those of them that work, and are listed. */
    public static Collection<String> supportedFunctionNames() {
        return QueryFrontEnd.supportedFunctionNames();
    }

    /** What a table name in a statement means. @throws MillraceException 42P01 if nothing */
    public CatalogObject resolve(SqlIdentifier name, PlannerSettings settings) {
        return new QueryFrontEnd(catalog, settings.schema(), settings.timeZone(), MillraceConformance.INSTANCE)
                .resolve(name);
    }

    /** Plans a query: SELECT, VALUES, WITH, set operations. For an INSERT its source, with {@link PlanMode.Sink}. */
    public PlannedQuery plan(SqlNode query, PlanMode mode, PlannerSettings settings) {
        return PlanningThread.call(settings.timeoutMillis(), () -> {
            if (mode instanceof PlanMode.Sink sink) {
                return planSink(query, sink, settings);
            }
            Prepared prepared = prepare(query, mode, settings);
            PhysicalPlan plan = prepared.translated(translation -> mode instanceof PlanMode.View view
                    ? translation.materialize(prepared.rel, prepared.labels(), view.view())
                    : translation.collect(prepared.rel, prepared.labels()));
            return prepared.planned(plan, mode);
        });
    }

    private PlannedQuery planSink(SqlNode query, PlanMode.Sink sink, PlannerSettings settings) {
        List<TableColumn> columns = Targets.columns(sink.target());
        List<Integer> targets = Targets.named(sink.target(), sink.columns());
        InsertSource source = InsertSource.of(query, columns, targets);
        Prepared prepared = prepare(source.query(), sink, settings);
        int given = prepared.rel.getRowType().getFieldCount();
        List<Integer> filled = source.targets();
        boolean fewer = sink.columns().isEmpty() && given < filled.size();
        if (given != filled.size() && !fewer) {
            throw new MillraceException(
                    SqlState.SYNTAX_ERROR,
                    "INSERT into " + sink.target().name() + " has " + filled.size() + " columns but " + given
                            + " values");
        }
        List<Integer> places = filled.subList(0, given);
        PhysicalPlan plan = prepared.translated(translation -> sink.target() instanceof ConnectorRelation relation
                ? translation.sink(prepared.rel, relation, places)
                : translation.rows(prepared.rel, columns, places));
        return prepared.planned(plan, sink);
    }

    /** A finite plan that gives each updated row: its old columns, then its new ones. */
    public PlannedQuery planUpdate(SqlUpdate update, NativeTable table, PlannerSettings settings) {
        return PlanningThread.call(settings.timeoutMillis(), () -> {
            UpdateQuery query = UpdateQuery.of(update, table);
            Prepared prepared = prepare(query.query(), new PlanMode.Finite(), settings);
            PhysicalPlan plan = prepared.translated(translation ->
                    translation.update(prepared.rel, table.columns(), query.targets(), query.defaulted()));
            return prepared.planned(plan, new PlanMode.Finite());
        });
    }

    /** A finite plan that gives each row to be deleted. */
    public PlannedQuery planDelete(SqlDelete delete, NativeTable table, PlannerSettings settings) {
        return plan(UpdateQuery.of(delete, table), new PlanMode.Finite(), settings);
    }

    /**
     * The update of ON CONFLICT.
     *
     * @param targets columns of SET
     * @param values their values, where {@code excluded} is the row that could not be inserted
     */
    public ConflictUpdate planConflictUpdate(
            NativeTable table,
            @Nullable String alias,
            SqlNodeList targets,
            SqlNodeList values,
            @Nullable SqlNode where,
            PlannerSettings settings) {
        return PlanningThread.call(settings.timeoutMillis(), () -> new ConflictPlanning(catalog, settings)
                .plan(table, alias, targets, values, where));
    }

    /**
     * An expression of a CREATE TABLE: of a computed column, a watermark, or (over no columns) a default.
     *
     * @param table name by which the expression may qualify columns
     */
    public Expression validateExpression(SqlNode expression, String table, RowType columns, PlannerSettings settings) {
        return PlanningThread.call(settings.timeoutMillis(), () -> ExpressionPlanning.plan(
                        catalog, settings, List.of(expression), List.of(new ExpressionPlanning.Row(table, columns)))
                .expressions()
                .get(0));
    }

    private Prepared prepare(SqlNode query, PlanMode mode, PlannerSettings settings) {
        ValidatedQuery validated = new QueryFrontEnd(
                        catalog, settings.schema(), settings.timeZone(), MillraceConformance.INSTANCE)
                .convert(query);
        RelNode rel = LogicalPhases.rewrite(validated.rel(), QueryFrontEnd.builderConfig());
        Map<QualifiedName, BitSet> usedColumns = UsedColumns.of(rel);
        return new Prepared(
                validated,
                rel,
                lateLeftOut -> new PlanTranslation(
                        rel.getCluster().getRexBuilder(),
                        settings.timeZone(),
                        new TranslationSettings(
                                isFinite(mode),
                                describe(mode),
                                settings.rejectRows(),
                                query.getKind() == SqlKind.VALUES,
                                usedColumns,
                                isFinite(mode) ? TimeLimits.NONE : settings.limits(),
                                lateLeftOut,
                                settings.roundsMax())));
    }

    private static boolean isFinite(PlanMode mode) {
        return mode instanceof PlanMode.Finite || (mode instanceof PlanMode.Sink sink && !sink.continuous());
    }

    private static String describe(PlanMode mode) {
        if (mode instanceof PlanMode.View) {
            return "a materialized view";
        }
        return mode instanceof PlanMode.Sink ? "a continuous INSERT" : "SELECT STREAM";
    }

    /**
     * A query on its way.
     *
     * @param translation a new one, told whose late changes the query leaves out
     */
    private record Prepared(ValidatedQuery validated, RelNode rel, Function<Set<String>, PlanTranslation> translation) {
        /** Whether late rows are left out is known only when the plan is there; then keys it relied on may not be any. */
        PhysicalPlan translated(Function<PlanTranslation, PhysicalPlan> ending) {
            PhysicalPlan plan = ending.apply(translation.apply(Set.of()));
            Set<String> keysLost = PlanTranslation.keysLost(plan);
            return keysLost.isEmpty() ? plan : ending.apply(translation.apply(keysLost));
        }

        List<String> labels() {
            return validated.columns().stream()
                    .map(ValidatedQuery.Column::label)
                    .toList();
        }

        PlannedQuery planned(PhysicalPlan plan, PlanMode mode) {
            RowType rowType = plan.root().rowType();
            boolean own = mode instanceof PlanMode.Sink
                    || rowType.size() != validated.columns().size();
            List<PlannedColumn> columns = new ArrayList<>();
            for (int i = 0; i < rowType.size(); i++) {
                String label = rowType.name(i);
                ValidatedQuery.Column origin = own
                        ? new ValidatedQuery.Column(label, label, "", "")
                        : validated.columns().get(i);
                columns.add(new PlannedColumn(
                        origin.name(), origin.label(), rowType.type(i), origin.schema(), origin.table()));
            }
            List<String> warnings = isFinite(mode) ? List.of() : StateWarnings.of(plan);
            return new PlannedQuery(plan, columns, validated.parameters(), warnings, validated.relations());
        }
    }
}
