package io.millrace.planner.validate;

import io.millrace.plan.node.PastRelation;
import io.millrace.planner.catalog.Catalog;
import io.millrace.planner.catalog.CatalogObject;
import io.millrace.planner.catalog.MaterializedView;
import io.millrace.planner.catalog.NativeTable;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.planner.catalog.View;
import io.millrace.planner.type.Types;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.Context;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.prepare.Prepare;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.tools.RelBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Validates queries over a catalog and converts them to relational trees, views expanded. For one planning.
 *
 * <p><b>Threading:</b> the planner's thread.
 */
public final class QueryFrontEnd implements ViewExpansion {
    /** How deep views may stand in views. */
    private static final int VIEW_DEPTH_MAX = 64;

    private final Catalog catalog;
    private final String defaultSchema;
    private final String timeZone;
    private final SqlConformance conformance;
    private final RelDataTypeFactory typeFactory = new MillraceTypeFactory();
    private final CalciteCatalogReader reader;
    private final RelOptCluster cluster;
    private final Map<QualifiedName, CatalogTable> tables = new HashMap<>();
    private final Map<QualifiedName, Checked> checkedViews = new HashMap<>();
    private final Set<QualifiedName> relations = new LinkedHashSet<>();
    private final Deque<QualifiedName> openViews = new ArrayDeque<>();

    public QueryFrontEnd(Catalog catalog, String defaultSchema, String timeZone, SqlConformance conformance) {
        this.catalog = catalog;
        this.defaultSchema = defaultSchema;
        this.timeZone = timeZone;
        this.conformance = conformance;
        this.reader = new Reader(SchemaTree.of(catalog, this::table), paths(), typeFactory);
        HepPlanner planner = new HepPlanner(HepProgram.builder().build(), toRelContext());
        // Constants are left to the engine: Calcite would cut a fraction off where it is to be rounded.
        planner.setExecutor((builder, constants, reduced) -> reduced.addAll(constants));
        this.cluster = RelOptCluster.create(planner, new ExactCasts(typeFactory));
        cluster.setMetadataQuerySupplier(PlainMetadata::new);
    }

    /** Names of the functions a query may use, in lower case. */
    public static Collection<String> functionNames() {
        return FunctionTable.INSTANCE.functionNames();
    }

    /** Those of them that work. */
    public static Collection<String> supportedFunctionNames() {
        return FunctionTable.INSTANCE.supportedNames();
    }

    /** How RelBuilder is to behave: it builds what it is told. */
    public static RelBuilder.Config builderConfig() {
        return RelBuilder.Config.DEFAULT
                .withSimplify(false)
                .withSimplifyLimit(false)
                .withSimplifyValues(false)
                .withAggregateUnique(true)
                .withPruneInputOfAggregate(false)
                .withPushJoinCondition(false)
                .withBloat(-1);
    }

    private static Context toRelContext() {
        return Contexts.of(builderConfig());
    }

    /** @throws MillraceException whatever is wrong with the query, with line and column */
    public ValidatedQuery convert(SqlNode query) {
        try {
            Checked checked = check(query);
            RelNode rel = toRel(checked);
            return new ValidatedQuery(rel, columns(checked), parameters(checked), relations);
        } catch (MillraceException e) {
            throw e;
        } catch (RuntimeException e) {
            throw SqlErrors.translate(e, new NameCandidates(catalog, defaultSchema, query));
        } catch (AssertionError e) {
            if (String.valueOf(e.getMessage()).contains("LogicalRepeatUnion")) {
                throw new MillraceException(
                        SqlState.DATATYPE_MISMATCH,
                        "columns of WITH RECURSIVE change their types from round to round; CAST what comes of the first"
                                + " rows to their types",
                        e);
            }
            throw e;
        }
    }

    /** @throws MillraceException 42P01 if there is no such object */
    public CatalogObject resolve(SqlIdentifier name) {
        var table = reader.getTable(name.names);
        if (table == null) {
            throw SqlErrors.at(
                    name.getParserPosition(),
                    SqlState.UNDEFINED_TABLE,
                    new NameCandidates(catalog, defaultSchema, name).missingTable(name.names));
        }
        return CatalogTable.of(table);
    }

    private CatalogTable table(CatalogObject object, @Nullable PastRelation past) {
        if (past != null) {
            requireHistory(object);
            return new CatalogTable(object, this, past);
        }
        return tables.computeIfAbsent(object.name(), name -> new CatalogTable(object, this, null));
    }

    private static void requireHistory(CatalogObject object) {
        if (!(object instanceof NativeTable) && !(object instanceof MaterializedView)) {
            throw MillraceException.notSupported("FOR SYSTEM_TIME AS OF a point in the past of " + object.name()
                    + " (native tables and materialized views are kept)");
        }
    }

    private List<List<String>> paths() {
        Set<List<String>> paths = new LinkedHashSet<>();
        for (String schema :
                List.of(defaultSchema, Catalog.DEFAULT_SCHEMA, Catalog.SYSTEM_SCHEMA, Catalog.INFORMATION_SCHEMA)) {
            paths.add(List.of(schema));
        }
        paths.add(List.of(Catalog.NAME));
        paths.add(List.of());
        return List.copyOf(paths);
    }

