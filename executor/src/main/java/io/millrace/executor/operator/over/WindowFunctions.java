package io.millrace.executor.operator.over;

import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.aggregate.FrameAggregate;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.Over;
import io.millrace.plan.node.OverCall;
import io.millrace.plan.node.OverFrame;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the functions of a node; calls with the same frame share it. */
final class WindowFunctions {
    private final Over node;
    private final RowType input;
    private final OperatorContext context;
    private final Map<OverFrame, Frames> frames = new HashMap<>();

    private WindowFunctions(Over node, RowType input, OperatorContext context) {
        this.node = node;
        this.input = input;
        this.context = context;
    }

    static List<WindowFunction> of(Over node, RowType input, OperatorContext context) {
        WindowFunctions functions = new WindowFunctions(node, input, context);
        List<WindowFunction> made = new ArrayList<>();
        node.calls().forEach(call -> made.add(functions.of(call)));
        return made;
    }

    private WindowFunction of(OverCall call) {
        return switch (call.function()) {
            case ROW_NUMBER -> RankFunctions::rowNumber;
            case RANK -> RankFunctions::rank;
            case DENSE_RANK -> RankFunctions::denseRank;
            case PERCENT_RANK -> RankFunctions::percentRank;
            case CUME_DIST -> RankFunctions::cumeDist;
            case NTILE -> RankFunctions.nTile(call.number());
            case LAG -> offset(call, false);
            case LEAD -> offset(call, true);
            case FIRST_VALUE, LAST_VALUE, NTH_VALUE ->
                call.frame().isRunning()
                        ? new RunningPlace(
                                frames(call), argument(call), call.function(), call.number(), call.ignoresNulls())
                        : new PlaceFunction(
                                frames(call), argument(call), call.function(), call.number(), call.ignoresNulls());
            case COUNT -> sliding(call, new SlidingCount(call.arguments().isEmpty() ? -1 : argument(call)));
            case SUM -> sliding(call, sum(call, false));
            case AVG -> sliding(call, sum(call, true));
            case MIN -> extreme(call, false);
            case MAX -> extreme(call, true);
            case AGGREGATE -> aggregate(call);
        };
    }

    private WindowFunction aggregate(OverCall call) {
        AggregateCall aggregate = call.aggregate();
        if (aggregate == null) {
            throw MillraceException.internal("operator " + node.id() + ": " + call.name() + " says no aggregate");
        }
        return new FramedAggregate(frames(call), FrameAggregate.of(aggregate, context), call.type());
    }

    private static int argument(OverCall call) {
        return call.arguments().get(0);
    }

    private static WindowFunction offset(OverCall call, boolean leads) {
        int defaultValue = call.arguments().size() > 1 ? call.arguments().get(1) : -1;
        return new OffsetFunction(argument(call), defaultValue, call.number(), leads, call.ignoresNulls());
    }

    private Frames frames(OverCall call) {
        return frames.computeIfAbsent(call.frame(), frame -> new Frames(frame, node.order(), input));
    }

    private WindowFunction extreme(OverCall call, boolean greatest) {
        return call.frame().exclusion() == OverFrame.Exclusion.NO_OTHERS
                ? sliding(call, new SlidingExtreme(argument(call), greatest))
                : new ExtremeOfParts(frames(call), argument(call), greatest);
    }

    private WindowFunction sliding(OverCall call, SlidingAggregate aggregate) {
        if (call.frame().exclusion() != OverFrame.Exclusion.NO_OTHERS) {
            return SlidingAggregate.overHoles(frames(call), aggregate);
        }
        return call.frame().isRunning()
                ? new RunningAggregate(frames(call), aggregate)
                : SlidingAggregate.over(frames(call), aggregate);
    }

    private static SlidingAggregate sum(OverCall call, boolean averages) {
        DataType argument = call.argumentTypes().get(0);
        DataType type = call.type();
        boolean isDouble = argument.storage() == Storage.DOUBLE;
        if (isDouble || averages ? type.storage() != Storage.DOUBLE : type.scale() != argument.scale()) {
            throw MillraceException.notSupported(
                    call.function() + " of " + argument.sqlName() + " with a result of type " + type.sqlName());
        }
        return isDouble
                ? new SlidingDoubleSum(call.name(), argument(call), type, averages)
                : new SlidingExactSum(call.name(), argument(call), argument, type, averages);
    }
}
