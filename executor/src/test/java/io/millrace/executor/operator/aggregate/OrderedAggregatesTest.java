package io.millrace.executor.operator.aggregate;

import static io.millrace.executor.operator.harness.Aggregates.call;
import static io.millrace.executor.operator.harness.Aggregates.distinct;
import static io.millrace.executor.operator.harness.Aggregates.filtered;
import static io.millrace.executor.operator.harness.Change.delete;
import static io.millrace.executor.operator.harness.Change.insert;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.operator.harness.Aggregates;
import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.executor.operator.harness.RandomChanges;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.AggregateFunction;
import io.millrace.plan.node.AggregateKey;
import io.millrace.plan.node.GroupAggregate;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Aggregates of squares and products, of bits, and of all the values of a group in order. */
class OrderedAggregatesTest {
    private static final int X = 1;
    private static final int Y = 2;
    private static final int X_PRESENT = 3;
    private static final int LONG = 4;
    private static final int TEXT = 5;
    private static final int INT = 6;
    private static final int DECIMAL = 7;
    private static final int CONDITION = 8;

    private static final RowType TYPE = Plans.row(
            Plans.VARCHAR,
            Plans.DOUBLE,
            Plans.DOUBLE,
            Plans.BOOLEAN,
            Plans.BIGINT,
            Plans.VARCHAR,
            Plans.INTEGER,
            DataType.decimal(30, 3),
            Plans.BOOLEAN);
    private static final RowType NUMBERS = Plans.row(Plans.VARCHAR, Plans.DOUBLE);

    private static OperatorHarness harness(PhysicalNode input, AggregateCall... calls) {
        List<DataType> types = new ArrayList<>(List.of(Plans.VARCHAR));
        Arrays.stream(calls).forEach(call -> types.add(call.type()));
        GroupAggregate node = new GroupAggregate(
                new NodeId("aggregate-1"),
                input.id(),
                List.of(0),
                List.of(calls),
                -1,
                Plans.properties(Plans.row(types.toArray(DataType[]::new))));
        return new OperatorHarness(node, input).partitionedBy(new int[] {0});
    }

    @Test
    void sumsLeaveNoTraceOfWhatIsTakenBack() {
        harness(
                        Plans.updating(NUMBERS),
                        call(AggregateFunction.SUM, 1, NUMBERS),
                        call(AggregateFunction.VAR_POP, 1, NUMBERS))
                .input(insert("a", 1.0), insert("a", 1e150), insert("a", 3.0), insert("a", 1e-150))
                .expectNet(insert("a", 1e150, 1.875e299))
                .input(delete("a", 1e150), delete("a", 1e-150))
                .expectNet(delete("a", 1e150, 1.875e299), insert("a", 4.0, 1.0))
                .input(insert("a", Double.NaN))
                .expectNet(delete("a", 4.0, 1.0), insert("a", Double.NaN, Double.NaN))
                .input(delete("a", Double.NaN))
                .expectNet(delete("a", Double.NaN, Double.NaN), insert("a", 4.0, 1.0))
                .run();
    }

    @Test
    void sumsMayLeaveTheRangeOnTheirWay() {
        harness(
                        Plans.updating(NUMBERS),
                        call(AggregateFunction.SUM, 1, NUMBERS),
                        call(AggregateFunction.AVG, 1, NUMBERS))
                .input(insert("a", 1.5e308), insert("a", 1.5e308), insert("a", -1.5e308))
                .expectNet(insert("a", 1.5e308, 5e307))
                .run();
        OperatorHarness overflowing = harness(Plans.updating(NUMBERS), call(AggregateFunction.SUM, 1, NUMBERS))
                .input(insert("a", 1.5e308), insert("a", 1.5e308))
                .expect();
        assertThatThrownBy(overflowing::runOnce)
                .asInstanceOf(InstanceOfAssertFactories.type(MillraceException.class))
                .extracting(MillraceException::sqlState)
                .isEqualTo(SqlState.NUMBER_OUT_OF_RANGE);
    }

    @Test
    void variancesOfBigNeighboursAreExact() {
        RowType type = Plans.row(Plans.VARCHAR, Plans.BIGINT);
        harness(Plans.updating(type), call(AggregateFunction.VAR_SAMP, 1, type))
                .input(insert("a", Long.MAX_VALUE), insert("a", Long.MAX_VALUE - 2), insert("b", 5L))
                .expectNet(insert("a", 2.0), insert("b", null))
                .run();
    }

