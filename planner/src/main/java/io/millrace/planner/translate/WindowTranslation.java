package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.Distribution;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.WindowSpec;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/** TUMBLE and HOP, and the aggregation that takes them in. */
final class WindowTranslation {
    private final PlanNodes nodes;
    private final Realization realization;

    WindowTranslation(PlanNodes nodes, Realization realization) {
        this.nodes = nodes;
        this.realization = realization;
    }

    /** TUMBLE(DESCRIPTOR(time), size[, offset]) or HOP(DESCRIPTOR(time), slide, size[, offset]). */
    static Relation open(TableFunctionScan scan, Relation input) {
        if (!(scan.getCall() instanceof RexCall call)) {
            throw MillraceException.notSupported("table function " + scan.getCall());
        }
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
        if (!name.equals("TUMBLE") && !name.equals("HOP")) {
            throw MillraceException.notSupported("table function " + name);
        }
        List<RexNode> operands = call.getOperands();
        int time = descriptor(operands.get(0), name);
        long first = micros(operands.get(1), name);
        boolean hop = name.equals("HOP");
        long size = hop ? micros(operands.get(2), name) : first;
        int offsetAt = hop ? 3 : 2;
        long offset = operands.size() > offsetAt ? micros(operands.get(offsetAt), name) : 0;
        if (size <= 0 || first <= 0) {
            throw new MillraceException(SqlState.INVALID_PARAMETER, name + ": the size of a window must be positive");
        } else if (hop && first > size) {
            throw new MillraceException(
                    SqlState.INVALID_PARAMETER, "HOP: windows that slide further than their size leave rows out");
        }
        WindowSpec.Kind kind = hop ? WindowSpec.Kind.HOP : WindowSpec.Kind.TUMBLE;
        Source.OpenWindow source =
                new Source.OpenWindow(input, new WindowSpec(kind, size, first, Math.floorMod(offset, first)), time);
        List<Expression> projections = new ArrayList<>();
        for (int i = 0; i < input.projections().size(); i++) {
            projections.add(new InputRef(i, input.projections().get(i).type()));
        }
        List<String> names = new ArrayList<>(input.names());
        for (String bound : List.of("window_start", "window_end")) {
            projections.add(new InputRef(projections.size(), PlanNodes.WINDOW_BOUND));
            names.add(bound);
        }
        return new Relation(source, null, projections, names);
    }

    private static int descriptor(RexNode node, String name) {
        if (node instanceof RexCall call
                && call.getKind() == SqlKind.DESCRIPTOR
                && call.getOperands().size() == 1
                && call.getOperands().get(0) instanceof RexInputRef column) {
            return column.getIndex();
        }
        throw MillraceException.notSupported(name + " without a DESCRIPTOR of one column");
    }

    private static long micros(RexNode node, String name) {
        if (node instanceof RexLiteral literal
                && literal.getType().getSqlTypeName().getFamily()
                        == org.apache.calcite.sql.type.SqlTypeFamily.INTERVAL_DAY_TIME) {
            BigDecimal millis = literal.getValueAs(BigDecimal.class);
            if (millis != null) {
                return millis.movePointRight(3).longValueExact();
            }
        }
        throw MillraceException.notSupported(
                name + " with a size that is not a constant of days, hours, minutes or seconds");
    }

    /** One step that fires on the watermark; null if the grouping does not allow it. */
    @Nullable Relation aggregate(Aggregate aggregate, Relation input, Source.OpenWindow window) {
        List<Integer> groups = aggregate.getGroupSet().asList();
        List<Expression> groupKeys =
                groups.stream().map(input.projections()::get).toList();
        boolean bothBounds = groupKeys.stream().anyMatch(key -> isColumn(key, window.start()))
                && groupKeys.stream().anyMatch(key -> isColumn(key, window.end()));
        if (!bothBounds) {
            return null;
        }
        Columns columns = new Columns();
        int time = columns.add(timeColumn(window), window.input().names().get(window.time()));
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            Expression key = groupKeys.get(i);
            boolean bound = isColumn(key, window.start()) || isColumn(key, window.end());
            places.add(bound ? -1 : columns.add(key, input.names().get(groups.get(i))));
        }
        List<AggregateTranslation.Call> calls = AggregateTranslation.calls(aggregate, input, columns);
        List<Expression> everything = new ArrayList<>(columns.expressions());
        everything.addAll(ExpressionTree.conjuncts(input.condition()));
        if (AggregateTranslation.used(everything).nextSetBit(window.start()) >= 0) {
            return null;
        }
        Source.Built built = realization.realize(below(columns.of(input), window));
        List<Integer> keys =
                places.stream().filter(place -> place >= 0).distinct().toList();
        Source.Built distributed = realization.distribute(built, Realization.by(keys));
        List<AggregateCall> aggregates = AggregateTranslation.toAggregates(calls, distributed.node());
        List<AggregateCall> unique = aggregates.stream().distinct().toList();
        PhysicalNode node = nodes.windowAggregate(distributed.node(), window.window(), time, keys, unique);
        int start = keys.size() + unique.size();
        List<Expression> outputs = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            int place = places.get(i);
            int column =
                    place >= 0 ? keys.indexOf(place) : isColumn(groupKeys.get(i), window.start()) ? start : start + 1;
            outputs.add(new InputRef(column, node.rowType().type(column)));
        }
        for (AggregateCall call : aggregates) {
            int column = keys.size() + unique.indexOf(call);
            outputs.add(new InputRef(column, node.rowType().type(column)));
        }
        Distribution distribution =
                Realization.by(IntStream.range(0, keys.size()).boxed().toList());
        return Relation.of(node, distribution)
                .withColumns(outputs, aggregate.getRowType().getFieldNames());
    }

    private static Expression timeColumn(Source.OpenWindow window) {
        return new InputRef(
                window.time(), window.input().projections().get(window.time()).type());
    }

    /** The same columns and filter, below the window. */
    private static Relation below(Relation above, Source.OpenWindow window) {
        Relation input = window.input();
        List<Expression> projections = above.projections().stream()
                .map(expression -> ExpressionTree.substitute(expression, input.projections()::get))
                .toList();
        Relation below = input.withColumns(projections, above.names());
        if (above.condition() == null) {
            return below;
        }
        return below.filtered(ExpressionTree.substitute(above.condition(), input.projections()::get));
    }

    private static boolean isColumn(Expression expression, int column) {
        return expression instanceof InputRef input && input.index() == column;
    }
}
