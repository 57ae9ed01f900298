package io.millrace.planner.translate;

import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.Distribution;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.WindowSpec;
import io.millrace.planner.validate.WindowFunction;
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

/** Window table functions, and the aggregation that takes them in. */
final class WindowTranslation {
    private final PlanNodes nodes;
    private final Realization realization;

    WindowTranslation(PlanNodes nodes, Realization realization) {
        this.nodes = nodes;
        this.realization = realization;
    }

    /** TUMBLE(DESCRIPTOR(time), size[, offset]), HOP(…, slide, size[, offset]), CUMULATE(…, step, size[, offset]), SESSION. */
    Relation open(TableFunctionScan scan, Relation input) {
        if (!(scan.getCall() instanceof RexCall call)) {
            throw MillraceException.notSupported("table function " + scan.getCall());
        }
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
        List<RexNode> operands = call.getOperands();
        return switch (name) {
            case "TUMBLE" -> open(input, descriptor(operands.get(0), name), tumble(operands));
            case "HOP" -> open(input, descriptor(operands.get(0), name), hop(operands));
            case "CUMULATE" -> open(input, descriptor(operands.get(0), name), cumulate(operands));
            case "SESSION" -> session(input, descriptor(operands.get(0), name), operands);
            default -> throw MillraceException.notSupported("table function " + name);
        };
    }

    private static WindowSpec tumble(List<RexNode> operands) {
        long size = positive(operands.get(1), "TUMBLE");
        return new WindowSpec(WindowSpec.Kind.TUMBLE, size, size, offset(operands, 2, size, "TUMBLE"));
    }

    private static WindowSpec hop(List<RexNode> operands) {
        long slide = positive(operands.get(1), "HOP");
        long size = positive(operands.get(2), "HOP");
        if (slide > size) {
            throw new MillraceException(
                    SqlState.INVALID_PARAMETER, "HOP: windows that slide further than their size leave rows out");
        }
        return new WindowSpec(WindowSpec.Kind.HOP, size, slide, offset(operands, 3, slide, "HOP"));
    }

    private static WindowSpec cumulate(List<RexNode> operands) {
        long step = positive(operands.get(1), "CUMULATE");
        long size = positive(operands.get(2), "CUMULATE");
        if (size % step != 0) {
            throw new MillraceException(
                    SqlState.INVALID_PARAMETER, "CUMULATE: the size of a window must be a multiple of its step");
        }
        return new WindowSpec(WindowSpec.Kind.CUMULATE, size, step, offset(operands, 3, size, "CUMULATE"));
    }

    private static long positive(RexNode node, String name) {
        long micros = micros(node, name);
        if (micros <= 0) {
            throw new MillraceException(SqlState.INVALID_PARAMETER, name + ": the size of a window must be positive");
        }
        return micros;
    }

    private static long offset(List<RexNode> operands, int at, long periodMicros, String name) {
        return operands.size() > at ? Math.floorMod(micros(operands.get(at), name), periodMicros) : 0;
    }

    private static Relation open(Relation input, int time, WindowSpec window) {
        Source.OpenWindow source = new Source.OpenWindow(input, window, time);
        List<Expression> projections = new ArrayList<>();
        for (int i = 0; i < input.projections().size(); i++) {
            projections.add(new InputRef(i, input.projections().get(i).type()));
        }
        List<String> names = new ArrayList<>(input.names());
        for (String added : WindowFunction.ADDED) {
            projections.add(new InputRef(projections.size(), PlanNodes.WINDOW_BOUND));
            names.add(added);
        }
        return new Relation(source, null, projections, names);
    }

    /** Sessions are known once they have ended, so they are a step of their own. */
    private Relation session(Relation input, int time, List<RexNode> operands) {
        boolean keyed = operands.size() > 2;
        List<Integer> given = keyed ? columns(operands.get(1), "SESSION") : List.of();
        long gap = positive(operands.get(keyed ? 2 : 1), "SESSION");
        Columns columns = new Columns();
        List<Integer> places = AggregateTranslation.places(
                columns,
                input,
                IntStream.range(0, input.projections().size()).boxed().toList());
        Source.Built built = realization.inTime(realization.realize(columns.of(input)), places.get(time));
        List<Integer> keys = given.stream().map(places::get).distinct().toList();
        Source.Built distributed = realization.distribute(built, Realization.by(keys));
        PhysicalNode node = nodes.sessionWindow(distributed.node(), places.get(time), keys, gap);
        List<Expression> outputs = new ArrayList<>();
        for (int place : places) {
            outputs.add(new InputRef(place, node.rowType().type(place)));
        }
        List<String> names = new ArrayList<>(input.names());
        for (int i = 0; i < WindowFunction.ADDED.size(); i++) {
            outputs.add(new InputRef(distributed.node().rowType().size() + i, PlanNodes.WINDOW_BOUND));
            names.add(WindowFunction.ADDED.get(i));
        }
        return Relation.of(node, distributed.distribution()).withColumns(outputs, names);
    }

    private static List<Integer> columns(RexNode node, String name) {
        if (node instanceof RexCall call && call.getKind() == SqlKind.DESCRIPTOR) {
            return call.getOperands().stream()
                    .map(column -> {
                        if (column instanceof RexInputRef ref) {
                            return ref.getIndex();
                        }
                        throw MillraceException.notSupported(name + " by something that is not a column");
                    })
                    .toList();
        }
        throw MillraceException.notSupported(name + " without a DESCRIPTOR of its keys");
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
        if (!bothBounds || AggregateTranslation.collects(aggregate)) {
            return null;
        }
        Columns columns = new Columns();
        int time = columns.add(timeColumn(window), window.input().names().get(window.time()));
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            Expression key = groupKeys.get(i);
            places.add(window.adds(key) ? -1 : columns.add(key, input.names().get(groups.get(i))));
        }
        List<AggregateTranslation.Call> calls = AggregateTranslation.calls(aggregate, input, columns);
        List<Expression> everything = new ArrayList<>(columns.expressions());
        everything.addAll(ExpressionTree.conjuncts(input.condition()));
        if (AggregateTranslation.used(everything).nextSetBit(window.start()) >= 0) {
            return null;
        }
        Source.Built built = realization.inTime(realization.realize(below(columns.of(input), window)), time);
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
            if (isColumn(groupKeys.get(i), window.windowTime())) {
                outputs.add(EventTimes.windowTime(new InputRef(start + 1, PlanNodes.WINDOW_BOUND)));
                continue;
            }
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