    @Test
    void agreesWithPlainComputation() {
        for (boolean deletes : new boolean[] {false, true}) {
            for (int seed = 0; seed < 5; seed++) {
                Random random = new Random(Long.getLong("millrace.seed", 1) * 1_000 + seed);
                OperatorHarness harness = againstModel(random, deletes);
                if (seed == 0) {
                    harness.runOnDiskToo();
                } else {
                    harness.run();
                }
            }
        }
    }

    private static OperatorHarness againstModel(Random random, boolean deletes) {
        List<AggregateCall> calls = calls();
        PhysicalNode input = deletes ? Plans.updating(TYPE) : Plans.appending(TYPE);
        RandomChanges changes = new RandomChanges(random, deletes, () -> randomRow(random));
        OperatorHarness harness = harness(input, calls.toArray(AggregateCall[]::new));
        Map<List<@Nullable Object>, Integer> shown = Map.of();
        for (int epoch = 0; epoch < 5; epoch++) {
            harness.input(0, epoch == 3 && deletes ? changes.clear() : changes.next(random.nextInt(40)));
            Map<List<@Nullable Object>, Integer> expected = grouped(changes.relation(), calls);
            harness.expect(RandomChanges.difference(shown, expected));
            shown = expected;
        }
        return harness;
    }

    private static List<AggregateCall> calls() {
        List<AggregateCall> calls = new ArrayList<>();
        for (int column : new int[] {X, LONG, INT, DECIMAL}) {
            calls.add(call(AggregateFunction.VAR_POP, column, TYPE));
            calls.add(call(AggregateFunction.STDDEV_SAMP, column, TYPE));
            calls.add(filtered(distinct(call(AggregateFunction.VAR_SAMP, column, TYPE)), CONDITION));
        }
        calls.add(call(AggregateFunction.SUM, X, TYPE));
        calls.add(call(AggregateFunction.AVG, X, TYPE));
        for (int column : new int[] {LONG, INT}) {
            calls.add(call(AggregateFunction.BIT_AND, column, TYPE));
            calls.add(call(AggregateFunction.BIT_OR, column, TYPE));
            calls.add(call(AggregateFunction.BIT_XOR, column, TYPE));
            calls.add(filtered(distinct(call(AggregateFunction.BIT_XOR, column, TYPE)), CONDITION));
            calls.add(filtered(call(AggregateFunction.BIT_AND, column, TYPE), CONDITION));
        }
        List<AggregateKey> second = List.of(AggregateKey.of(X, Plans.DOUBLE));
        for (AggregateFunction function : List.of(
                AggregateFunction.COVAR_POP,
                AggregateFunction.COVAR_SAMP,
                AggregateFunction.REGR_SLOPE,
                AggregateFunction.REGR_COUNT)) {
            calls.add(filtered(call(function, Y, TYPE, second, null), X_PRESENT));
        }
        for (AggregateFunction function : List.of(AggregateFunction.MIN_BY, AggregateFunction.MAX_BY)) {
            calls.add(call(function, INT, TYPE, List.of(AggregateKey.of(TEXT, Plans.VARCHAR)), null));
            calls.add(call(function, TEXT, TYPE, List.of(AggregateKey.of(DECIMAL, TYPE.type(DECIMAL))), null));
            calls.add(filtered(call(function, X, TYPE, List.of(AggregateKey.of(LONG, Plans.BIGINT)), null), CONDITION));
        }
        addCollecting(calls);
        return calls;
    }

