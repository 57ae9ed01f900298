package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.node.Distribution;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.PhysicalPlan;
import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.planner.catalog.QualifiedName;
import io.millrace.planner.catalog.TableColumn;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexBuilder;
import org.jspecify.annotations.Nullable;

/** One query's way into a plan: translated, then ended as its purpose wants it. For one plan. */
public final class PlanTranslation {
    private final PlanNodes nodes;
    private final TranslationSettings settings;
    private final Expressions expressions;
    private final Translator translator;
    private final Assignment assignment;

    public PlanTranslation(RexBuilder rexBuilder, String timeZone, TranslationSettings settings) {
        this.settings = settings;
        this.nodes = new PlanNodes(settings.limits());
        this.expressions = new Expressions(rexBuilder, timeZone);
        this.translator = new Translator(nodes, settings, expressions);
        this.assignment = new Assignment(expressions.casts(), settings.constants());
    }

    /**
     * Relations whose keys the plan must not rely on, because it leaves out changes of theirs that are late; it has to be made
     * again with {@link TranslationSettings#lateLeftOut}.
     */
    public static Set<String> keysLost(PhysicalPlan plan) {
        return LateRows.keysLost(plan.nodes());
    }

    /** Rows for a client. */
    public PhysicalPlan collect(RelNode rel, List<String> labels) {
        return collect(translator.translateForClient(rel).withNames(labels));
    }

    private PhysicalPlan collect(Relation relation) {
        PhysicalNode node = translator.realization().realize(relation).node();
        nodes.collect(node, labelled(node, relation.names()));
        return plan();
    }

    /** Rows for a view that keeps them. */
    public PhysicalPlan materialize(RelNode rel, List<String> labels, QualifiedName view) {
        Set<String> seen = new HashSet<>();
        for (String label : labels) {
            if (!seen.add(label)) {
                throw new MillraceException(
                        SqlState.DUPLICATE_COLUMN,
                        "view " + view + " would have two columns \"" + label + "\": name them with AS");
            }
        }
        Source.Built built =
                translator.realization().realize(translator.translate(rel).withNames(labels));
        List<Integer> key = key(built);
        PhysicalNode node = keyed(built, key);
        nodes.materialize(node, labelled(node, labels), view.toString(), key);
        return plan();
    }

    /**
     * Changes of one row must meet in one task: by the key, or by all columns where rows are a multiset that shrinks. They do
     * already if they lie by some of those columns.
     */
    private PhysicalNode keyed(Source.Built built, List<Integer> key) {
        PhysicalNode node = built.node();
        if (node.changelog().appendOnly()) {
            return node;
        }
        boolean single = node.properties().uniqueKeys().contains(List.of());
        List<Integer> columns = key.isEmpty() && !single ? allColumns(node) : key;
        if (liesBy(built, columns)) {
            return node;
        }
        return translator
                .realization()
                .distribute(built, Realization.by(columns))
                .node();
    }

    private static boolean liesBy(Source.Built built, List<Integer> columns) {
        Distribution distribution = built.distribution();
        return distribution != null
                && (distribution.kind() == Distribution.Kind.SINGLE || columns.containsAll(distribution.keys()));
    }

    private static List<Integer> allColumns(PhysicalNode node) {
        return IntStream.range(0, node.rowType().size()).boxed().toList();
    }

    /** The shortest key by which rows lie already, otherwise the shortest; that of a single row, without columns, is none. */
    private static List<Integer> key(Source.Built built) {
        return built.node().properties().uniqueKeys().stream()
                .filter(key -> !key.isEmpty())
                .min(Comparator.<List<Integer>, Boolean>comparing(key -> !liesBy(built, key))
                        .thenComparing(List::size))
                .orElse(List.of());
    }

    /**
     * Rows for a table, in the order of all its columns, for whoever writes them.
     *
     * @param targets for each of the query's columns, its column of the table
     */
    public PhysicalPlan rows(RelNode rel, List<TableColumn> columns, List<Integer> targets) {
        return collect(row(rel, columns, targets));
    }

