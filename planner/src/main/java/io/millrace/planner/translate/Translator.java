package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.node.Distribution;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.SetOperation;
import io.millrace.plan.node.SortKey;
import io.millrace.plan.node.TopN;
import io.millrace.planner.catalog.ConnectorRelation;
import io.millrace.planner.pattern.PatternMatch;
import io.millrace.planner.rewrite.FlatMap;
import io.millrace.planner.rewrite.Recursions;
import io.millrace.planner.rewrite.SnapshotJoin;
import io.millrace.planner.type.CommonType;
import io.millrace.planner.type.Types;
import io.millrace.planner.validate.CatalogTable;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.RepeatUnion;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Spool;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Walks a relational tree from the leaves up and makes the nodes of the plan.
 *
 * <p><b>Threading:</b> one planning. <b>Errors:</b> 0A000 by name for what the executor does not have.
 */
final class Translator {
    /** An expression that would grow beyond this by putting another into it is computed in a step of its own. */
    private static final int EXPRESSION_SIZE_MAX = 2_000;

    private final PlanNodes nodes;
    private final TranslationSettings settings;
    private final Expressions expressions;
    private final Realization realization;
    private final ScanTranslation scans;
    private final AggregateTranslation aggregates;
    private final JoinTranslation joins;
    private final SnapshotTranslation snapshots;
    private final RecursionTranslation recursions;
    private final UnnestTranslation unnests;
    private final WindowTranslation windows;
    private final OverTranslation overs;
    private final TopNTranslation tops;
    private final PatternTranslation patterns;

    Translator(PlanNodes nodes, TranslationSettings settings, Expressions expressions) {
        this.nodes = nodes;
        this.settings = settings;
        this.expressions = expressions;
        this.realization = new Realization(nodes, settings.finite());
        this.scans = new ScanTranslation(nodes, settings);
        this.aggregates = new AggregateTranslation(nodes, realization);
        this.joins = new JoinTranslation(nodes, realization, expressions);
        this.recursions = new RecursionTranslation(nodes, settings, realization);
        this.snapshots = new SnapshotTranslation(nodes, realization, joins);
        this.unnests = new UnnestTranslation(nodes, realization, expressions);
        this.windows = new WindowTranslation(nodes, realization);
        this.overs = new OverTranslation(nodes, realization, expressions);
        this.tops = new TopNTranslation(nodes, realization, expressions);
        this.patterns = new PatternTranslation(nodes, realization, expressions, settings);
    }

    Realization realization() {
        return realization;
    }

    Relation translate(RelNode rel) {
        return translate(rel, false);
    }

    /** Rows for a client, whose query a LIMIT without an order ends. */
    Relation translateForClient(RelNode rel) {
        if (rel instanceof Project project
                && project.getInput() instanceof Sort sort
                && !OverTranslation.isOver(project)) {
            return project(project, sort(sort, true));
        }
        return rel instanceof Sort sort ? sort(sort, true) : translate(rel);
    }

    /** @param bounded whether a LIMIT above takes rows as they come and then ends the query */
    private Relation translate(RelNode rel, boolean bounded) {
        if (rel instanceof TableScan scan && Recursions.working(scan) != null) {
            return recursions.working(scan);
        } else if (rel instanceof RepeatUnion union) {
            return recursions.translate(union, this::translate);
        } else if (rel instanceof Spool spool) {
            return translate(spool.getInput());
        } else if (rel instanceof TableScan scan) {
            return scans.translate(scan.getTable(), bounded);
        } else if (rel instanceof Project project && OverTranslation.isOver(project)) {
            return overs.translate(project, translate(project.getInput()));
        } else if (rel instanceof Project project && project.getInput() instanceof Filter filter) {
            ImmutableBitSet used = RelOptUtil.InputFinder.bits(project.getProjects(), null);
            return project(project, filter(filter, used, bounded));
        } else if (rel instanceof Project project) {
            return project(project, translate(project.getInput(), bounded));
        } else if (rel instanceof Filter filter) {
            return filter(filter, ImmutableBitSet.range(filter.getRowType().getFieldCount()), bounded);
        } else if (rel instanceof Aggregate aggregate) {
            return aggregates.translate(aggregate, translate(aggregate.getInput()));
        } else if (rel instanceof Join join) {
            return joins.translate(join, translate(join.getLeft()), translate(join.getRight()));
        } else if (rel instanceof SnapshotJoin join) {
            return snapshots.translate(join, translate(join.getLeft()), versions(join));
        } else if (rel instanceof Snapshot) {
            throw MillraceException.notSupported("FOR SYSTEM_TIME AS OF outside of a join");
        } else if (rel instanceof Sort sort) {
            return sort(sort, false);
        } else if (rel instanceof Union union) {
            return union(union, bounded);
        } else if (rel instanceof Values values) {
            return values(values);
        } else if (rel instanceof TableFunctionScan scan && scan.getInputs().size() == 1) {
            return windows.open(scan, translate(scan.getInput(0), bounded));
        } else if (rel instanceof PatternMatch match) {
            return patterns.translate(match, translate(match.getInput()));
        } else if (rel instanceof FlatMap flatMap) {
            return unnests.translate(flatMap, translate(flatMap.getInput(), bounded));
        } else if (rel instanceof Correlate) {
            throw MillraceException.notSupported("a correlated sub-query of this form");
        } else if (rel instanceof Intersect intersect) {
            return setOperation(intersect, SetOperation.Kind.INTERSECT);
        } else if (rel instanceof Minus minus) {
            return setOperation(minus, SetOperation.Kind.EXCEPT);
        }
        throw MillraceException.notSupported(rel.getRelTypeName().replaceFirst("^Logical", ""));
    }

