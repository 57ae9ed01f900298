package io.millrace.executor.operator.aggregate;

import io.millrace.executor.operator.OperatorContext;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.AggregateFunction;
import io.millrace.plan.node.AggregateKey;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import io.millrace.spi.type.TypeKind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns aggregate calls into accumulators, shared where calls need the same, and results over them. <b>Threading:</b> one
 * thread.
 */
public final class AggregationCompiler {
    private static final int NONE = -1;
    private static final DataType COMPOSITE = DataType.of(TypeKind.VARBINARY).notNull();

    private final OperatorContext context;
    private final GroupKeys keys;
    private final boolean appendOnly;
    private final boolean feedsDistinct;

    private final Layout layout = new Layout();
    private final List<Feed> feeds = new ArrayList<>();
    private final List<Aggregation.OrderedFeed> ordered = new ArrayList<>();
    private final List<Aggregation.CollectedFeed> collected = new ArrayList<>();
    private final List<Aggregation.UserFeed> users = new ArrayList<>();
    /** By argument: the filters of its distinct calls. */
    private final Map<Integer, Distinct> distincts = new LinkedHashMap<>();

    private record Distinct(DataType type, List<DistinctValues.Lane> lanes) {}

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
            case APPROX_COUNT_DISTINCT -> compileSketch(call);
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
            case BIT_AND, BIT_OR, BIT_XOR -> compileBits(call);
            case VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP -> compileVariance(call);
            case COVAR_POP,
                    COVAR_SAMP,
                    CORR,
                    REGR_COUNT,
                    REGR_AVGX,
                    REGR_AVGY,
                    REGR_SXX,
                    REGR_SYY,
                    REGR_SXY,
                    REGR_SLOPE,
                    REGR_INTERCEPT,
                    REGR_R2 -> compilePairs(call);
            case MIN_BY, MAX_BY -> compileBy(call);
            case LISTAGG, PERCENTILE_CONT, PERCENTILE_DISC, MODE, ARRAY_AGG, JSON_ARRAYAGG, JSON_OBJECTAGG ->
                compileCollected(call);
            case USER -> compileUser(call);
        };
    }

    private Result compileSketch(AggregateCall call) {
        if (retractable(call)) {
            throw MillraceException.internal("operator " + operator() + ": a sketch over input that deletes");
        }
        Feed feed = feed(call.argument(), call.filter());
        return feed.find(DistinctSketch.class).orElseGet(() -> feed.add(new DistinctSketch(layout)));
    }

    private Result compileBits(AggregateCall call) {
        DataType type = argumentType(call);
        int bits =
                switch (type.kind()) {
                    case TINYINT -> Byte.SIZE;
                    case SMALLINT -> Short.SIZE;
                    case INTEGER -> Integer.SIZE;
                    case BIGINT -> Long.SIZE;
                    default -> throw MillraceException.notSupported(call.function() + " of " + type.sqlName());
                };
        Feed counted = argumentFeed(call);
        Feed feed = call.distinct() ? counted : feed(call.argument(), call.filter());
        boolean takesBack = retractable(call);
        BitSums sums = feed.add(new BitSums(layout, call.function(), type.storage(), bits, takesBack));
        return sums.result(counter(counted));
    }

    private Result compileVariance(AggregateCall call) {
        Feed counted = argumentFeed(call);
        Feed feed = call.distinct() ? counted : feed(call.argument(), call.filter());
        Moments moments = feed.find(Moments.class).orElseGet(() -> feed.add(new Moments(layout)));
        DataType type = argumentType(call);
        int scale = type.kind() == TypeKind.DECIMAL ? type.scale() : 0;
        return new VarianceResult(call.name(), call.function(), moments, counter(counted), scale);
    }

    private Result compilePairs(AggregateCall call) {
        Feed feed = shared(
                new Feed(
                        call.argument(), call.filter(), null, call.keys().get(0).column()),
                feeds);
        int rows = counter(feed);
        if (call.function() == AggregateFunction.REGR_COUNT) {
            return (state, positions, count, out) -> Counts.append(state.longs[rows], positions, count, out);
        }
        PairMoments moments = feed.find(PairMoments.class).orElseGet(() -> feed.add(new PairMoments(layout)));
        return new PairResult(call.name(), call.function(), moments, rows);
    }

    /** The first or last of the pairs of argument and value. */
    private Result compileBy(AggregateCall call) {
        boolean greatest = call.function() == AggregateFunction.MAX_BY;
        AggregateKey value = call.keys().get(0);
        AggregateKey by = AggregateKey.of(call.argument(), argumentType(call));
        Composite composite =
                new Composite(List.of(by), value.column(), value.type().storage(), greatest);
        Feed taken = new Feed(call.argument(), call.filter(), composite, NONE);
        int rows = counter(argumentFeed(call));
        if (!retractable(call)) {
            Feed feed = shared(taken, feeds);
            Extreme extreme =
                    feed.findExtreme(greatest).orElseGet(() -> feed.add(Extreme.of(layout, Storage.BYTES, greatest)));
            return new CompositeResult(extreme, composite, rows);
        }
        String name =
                "pairs-" + call.argument() + "-" + value.column() + suffix(call) + (greatest ? "-last" : "-first");
        Aggregation.OrderedFeed feed = ordered.stream()
                .filter(candidate -> candidate.feed().sameAs(taken))
                .findFirst()
                .orElseGet(() -> addOrdered(taken, name, COMPOSITE, rows));
        return new CompositeResult(kept(feed, COMPOSITE, greatest), composite, rows);
    }

    private static String suffix(AggregateCall call) {
        return call.filter() < 0 ? "" : "-if-" + call.filter();
    }

    private Result compileUser(AggregateCall call) {
        if (!feedsDistinct) {
            throw MillraceException.notSupported(call.name() + " over windows of several slices");
        }
        UserStates states = new UserStates(UserArguments.of(call), layout);
        users.add(new Aggregation.UserFeed(new Feed(NONE, call.filter()), states));
        return states;
    }

    private Result compileCollected(AggregateCall call) {
        if (!feedsDistinct) {
            throw MillraceException.notSupported(call.function() + " over windows of several slices");
        }
        DataType type = argumentType(call);
        Composite composite = new Composite(call.keys(), call.argument(), type.storage(), false);
        boolean takesNulls = takesNulls(call);
        Feed taken = new Feed(takesNulls ? NONE : call.argument(), call.filter(), composite, NONE);
        Aggregation.CollectedFeed feed = collected.stream()
                .filter(candidate -> candidate.feed().sameAs(taken))
                .findFirst()
                .orElseGet(() -> addCollected(taken, call, composite));
        CollectedValues.Collection collection = collection(call, type);
        Extreme cell = Extreme.of(layout, collection.storage(), true);
        feed.values().keep(new CollectedValues.Collector(collection, cell));
        if (takesNulls) {
            return new CollectedResult(cell, counter(feed(NONE, call.filter())));
        }
        return new ExtremeResult(cell, counter(argumentFeed(withoutDistinct(call))), true);
    }

    /** Whether an aggregate of all values takes rows whose argument is NULL. */
    static boolean takesNulls(AggregateCall call) {
        return switch (call.function()) {
            case ARRAY_AGG, JSON_ARRAYAGG, JSON_OBJECTAGG -> true;
            default -> false;
        };
    }

    private static AggregateCall withoutDistinct(AggregateCall call) {
        return new AggregateCall(
                call.function(),
                call.argument(),
                call.argumentType(),
                false,
                call.filter(),
                call.retractable(),
                call.type(),
                call.name());
    }

    private Aggregation.CollectedFeed addCollected(Feed taken, AggregateCall call, Composite composite) {
        StringBuilder name = new StringBuilder("collected-" + call.argument() + (taken.argument() == NONE ? "n" : ""));
        for (AggregateKey key : call.keys()) {
            name.append(key.descending() ? "-d" : "-a")
                    .append(key.nullsFirst() ? "f" : "l")
                    .append(key.column());
        }
        name.append(suffix(call));
        CollectedValues values = new CollectedValues(
                keys.orderedCounts(context.state(), name.toString(), COMPOSITE), keys.types(), composite);
        Aggregation.CollectedFeed feed = new Aggregation.CollectedFeed(taken, values);
        collected.add(feed);
        return feed;
    }

    static CollectedValues.Collection collection(AggregateCall call, DataType type) {
        Literal constant = call.constant();
        String text = constant == null || constant.value() == null ? "" : constant.value();
        return switch (call.function()) {
            case LISTAGG -> JoinedTexts.separated(call.name(), text.getBytes(StandardCharsets.UTF_8), call.distinct());
            case JSON_ARRAYAGG -> JoinedTexts.enclosed(call.name(), "[", "]");
            case JSON_OBJECTAGG -> JoinedTexts.enclosed(call.name(), "{", "}");
            case ARRAY_AGG -> new CollectedArray(call.name(), type, call.distinct());
            case MODE -> new MostFrequent(type.storage());
            default ->
                new Percentile(
                        new BigDecimal(text), call.function() == AggregateFunction.PERCENTILE_CONT, type.storage());
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
        return kept(orderedFeed(call, type), type, greatest);
    }

    private Extreme kept(Aggregation.OrderedFeed feed, DataType type, boolean greatest) {
        return feed.feed().findExtreme(greatest).orElseGet(() -> {
            Extreme extreme = feed.feed().add(Extreme.of(layout, type.storage(), greatest));
            feed.values().keep(extreme);
            return extreme;
        });
    }

    private Aggregation.OrderedFeed orderedFeed(AggregateCall call, DataType type) {
        Feed taken = new Feed(call.argument(), call.filter());
        for (Aggregation.OrderedFeed feed : ordered) {
            if (feed.feed().sameAs(taken)) {
                return feed;
            }
        }
        int rows = counter(argumentFeed(call));
        return addOrdered(taken, "values-" + call.argument() + suffix(call), type, rows);
    }

    private Aggregation.OrderedFeed addOrdered(Feed taken, String name, DataType type, int rows) {
        OrderedValues values =
                new OrderedValues(keys.orderedCounts(context.state(), name, type), keys.types(), type, rows);
        Aggregation.OrderedFeed feed = new Aggregation.OrderedFeed(taken, values);
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
                    case COUNT, SUM, AVG, VAR_POP, VAR_SAMP, STDDEV_POP, STDDEV_SAMP, BIT_AND, BIT_OR, BIT_XOR -> true;
                    default -> false;
                };
        if (distinct) {
            return distinct(call).values();
        }
        DataType type = call.argumentType();
        return feed(type == null || !type.nullable() ? NONE : call.argument(), call.filter());
    }

    private DistinctValues.Lane distinct(AggregateCall call) {
        List<DistinctValues.Lane> lanes = distincts
                .computeIfAbsent(call.argument(), argument -> new Distinct(argumentType(call), new ArrayList<>()))
                .lanes();
        return lanes.stream()
                .filter(lane -> lane.filter() == call.filter())
                .findFirst()
                .orElseGet(() -> {
                    DistinctValues.Lane lane = new DistinctValues.Lane(call.filter(), new Feed(call.argument(), NONE));
                    lanes.add(lane);
                    return lane;
                });
    }

    private Feed feed(int argument, int filter) {
        return shared(new Feed(argument, filter), feeds);
    }

    private static Feed shared(Feed wanted, List<Feed> present) {
        for (Feed feed : present) {
            if (feed.sameAs(wanted)) {
                return feed;
            }
        }
        present.add(wanted);
        return wanted;
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

    List<Aggregation.CollectedFeed> collected() {
        return collected;
    }

    List<Aggregation.UserFeed> users() {
        return users;
    }

    /** To be called once, when all calls are compiled. */
    List<DistinctValues> distincts() {
        List<DistinctValues> opened = new ArrayList<>();
        distincts.forEach((argument, distinct) -> opened.add(new DistinctValues(
                operator(), context.state(), keys, argument, distinct.type, distinct.lanes, appendOnly)));
        return opened;
    }

    List<Result> results() {
        return results;
    }

    int rowCount() {
        return rowCount;
    }
}
