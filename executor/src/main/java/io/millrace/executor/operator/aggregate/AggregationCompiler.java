package io.millrace.executor.operator.aggregate;

import io.millrace.executor.operator.OperatorContext;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.AggregateFunction;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns aggregate calls into accumulators, shared where calls need the same, and results over them. <b>Threading:</b> one
 * thread.
 */
public final class AggregationCompiler {
    private static final int NONE = -1;

    private final OperatorContext context;
    private final GroupKeys keys;
    private final boolean appendOnly;
    private final boolean feedsDistinct;

    private final Layout layout = new Layout();
    private final List<Feed> feeds = new ArrayList<>();
    private final List<Aggregation.OrderedFeed> ordered = new ArrayList<>();
    private final List<DistinctValues> distincts = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();
    private int rowCount = NONE;

    /**
     * @param keys of the table that holds the groups
     * @param appendOnly whether the input never deletes
     * @param feedsDistinct whether distinct values go to the accumulators of their group; otherwise only their sets are kept
     */
    public AggregationCompiler(OperatorContext context, GroupKeys keys, boolean appendOnly, boolean feedsDistinct) {
        this.context = context;
        this.keys = keys;
        this.appendOnly = appendOnly;
        this.feedsDistinct = feedsDistinct;
    }

    /** Reserves a {@code long} accumulator of each group for the owner's own use. */
    public int reserveLong() {
        return layout.nextLong();
    }

    /** @param countsRows whether the rows of a group must be known even if no call asks for them */
    public Aggregation compile(List<AggregateCall> calls, boolean countsRows) {
        if (countsRows || !appendOnly) {
            rowCount = counter(feed(NONE, NONE));
        }
        for (AggregateCall call : calls) {
            results.add(compile(call));
        }
        return new Aggregation(this);
    }

    private Result compile(AggregateCall call) {
        return switch (call.function()) {
            case COUNT -> {
                int at = counter(argumentFeed(call));
                yield (state, positions, count, out) -> Counts.append(state.longs[at], positions, count, out);
            }
            case SUM, AVG -> compileSum(call);
            case MIN, MAX -> {
                int rows = counter(argumentFeed(call));
                Extreme extreme = extreme(call, call.function() == AggregateFunction.MAX);
                yield new ExtremeResult(extreme, rows, call.type().nullable());
            }
            case ANY_VALUE -> compileAnyValue(call);
            case SINGLE_VALUE -> {
                int rows = counter(feed(NONE, call.filter()));
                int values = counter(argumentFeed(call));
                yield new SingleValueResult(new ExtremeResult(extreme(call, false), values, true), rows);
            }
            case BOOL_AND, BOOL_OR -> compileTruth(call);
        };
    }

    private Result compileSum(AggregateCall call) {
        DataType type = argumentType(call);
        boolean averages = call.function() == AggregateFunction.AVG;
        if (averages && call.type().storage() != Storage.DOUBLE) {
            throw MillraceException.notSupported(
                    "AVG with a result of type " + call.type().sqlName());
        }
        Feed feed = argumentFeed(call);
        int rows = counter(feed);
        Feed sumFeed = call.distinct() ? feed : feed(call.argument(), call.filter());
        if (type.storage() == Storage.DOUBLE) {
            DoubleSum sum = sumFeed.find(DoubleSum.class).orElseGet(() -> sumFeed.add(new DoubleSum(layout, rows)));
            return new DoubleSumResult(call.name(), call.type(), sum, rows, averages);
        }
        if (!averages && call.type().storage() != Storage.DOUBLE && call.type().scale() != type.scale()) {
            throw MillraceException.notSupported("SUM of " + type.sqlName() + " with a result of type "
                    + call.type().sqlName());
        }
        ExactSum sum = sumFeed.find(ExactSum.class).orElseGet(() -> sumFeed.add(new ExactSum(layout, type.storage())));
        return averages || call.type().storage() == Storage.DOUBLE && type.scale() > 0
                ? exactQuotient(sum, rows, type, averages, call.type().nullable())
                : new ExactSumResult(call.name(), call.type(), sum, rows);
    }

    private static Result exactQuotient(ExactSum sum, int rows, DataType type, boolean averages, boolean nullable) {
        if (!averages) {
            throw MillraceException.notSupported("SUM of " + type.sqlName() + " with a result of type DOUBLE");
        }
        return new ExactAverageResult(sum, rows, type.scale(), nullable);
    }