    private static void addCollecting(List<AggregateCall> calls) {
        Literal comma = Literal.ofText(Plans.VARCHAR, ", ");
        AggregateKey texts = AggregateKey.of(TEXT, Plans.VARCHAR);
        AggregateKey intsDown = new AggregateKey(INT, Plans.INTEGER, true, true);
        AggregateKey longsUp = new AggregateKey(LONG, Plans.BIGINT, false, false);
        AggregateKey textsDown = new AggregateKey(TEXT, Plans.VARCHAR, true, false);
        calls.add(call(AggregateFunction.LISTAGG, TEXT, TYPE, List.of(texts), comma));
        calls.add(call(AggregateFunction.LISTAGG, TEXT, TYPE, List.of(intsDown, longsUp), comma));
        calls.add(distinct(call(AggregateFunction.LISTAGG, TEXT, TYPE, List.of(textsDown), comma)));
        calls.add(
                filtered(call(AggregateFunction.LISTAGG, TEXT, TYPE, List.of(textsDown, intsDown), comma), CONDITION));
        calls.add(call(AggregateFunction.JSON_ARRAYAGG, TEXT, TYPE, List.of(intsDown, longsUp), null));
        calls.add(filtered(call(AggregateFunction.JSON_OBJECTAGG, TEXT, TYPE, List.of(textsDown), null), CONDITION));
        calls.add(call(AggregateFunction.ARRAY_AGG, TEXT, TYPE, List.of(intsDown, longsUp), null));
        calls.add(filtered(call(AggregateFunction.ARRAY_AGG, INT, TYPE, List.of(textsDown), null), CONDITION));
        for (int column : new int[] {LONG, TEXT, INT, DECIMAL}) {
            List<AggregateKey> down = List.of(new AggregateKey(column, TYPE.type(column), true, true));
            calls.add(distinct(call(AggregateFunction.ARRAY_AGG, column, TYPE, down, null)));
        }
        for (int column : new int[] {X, LONG, TEXT, INT, DECIMAL}) {
            List<AggregateKey> up = List.of(AggregateKey.of(column, TYPE.type(column)));
            List<AggregateKey> down = List.of(new AggregateKey(column, TYPE.type(column), true, false));
            calls.add(call(AggregateFunction.MODE, column, TYPE, up, null));
            calls.add(call(AggregateFunction.PERCENTILE_DISC, column, TYPE, down, Literal.of(Plans.DOUBLE, 0.3)));
        }
        List<AggregateKey> up = List.of(AggregateKey.of(X, Plans.DOUBLE));
        for (double fraction : new double[] {0, 0.25, 0.5, 1}) {
            calls.add(call(AggregateFunction.PERCENTILE_CONT, X, TYPE, up, Literal.of(Plans.DOUBLE, fraction)));
            calls.add(call(AggregateFunction.PERCENTILE_DISC, X, TYPE, up, Literal.of(Plans.DOUBLE, fraction)));
        }
    }

    private static List<@Nullable Object> randomRow(Random random) {
        Object x = orNull(random, real(random));
        return Arrays.asList(
                orNull(random, "k" + random.nextInt(4)),
                x,
                orNull(random, real(random)),
                x != null,
                orNull(random, random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(5) - 2L),
                orNull(
                        random,
                        List.of("", "a", "ab", "a\u0000", "b", "\u00e4", "\ud83d\ude00")
                                .get(random.nextInt(7))),
                orNull(random, random.nextInt(9) - 4),
                orNull(
                        random,
                        BigDecimal.valueOf(random.nextInt(2_000) - 1_000, 3)
                                .multiply(new BigDecimal(random.nextInt(4) == 0 ? "12345678901234567890123" : "1"))),
                orNull(random, random.nextBoolean()));
    }

    private static double real(Random random) {
        double[] some = {0.1, 0.2, -3.7, 1e-30, 1e15, -1e100, 0, 5e-324, 7, 7, 8};
        return random.nextInt(3) == 0 ? random.nextGaussian() : some[random.nextInt(some.length)];
    }

    private static @Nullable Object orNull(Random random, Object value) {
        return random.nextInt(8) == 0 ? null : value;
    }

    private static Map<List<@Nullable Object>, Integer> grouped(
            Map<List<@Nullable Object>, Integer> rows, List<AggregateCall> calls) {
        Map<@Nullable Object, Map<List<@Nullable Object>, Integer>> groups = new HashMap<>();
        rows.forEach((row, copies) ->
                groups.computeIfAbsent(row.get(0), key -> new HashMap<>()).put(row, copies));
        Map<List<@Nullable Object>, Integer> results = new HashMap<>();
        groups.forEach((key, group) -> {
            List<@Nullable Object> result = new ArrayList<>();
            result.add(key);
            calls.forEach(call -> result.add(Aggregates.compute(call, group)));
            results.put(result, 1);
        });
        return results;
    }
}