    private Relation row(RelNode rel, List<TableColumn> columns, List<Integer> targets) {
        Relation source = translator.translate(rel);
        Relation constants = constantRows(source, columns, targets);
        if (constants != null) {
            return constants;
        }
        List<@Nullable Expression> given = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int place = targets.indexOf(i);
            given.add(place < 0 ? null : source.projections().get(place));
        }
        List<String> names = columns.stream().map(TableColumn::name).toList();
        return source.withColumns(assignment.row(columns, given), names);
    }

    /** Constants are cast here and now, each by itself; null if that leaves something to compute. */
    private @Nullable Relation constantRows(Relation source, List<TableColumn> columns, List<Integer> targets) {
        boolean plain = source.source() instanceof Source.Constants
                && source.condition() == null
                && ExpressionTree.isIdentity(
                        source.projections(), source.projections().size());
        if (!plain) {
            return null;
        }
        List<List<Expression>> rows = new ArrayList<>();
        for (List<Expression> row : ((Source.Constants) source.source()).rows()) {
            List<@Nullable Expression> given = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                int place = targets.indexOf(i);
                given.add(place < 0 ? null : row.get(place));
            }
            List<Expression> assigned = assignment.row(columns, given);
            if (!assigned.stream().allMatch(Realization::isValue)) {
                return null;
            }
            rows.add(assigned);
        }
        RowType rowType = new RowType(columns.stream().map(TableColumn::field).toList());
        return Relation.of(new Source.Constants(nullableWhereNull(rowType, rows), rows));
    }

    /** NOT NULL is for whoever writes the rows to check. */
    private static RowType nullableWhereNull(RowType rowType, List<List<Expression>> rows) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < rowType.size(); i++) {
            int column = i;
            boolean nullable =
                    rows.stream().anyMatch(row -> row.get(column).type().nullable());
            fields.add(new Field(rowType.name(i), rowType.type(i).withNullable(nullable)));
        }
        return new RowType(fields);
    }

    /** Rows for a connector, in the order of its physical columns. */
    public PhysicalPlan sink(RelNode rel, ConnectorRelation target, List<Integer> targets) {
        Relation row = row(rel, target.columns(), targets);
        List<Integer> physical = IntStream.range(0, target.table().columns().size())
                .map(target::declaredIndex)
                .boxed()
                .toList();
        Source.Built built = translator
                .realization()
                .realize(row.withColumns(
                        physical.stream().map(row.projections()::get).toList(),
                        physical.stream().map(row.names()::get).toList()));
        PhysicalNode node = built.node();
        if (!node.changelog().appendOnly()) {
            if (target.writes() != ConnectorRelation.Writes.CHANGES) {
                throw new MillraceException(
                        SqlState.INVALID_DEFINITION,
                        "sink " + target.name() + " can only append, but the query takes rows back: "
                                + node.changelog().reason());
            }
            node = keyed(built, target.table().primaryKey());
        }
        nodes.sinkWrite(node, target.table().columns(), target.connector(), target.table());
        return plan();
    }

    /**
     * Old rows followed by new ones.
     *
     * @param rel the table's columns, then the new values
     * @param targets for each new value, its column of the table
     * @param defaulted columns that become their default
     */
    public PhysicalPlan update(RelNode rel, List<TableColumn> columns, List<Integer> targets, List<Integer> defaulted) {
        Relation source = translator.translate(rel);
        List<Expression> old = source.projections().subList(0, columns.size());
        List<@Nullable Expression> given = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int place = targets.indexOf(i);
            if (defaulted.contains(i)) {
                given.add(null);
            } else {
                given.add(place < 0 ? old.get(i) : source.projections().get(columns.size() + place));
            }
        }
        List<Expression> both = new ArrayList<>(old);
        both.addAll(assignment.row(columns, given));
        List<String> names = new ArrayList<>();
        columns.forEach(column -> names.add(column.name()));
        columns.forEach(column -> names.add("new_" + column.name()));
        return collect(source.withColumns(both, names));
    }

    /** The expressions of a projection, over the columns of what it projects. */
    public List<Expression> expressions(RelNode rel, RowType input) {
        if (!(rel instanceof Project project)) {
            throw MillraceException.notSupported("a sub-query at this place");
        }
        return project.getProjects().stream()
                .map(node -> expressions.translate(node, ExpressionTree.columnsOf(input)))
                .toList();
    }

    private static RowType labelled(PhysicalNode node, List<String> labels) {
        return new RowType(IntStream.range(0, labels.size())
                .mapToObj(i -> new Field(labels.get(i), node.rowType().type(i)))
                .toList());
    }

    private PhysicalPlan plan() {
        List<PhysicalNode> used = nodes.used();
        EpochTimes.requireLasting(used, settings.finite());
        return new PhysicalPlan(PhysicalPlan.VERSION, LateRows.dropped(used, settings.limits()), settings.limits());
    }
}