    private Result compileAnyValue(AggregateCall call) {
        int rows = counter(argumentFeed(call));
        if (retractable(call)) {
            return new ExtremeResult(extreme(call, false), rows, call.type().nullable());
        }
        Feed feed = feed(call.argument(), call.filter());
        Extreme smallest = Extreme.of(layout, argumentType(call).storage(), false);
        feed.add(new FirstSeen(layout, smallest, context::epochTimeMicros));
        return new ExtremeResult(smallest, rows, call.type().nullable());
    }

    private Result compileTruth(AggregateCall call) {
        int rows = counter(argumentFeed(call));
        Feed feed = feed(call.argument(), call.filter());
        int trues = feed.find(TrueAccumulator.class)
                .orElseGet(() -> feed.add(new TrueAccumulator(layout)))
                .at();
        boolean all = call.function() == AggregateFunction.BOOL_AND;
        return (state, positions, count, out) ->
                Counts.appendTruth(state.longs[rows], state.longs[trues], all, positions, count, out);
    }

    /** The accumulator of a MIN or MAX, kept right by ordered values if the input deletes. */
    private Extreme extreme(AggregateCall call, boolean greatest) {
        DataType type = argumentType(call);
        if (!retractable(call)) {
            Feed feed = feed(call.argument(), call.filter());
            return feed.findExtreme(greatest).orElseGet(() -> feed.add(Extreme.of(layout, type.storage(), greatest)));
        }
        Aggregation.OrderedFeed feed = orderedFeed(call, type);
        return feed.feed().findExtreme(greatest).orElseGet(() -> {
            Extreme extreme = feed.feed().add(Extreme.of(layout, type.storage(), greatest));
            feed.values().keep(extreme);
            return extreme;
        });
    }

    private Aggregation.OrderedFeed orderedFeed(AggregateCall call, DataType type) {
        for (Aggregation.OrderedFeed feed : ordered) {
            if (feed.feed().argument() == call.argument() && feed.feed().filter() == call.filter()) {
                return feed;
            }
        }
        int rows = counter(argumentFeed(call));
        String name = "values-" + call.argument() + (call.filter() < 0 ? "" : "-if-" + call.filter());
        OrderedValues values =
                new OrderedValues(keys.orderedCounts(context.state(), name, type), keys.types(), type, rows);
        Aggregation.OrderedFeed feed = new Aggregation.OrderedFeed(new Feed(call.argument(), call.filter()), values);
        ordered.add(feed);
        return feed;
    }

    private boolean retractable(AggregateCall call) {
        return call.retractable() || !appendOnly;
    }

    /** The feed whose rows are the values of a call that are not NULL. */
    private Feed argumentFeed(AggregateCall call) {
        boolean distinct = call.distinct()
                && switch (call.function()) {
                    case COUNT, SUM, AVG -> true;
                    case MIN, MAX, ANY_VALUE, SINGLE_VALUE, BOOL_AND, BOOL_OR -> false;
                };
        if (distinct) {
            return distinct(call).values();
        }
        DataType type = call.argumentType();
        return feed(type == null || !type.nullable() ? NONE : call.argument(), call.filter());
    }

    private DistinctValues distinct(AggregateCall call) {
        for (DistinctValues values : distincts) {
            if (values.rows().argument() == call.argument() && values.rows().filter() == call.filter()) {
                return values;
            }
        }
        DistinctValues values = new DistinctValues(
                operator(),
                context.state(),
                keys,
                argumentType(call),
                new Feed(call.argument(), call.filter()),
                new Feed(call.argument(), NONE),
                appendOnly);
        distincts.add(values);
        return values;
    }

    private Feed feed(int argument, int filter) {
        for (Feed feed : feeds) {
            if (feed.argument() == argument && feed.filter() == filter) {
                return feed;
            }
        }
        Feed feed = new Feed(argument, filter);
        feeds.add(feed);
        return feed;
    }

    private int counter(Feed feed) {
        return feed.find(CountAccumulator.class)
                .orElseGet(() -> feed.add(new CountAccumulator(layout)))
                .at();
    }

    private DataType argumentType(AggregateCall call) {
        DataType type = call.argumentType();
        if (type == null) {
            throw MillraceException.internal("operator " + operator() + ": " + call + " has no argument");
        }
        return type;
    }

    String operator() {
        return context.node().value();
    }

    GroupKeys keys() {
        return keys;
    }

    boolean appendOnly() {
        return appendOnly;
    }

    boolean feedsDistinct() {
        return feedsDistinct;
    }

    Layout layout() {
        return layout;
    }

    List<Feed> feeds() {
        return feeds;
    }

    List<Aggregation.OrderedFeed> ordered() {
        return ordered;
    }

    List<DistinctValues> distincts() {
        return distincts;
    }

    List<Result> results() {
        return results;
    }

    int rowCount() {
        return rowCount;
    }
}
