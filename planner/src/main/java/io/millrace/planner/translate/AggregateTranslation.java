package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.AggregateFunction;
import io.millrace.plan.node.AggregateKey;
import io.millrace.plan.node.Distribution;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.UserAggregateName;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.calcite.rel.core.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * GROUP BY and DISTINCT. Over a window table function whose both bounds are grouped and whose time the watermark bounds, one
 * step that fires on the watermark; over window bounds that come from below, an aggregate that fires; otherwise one that is
 * kept up to date.
 */
final class AggregateTranslation {
    private final PlanNodes nodes;
    private final Realization realization;

    AggregateTranslation(PlanNodes nodes, Realization realization) {
        this.nodes = nodes;
        this.realization = realization;
    }

    Relation translate(Aggregate aggregate, Relation input) {
        if (GroupingSetsTranslation.applies(aggregate)) {
            return new GroupingSetsTranslation(nodes, realization, this).translate(aggregate, input);
        }
        List<String> names = aggregate.getRowType().getFieldNames();
        List<Integer> groups = aggregate.getGroupSet().asList();
        boolean corrects = nodes.limits().allowedLatenessMicros() > 0;
        if (input.source() instanceof Source.OpenWindow window && window.closes() && !corrects) {
            Relation fired = new WindowTranslation(nodes, realization).aggregate(aggregate, input, window);
            if (fired != null) {
                return fired.withNames(names);
            }
        }
        boolean noCalls = aggregate.getAggCallList().isEmpty();
        if (noCalls
                && !groups.isEmpty()
                && !fires(input, groups)
                && nodes.limits().stateTtlMicros() == 0) {
            return distinct(input, groups).withNames(names);
        }
        Columns columns = new Columns();
        List<Integer> keys = places(columns, input, groups);
        List<Call> calls = calls(aggregate, input, columns);
        Relation prepared = columns.of(input);
        Source.Built built = realization.realize(prepared);
        List<Integer> distinctKeys = keys.stream().distinct().toList();
        List<Integer> orderedKeys = order(distinctKeys, built.distribution());
        Source.Built distributed = realization.distribute(built, Realization.by(orderedKeys));
        PhysicalNode node = distributed.node();
        List<AggregateCall> aggregates = toAggregates(calls, node);
        List<AggregateCall> unique = aggregates.stream().distinct().toList();
        PhysicalNode result = nodes.aggregate(
                node, orderedKeys, unique, WindowKeys.end(node.properties().eventTimes(), orderedKeys));
        List<Expression> outputs = new ArrayList<>();
        for (int key : keys) {
            outputs.add(column(result, orderedKeys.indexOf(key)));
        }
        for (AggregateCall call : aggregates) {
            outputs.add(column(result, orderedKeys.size() + unique.indexOf(call)));
        }
        Distribution distribution =
                Realization.by(IntStream.range(0, orderedKeys.size()).boxed().toList());
        return Relation.of(result, distribution).withColumns(outputs, names);
    }

    private static InputRef column(PhysicalNode node, int column) {
        return new InputRef(column, node.rowType().type(column));
    }

    /** Every row once. */
    Relation distinct(Relation input) {
        return distinct(
                input, IntStream.range(0, input.projections().size()).boxed().toList());
    }

    private Relation distinct(Relation input, List<Integer> groups) {
        Columns columns = new Columns();
        List<Integer> wanted = places(columns, input, groups);
        Relation prepared = columns.of(input);
        List<Integer> all =
                IntStream.range(0, prepared.projections().size()).boxed().toList();
        // Distinct takes the key group from its columns in their order: they stand as the rows already lie.
        List<Integer> order = order(all, Realization.distribution(prepared));
        List<Integer> places = wanted.stream().map(order::indexOf).toList();
        Source.Built built = realization.realize(prepared.withColumns(
                order.stream().map(prepared.projections()::get).toList(), names(order, prepared)));
        // A single row goes through Distinct all the same: that gives it anew only when it changes.
        boolean alreadyUnique =
                built.node().properties().uniqueKeys().stream().anyMatch(key -> !key.isEmpty() && all.containsAll(key));
        if (alreadyUnique) {
            Relation same = Relation.of(built.node(), built.distribution());
            return same.withColumns(places.stream().map(same.projections()::get).toList(), names(places, same));
        }
        Source.Built distributed = realization.distribute(built, Realization.by(all));
        Relation result = Relation.of(nodes.distinct(distributed.node()), distributed.distribution());
        return result.withColumns(places.stream().map(result.projections()::get).toList(), names(places, result));
    }

