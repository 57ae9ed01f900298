package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.planner.type.Types;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * GROUPING SETS, CUBE and ROLLUP: an aggregate for each set over one shared input, united. The empty set is an aggregate
 * without keys, which has its row over no input too. {@code GROUPING} is a constant of each set.
 */
final class GroupingSetsTranslation {
    /** CUBE doubles them with each column. */
    private static final int SETS_MAX = 256;

    private final PlanNodes nodes;
    private final Realization realization;
    private final AggregateTranslation aggregates;

    GroupingSetsTranslation(PlanNodes nodes, Realization realization, AggregateTranslation aggregates) {
        this.nodes = nodes;
        this.realization = realization;
        this.aggregates = aggregates;
    }

    static boolean applies(Aggregate aggregate) {
        return aggregate.getGroupType() != Aggregate.Group.SIMPLE
                || aggregate.getAggCallList().stream().anyMatch(GroupingSetsTranslation::isGrouping);
    }

    Relation translate(Aggregate aggregate, Relation input) {
        List<ImmutableBitSet> sets = aggregate.getGroupSets();
        if (sets.size() > SETS_MAX) {
            throw new MillraceException(
                    SqlState.STATEMENT_TOO_COMPLEX,
                    "GROUP BY has " + sets.size() + " grouping sets; at most " + SETS_MAX + " are allowed");
        }
        Relation shared = shared(input);
        List<Relation> branches =
                sets.stream().map(set -> branch(aggregate, set, shared)).toList();
        if (branches.size() == 1) {
            return branches.get(0);
        }
        List<String> names = aggregate.getRowType().getFieldNames();
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int column = i;
            boolean nullable = branches.stream()
                    .anyMatch(branch -> branch.projections().get(column).type().nullable());
            fields.add(new Field(
                    names.get(i), branches.get(0).projections().get(i).type().withNullable(nullable)));
        }
        List<PhysicalNode> built = branches.stream()
                .map(branch -> realization.realize(branch).node())
                .toList();
        return Relation.of(nodes.union(built, new RowType(fields)), null).withNames(names);
    }

    /** The input as a node that all sets read; a window that an aggregate may take in stays open above such a node. */
    private Relation shared(Relation input) {
        if (input.source() instanceof Source.OpenWindow window) {
            Source open = new Source.OpenWindow(realization.settle(window.input()), window.window(), window.time());
            return new Relation(open, input.condition(), input.projections(), input.names());
        }
        Relation settled = realization.settle(input);
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i < input.projections().size(); i++) {
            // Constants stay to be seen: a separator, a fraction.
            Expression expression = input.projections().get(i);
            columns.add(
                    expression instanceof Literal
                            ? expression
                            : settled.projections().get(i));
        }
        return settled.withColumns(columns, input.names());
    }

    private Relation branch(Aggregate aggregate, ImmutableBitSet set, Relation input) {
        List<AggregateCall> calls = aggregate.getAggCallList().stream()
                .filter(call -> !isGrouping(call))
                .map(call -> inferred(call, aggregate, set))
                .toList();
        Aggregate simple =
                LogicalAggregate.create(aggregate.getInput(), aggregate.getHints(), set, List.of(set), calls);
        Relation grouped = aggregates.translate(simple, input);
        List<Expression> outputs = new ArrayList<>();
        for (int key : aggregate.getGroupSet()) {
            outputs.add(
                    set.get(key)
                            ? grouped.projections().get(set.indexOf(key))
                            : Literal.ofNull(input.projections().get(key).type().withNullable(true)));
        }
        int next = set.cardinality();
        for (AggregateCall call : aggregate.getAggCallList()) {
            outputs.add(
                    isGrouping(call)
                            ? grouping(call, set)
                            : grouped.projections().get(next++));
        }
        return grouped.withColumns(outputs, aggregate.getRowType().getFieldNames());
    }

    private static boolean isGrouping(AggregateCall call) {
        return switch (call.getAggregation().getKind()) {
            case GROUPING, GROUPING_ID -> true;
            case GROUP_ID -> throw MillraceException.notSupported("GROUP_ID()");
            default -> false;
        };
    }

    /** The same call; the row of an empty set may be over nothing. */
    private static AggregateCall inferred(AggregateCall call, Aggregate aggregate, ImmutableBitSet set) {
        return AggregateCall.create(
                call.getParserPosition(),
                call.getAggregation(),
                call.isDistinct(),
                call.isApproximate(),
                call.ignoreNulls(),
                call.rexList,
                call.getArgList(),
                call.filterArg,
                call.distinctKeys,
                call.collation,
                set.isEmpty(),
                aggregate.getInput(),
                null,
                call.name);
    }

    /** A bit for each argument, the first the highest: 1 where the set leaves the column out. */
    private static Literal grouping(AggregateCall call, ImmutableBitSet set) {
        long bits = 0;
        for (int column : call.getArgList()) {
            bits = bits << 1 | (set.get(column) ? 0 : 1);
        }
        DataType type = Types.of(call.getType()).notNull();
        return Literal.of(type, bits);
    }
}