    /** The right side, of an upsert table that is joined as of an event time all rows that ever held. */
    private Relation versions(SnapshotJoin join) {
        return join.time() == SnapshotJoin.NOW ? translate(join.getRight()) : versions(join.getRight());
    }

    private Relation versions(RelNode rel) {
        if (rel instanceof TableScan scan
                && CatalogTable.of(scan.getTable()) instanceof ConnectorRelation relation
                && relation.upsert()) {
            return scans.versions(relation);
        }
        return rel instanceof Project project && !OverTranslation.isOver(project)
                ? project(project, versions(project.getInput()))
                : translate(rel);
    }

    private Relation project(Project project, Relation given) {
        Relation input = once(given);
        List<Expression> projections = expressions(project, input);
        if (projections.stream().mapToInt(ExpressionTree::size).sum() > EXPRESSION_SIZE_MAX
                && input.projections().stream().mapToInt(ExpressionTree::size).sum()
                        > input.projections().size()) {
            Relation settled = realization.settle(input);
            return settled.withColumns(
                    expressions(project, settled), project.getRowType().getFieldNames());
        }
        return input.withColumns(projections, project.getRowType().getFieldNames());
    }

    private List<Expression> expressions(Project project, Relation input) {
        return project.getProjects().stream()
                .map(node -> expressions.translate(node, input.projections()))
                .toList();
    }

    /** @param used columns that are looked at above */
    private Relation filter(Filter filter, ImmutableBitSet used, boolean bounded) {
        TopNTranslation.Bound bound = TopNTranslation.bound(filter);
        if (bound != null) {
            return tops.translate(bound, used, translate(bound.project().getInput()));
        }
        Relation input = translate(filter.getInput(), bounded);
        if (filter.getCondition().isAlwaysTrue()) {
            return input;
        }
        Relation once = once(input);
        return once.filtered(expressions.translate(filter.getCondition(), once.projections()));
    }

    /** What may give another value the next time is computed in a step of its own. */
    private Relation once(Relation input) {
        return input.projections().stream().anyMatch(Volatile::varies) ? realization.settle(input) : input;
    }

    /** @param endsQuery whether nothing more is wanted when the rows of a LIMIT have come */
    private Relation sort(Sort sort, boolean endsQuery) {
        boolean limits = sort.fetch != null || sort.offset != null;
        if (!settings.finite() && !limits) {
            if (settings.givesRowsInOrder()) {
                throw MillraceException.notSupported("ORDER BY without LIMIT in " + settings.what());
            }
            return translate(sort.getInput());
        }
        List<RelFieldCollation> collations = sort.getCollation().getFieldCollations();
        long fetch = sort.fetch == null ? -1 : Expressions.constantLong(sort.fetch, "LIMIT");
        long offset = sort.offset == null ? 0 : Expressions.constantLong(sort.offset, "OFFSET");
        if (fetch < -1 || (sort.fetch != null && fetch < 0) || offset < 0) {
            throw new MillraceException(SqlState.INVALID_PARAMETER, "LIMIT and OFFSET must not be negative");
        }
        Relation input = translate(sort.getInput(), collations.isEmpty() && fetch >= 0);
        Source.Built single = realization.distribute(realization.realize(input), Distribution.SINGLE);
        List<SortKey> keys = collations.stream()
                .map(collation -> new SortKey(
                        collation.getFieldIndex(),
                        collation.getDirection().isDescending(),
                        collation.nullDirection == RelFieldCollation.NullDirection.FIRST
                                || (collation.nullDirection == RelFieldCollation.NullDirection.UNSPECIFIED
                                        && collation.getDirection().isDescending())))
                .toList();
        boolean anyRows = keys.isEmpty()
                && fetch >= 0
                && endsQuery
                && single.node().changelog().appendOnly();
        if (!settings.finite() && !anyRows) {
            long limit = fetch < 0 || fetch > Long.MAX_VALUE - offset ? -1 : offset + fetch;
            TopNShape shape = new TopNShape(List.of(), keys, TopN.Rank.ROW_NUMBER, offset, limit, null);
            return Relation.of(nodes.topN(single.node(), shape), Distribution.SINGLE)
                    .withNames(input.names());
        }
        PhysicalNode node = nodes.sort(single.node(), keys, offset, fetch);
        return Relation.of(node, Distribution.SINGLE).withNames(input.names());
    }