    private Checked check(SqlNode query) {
        query.accept(new UnsupportedSyntax());
        UserFunctions functions =
                new UserFunctions(catalog.functions(), function -> relations.add(function.objectName()));
        MillraceValidator validator = new MillraceValidator(functions, reader, typeFactory, conformance);
        SqlNode validated = validator.validate(
                TableFunctionCalls.unnested(QueryCopy.of(query, defaultSchema, timeZone), catalog.functions()));
        return new Checked(validator, validated);
    }

    private RelNode toRel(Checked checked) {
        SqlToRelConverter.Config config = SqlToRelConverter.config()
                .withExpand(false)
                .withInSubQueryThreshold(Integer.MAX_VALUE)
                .withTrimUnusedFields(false)
                .withDecorrelationEnabled(false)
                .withRelBuilderConfigTransform(ignored -> builderConfig());
        SqlToRelConverter converter = new QueryConverter(
                (rowType, sql, schemaPath, viewPath) -> {
                    throw MillraceException.internal("a view was to be expanded from text");
                },
                checked.validator,
                reader,
                cluster,
                config);
        RelRoot root = converter.convertQuery(checked.query, false, true);
        return root.project(true);
    }

    private List<ValidatedQuery.Column> columns(Checked checked) {
        List<RelDataTypeField> fields =
                checked.validator.getValidatedNodeType(checked.query).getFieldList();
        List<String> labels = ColumnLabels.of(
                checked.query, fields.stream().map(RelDataTypeField::getName).toList());
        List<@Nullable List<String>> origins = checked.validator.getFieldOrigins(checked.query);
        List<ValidatedQuery.Column> columns = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            String label = labels.get(i);
            List<String> origin = i < origins.size() ? origins.get(i) : null;
            if (origin == null || origin.size() < 3) {
                columns.add(new ValidatedQuery.Column(label, label, "", ""));
            } else {
                int last = origin.size() - 1;
                columns.add(
                        new ValidatedQuery.Column(origin.get(last), label, origin.get(last - 2), origin.get(last - 1)));
            }
        }
        return columns;
    }

    private List<DataType> parameters(Checked checked) {
        return checked.validator.getParameterRowType(checked.query).getFieldList().stream()
                .map(field -> Types.of(field.getType()).withNullable(true))
                .toList();
    }

    @Override
    public RelDataType rowType(View view) {
        Checked checked = checkedViews.get(view.name());
        if (checked == null) {
            checked = inside(view, () -> check(view.query()));
            checkedViews.put(view.name(), checked);
        }
        RelDataType type = checked.validator.getValidatedNodeType(checked.query);
        List<String> names = view.columnNames();
        if (names.isEmpty()) {
            names = ColumnLabels.of(checked.query, type.getFieldNames());
        } else if (names.size() != type.getFieldCount()) {
            throw new MillraceException(
                    SqlState.INVALID_DEFINITION,
                    "view " + view.name() + " names " + names.size() + " columns, its query has "
                            + type.getFieldCount());
        }
        RelDataTypeFactory.Builder builder = typeFactory.builder();
        for (int i = 0; i < names.size(); i++) {
            builder.add(names.get(i), type.getFieldList().get(i).getType());
        }
        return builder.build();
    }

    @Override
    public RelNode expand(View view, RelOptCluster into) {
        RelDataType type = rowType(view);
        // Checked anew: a converter uses up the query it converts.
        RelNode rel = inside(view, () -> toRel(check(view.query())));
        return LogicalProject.create(
                rel,
                List.of(),
                cluster.getRexBuilder().identityProjects(rel.getRowType()),
                type.getFieldNames(),
                Set.of());
    }

    private <T> T inside(View view, Supplier<T> work) {
        if (openViews.contains(view.name()) || openViews.size() >= VIEW_DEPTH_MAX) {
            throw new MillraceException(
                    SqlState.STATEMENT_TOO_COMPLEX, "view " + view.name() + " stands in itself or too deep in views");
        }
        openViews.push(view.name());
        try {
            return work.get();
        } catch (RuntimeException e) {
            MillraceException error = SqlErrors.translate(e, new NameCandidates(catalog, defaultSchema, view.query()));
            throw new MillraceException(error.sqlState(), "in view " + view.name() + ": " + error.getMessage(), error);
        } finally {
            openViews.pop();
        }
    }

    /** Does not look at what conditions imply: nothing is built by it, and Calcite trips over casts of constants there. */
    private static final class PlainMetadata extends RelMetadataQuery {
        @Override
        public RelOptPredicateList getPulledUpPredicates(RelNode rel) {
            return RelOptPredicateList.EMPTY;
        }
    }

    private record Checked(MillraceValidator validator, SqlNode query) {}

    /** Notes what is read. */
    private final class Reader extends CalciteCatalogReader {
        Reader(CalciteSchema root, List<List<String>> paths, RelDataTypeFactory typeFactory) {
            super(
                    root,
                    SqlNameMatchers.withCaseSensitive(true),
                    paths,
                    typeFactory,
                    new CalciteConnectionConfigImpl(new Properties()));
        }

        @Override
        public Prepare.@Nullable PreparingTable getTable(List<String> names) {
            Prepare.PreparingTable found = super.getTable(names);
            if (found != null) {
                relations.add(CatalogTable.of(found).name());
            }
            return found;
        }
    }
}