    private static List<String> names(List<Integer> places, Relation relation) {
        return places.stream().map(relation.names()::get).toList();
    }

    static List<Integer> places(Columns columns, Relation input, List<Integer> groups) {
        return groups.stream()
                .map(group -> columns.add(
                        input.projections().get(group), input.names().get(group)))
                .toList();
    }

    /** The order in which the rows already lie, if it is by the same columns. */
    static List<Integer> order(List<Integer> keys, @Nullable Distribution present) {
        if (present == null
                || present.kind() != Distribution.Kind.HASH
                || present.keys().size() != keys.size()) {
            return keys;
        }
        return new HashSet<>(present.keys()).equals(new HashSet<>(keys)) ? present.keys() : keys;
    }

    private static boolean fires(Relation input, List<Integer> groups) {
        return WindowKeys.end(input.eventTimes(), groups) >= 0;
    }

    /** The calls of an aggregate, their arguments added to the columns wanted. */
    static List<Call> calls(Aggregate aggregate, Relation input, Columns columns) {
        List<Call> calls = new ArrayList<>();
        int offset = aggregate.getGroupCount();
        for (int i = 0; i < aggregate.getAggCallList().size(); i++) {
            org.apache.calcite.rel.core.AggregateCall call =
                    aggregate.getAggCallList().get(i);
            String given = aggregate.getRowType().getFieldNames().get(offset + i);
            boolean madeUp = given.startsWith("EXPR$") || given.startsWith("$");
            String name = madeUp ? call.getAggregation().getName().toLowerCase(Locale.ROOT) : given;
            calls.add(AggregateArguments.of(call, name, input, columns));
        }
        return calls;
    }

    static List<AggregateCall> toAggregates(List<Call> calls, PhysicalNode input) {
        boolean retractable = !input.changelog().appendOnly();
        return calls.stream().map(call -> call.over(retractable)).toList();
    }

    /** Columns, besides the window's, that an aggregate refers to. */
    static BitSet used(List<Expression> expressions) {
        BitSet used = new BitSet();
        expressions.forEach(expression -> ExpressionTree.addColumns(expression, used));
        return used;
    }

    /** Whether a call needs all the values of a group at once, so that parts of groups cannot be put together. */
    static boolean collects(Aggregate aggregate) {
        return aggregate.getAggCallList().stream()
                .map(AggregateArguments::function)
                .anyMatch(function -> switch (function) {
                    case LISTAGG, PERCENTILE_CONT, PERCENTILE_DISC, MODE -> true;
                    case ARRAY_AGG, JSON_ARRAYAGG, JSON_OBJECTAGG, USER -> true;
                    default -> false;
                });
    }

    /** An aggregate before it is known whether its input deletes. */
    record Call(
            AggregateFunction function,
            int argument,
            @Nullable DataType argumentType,
            boolean distinct,
            int filter,
            DataType type,
            String name,
            List<AggregateKey> keys,
            @Nullable Literal constant) {
        /** An estimate could not take a value back. */
        private Call exact() {
            return new Call(AggregateFunction.COUNT, argument, argumentType, true, filter, type, name, keys, constant);
        }

        AggregateCall over(boolean retractable) {
            if (function == AggregateFunction.USER && retractable) {
                UserAggregateName user = UserAggregateName.of(constant);
                if (!user.retracts()) {
                    throw MillraceException.notSupported("aggregate class " + user.className()
                            + ", which has no method retract, over rows that may be taken back");
                }
            }
            boolean nested = argumentType != null && argumentType.kind().isNested();
            if (function == AggregateFunction.APPROX_COUNT_DISTINCT && (retractable || nested)) {
                return exact().over(retractable);
            }
            DataType result =
                    switch (function) {
                        case COUNT, APPROX_COUNT_DISTINCT ->
                            DataType.of(TypeKind.BIGINT).notNull();
                        case MIN, MAX, ANY_VALUE, SINGLE_VALUE ->
                            argumentType == null ? type : argumentType.withNullable(type.nullable());
                        case PERCENTILE_DISC, MODE -> argumentType == null ? type : argumentType.withNullable(true);
                        case MIN_BY, MAX_BY -> keys.get(0).type().withNullable(true);
                        case ARRAY_AGG -> argumentType == null ? type : DataType.array(argumentType.withNullable(true));
                        default -> type;
                    };
            return new AggregateCall(
                    function, argument, argumentType, distinct, filter, retractable, result, name, keys, constant);
        }
    }
}