    private Relation union(Union union, boolean bounded) {
        List<Relation> inputs = new ArrayList<>();
        for (RelNode input : union.getInputs()) {
            inputs.add(translate(input, bounded));
        }
        List<String> names = union.getRowType().getFieldNames();
        List<DataType> types = commonTypes(inputs, "UNION");
        Relation constants = constantRows(inputs, types, names);
        Relation all = constants != null ? constants : unite(inputs, types, names);
        return union.all ? all : aggregates.distinct(all).withNames(names);
    }

    private Relation unite(List<Relation> inputs, List<DataType> types, List<String> names) {
        List<PhysicalNode> built = new ArrayList<>();
        inputs.forEach(input -> built.add(cast(input, types, names).node()));
        return Relation.of(nodes.union(built, rowType(types, names)), null);
    }

    private Source.Built cast(Relation input, List<DataType> types, List<String> names) {
        List<Expression> cast = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            cast.add(expressions.casts().to(input.projections().get(i), types.get(i)));
        }
        return realization.realize(input.withColumns(cast, names));
    }

    /** INTERSECT or EXCEPT: equal rows of all inputs meet in one task. */
    private Relation setOperation(SetOp setOp, SetOperation.Kind kind) {
        List<Relation> inputs = setOp.getInputs().stream().map(this::translate).toList();
        List<String> names = setOp.getRowType().getFieldNames();
        List<DataType> types = commonTypes(inputs, kind.name());
        Distribution byAll =
                Realization.by(IntStream.range(0, types.size()).boxed().toList());
        List<PhysicalNode> built = new ArrayList<>();
        for (Relation input : inputs) {
            built.add(realization.distribute(cast(input, types, names), byAll).node());
        }
        PhysicalNode node = nodes.setOperation(built, kind, setOp.all, rowType(types, names));
        return Relation.of(node, byAll);
    }

    /** VALUES with several rows arrives as a union of constants. */
    private @Nullable Relation constantRows(List<Relation> inputs, List<DataType> types, List<String> names) {
        List<List<Expression>> rows = new ArrayList<>();
        for (Relation input : inputs) {
            if (!isConstantRow(input)) {
                return null;
            }
            List<Expression> row = new ArrayList<>();
            for (int i = 0; i < types.size(); i++) {
                Expression value = expressions.casts().to(input.projections().get(i), types.get(i));
                if (!Realization.isValue(value)) {
                    return null;
                }
                row.add(value);
            }
            rows.add(row);
        }
        return Relation.of(new Source.Constants(rowType(types, names), rows));
    }

    private static boolean isConstantRow(Relation relation) {
        return relation.condition() == null
                && relation.source() instanceof Source.OneRow
                && relation.projections().stream().allMatch(Realization::isValue);
    }

    private static List<DataType> commonTypes(List<Relation> inputs, String what) {
        List<DataType> types = new ArrayList<>();
        for (int i = 0; i < inputs.get(0).projections().size(); i++) {
            DataType type = inputs.get(0).projections().get(i).type();
            for (Relation input : inputs) {
                DataType other = input.projections().get(i).type();
                DataType present = type;
                type = CommonType.of(present, other)
                        .orElseThrow(() -> new MillraceException(
                                SqlState.DATATYPE_MISMATCH,
                                what + " of " + present.sqlName() + " and " + other.sqlName()));
            }
            types.add(type);
        }
        return types;
    }

    private static RowType rowType(List<DataType> types, List<String> names) {
        return new RowType(IntStream.range(0, types.size())
                .mapToObj(i -> new Field(names.get(i), types.get(i)))
                .toList());
    }

    private Relation values(Values values) {
        List<String> names = values.getRowType().getFieldNames();
        List<List<Expression>> rows = new ArrayList<>();
        for (List<RexLiteral> tuple : values.getTuples()) {
            rows.add(new ArrayList<>(tuple.stream()
                    .map(literal -> expressions.translate(literal, List.of()))
                    .toList()));
        }
        List<DataType> types = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            DataType type = rows.isEmpty()
                    ? Types.of(values.getRowType().getFieldList().get(i).getType())
                    : null;
            for (List<Expression> row : rows) {
                DataType other = row.get(i).type();
                type = type == null ? other : CommonType.of(type, other).orElse(type);
            }
            types.add(type == null ? DataType.of(TypeKind.NULL) : type);
        }
        for (List<Expression> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                row.set(i, expressions.casts().to(row.get(i), types.get(i)));
            }
        }
        if (rows.size() == 1) {
            return new Relation(new Source.OneRow(), null, rows.get(0), names);
        }
        return Relation.of(new Source.Constants(rowType(types, names), rows));
    }
}
