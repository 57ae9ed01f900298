package io.millrace.executor.operator.aggregate;

import static io.millrace.executor.operator.harness.Aggregates.call;
import static io.millrace.executor.operator.harness.Aggregates.countAll;
import static io.millrace.executor.operator.harness.Aggregates.distinct;
import static io.millrace.executor.operator.harness.Aggregates.filtered;
import static io.millrace.executor.operator.harness.Change.delete;
import static io.millrace.executor.operator.harness.Change.insert;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.operator.harness.Aggregates;
import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.executor.operator.harness.RandomChanges;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.AggregateFunction;
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

class GroupAggregateOperatorTest {
    private static final RowType PAIRS = Plans.row(Plans.VARCHAR, Plans.BIGINT);

    private static GroupAggregate aggregate(PhysicalNode input, List<Integer> keys, AggregateCall... calls) {
        List<DataType> types = new ArrayList<>();
        keys.forEach(key -> types.add(input.rowType().type(key)));
        Arrays.stream(calls).forEach(call -> types.add(call.type()));
        return new GroupAggregate(
                new NodeId("aggregate-1"),
                input.id(),
                keys,
                List.of(calls),
                -1,
                Plans.properties(Plans.row(types.toArray(DataType[]::new))));
    }

    private static OperatorHarness harness(PhysicalNode input, List<Integer> keys, AggregateCall... calls) {
        OperatorHarness harness = new OperatorHarness(aggregate(input, keys, calls), input);
        return keys.isEmpty()
                ? harness
                : harness.partitionedBy(
                        keys.stream().mapToInt(Integer::intValue).toArray());
    }

    private static OperatorHarness pairs(PhysicalNode input) {
        return harness(
                input,
                List.of(0),
                countAll(),
                call(AggregateFunction.SUM, 1, PAIRS),
                call(AggregateFunction.MIN, 1, PAIRS),
                call(AggregateFunction.MAX, 1, PAIRS));
    }

    @Test
    void givesOneRowAGroupAndUpdatesIt() {
        pairs(Plans.appending(PAIRS))
                .input(insert("a", 3L), insert("b", 5L), insert("a", 1L), insert(null, 7L))
                .expectNet(insert("a", 2L, 4L, 1L, 3L), insert("b", 1L, 5L, 5L, 5L), insert(null, 1L, 7L, 7L, 7L))
                .input(insert("a", 9L))
                .expectNet(delete("a", 2L, 4L, 1L, 3L), insert("a", 3L, 13L, 1L, 9L))
                .expectNothing()
                .run();
    }

    @Test
    void emitsNothingForAGroupWhoseRowIsAsBefore() {
        harness(Plans.appending(PAIRS), List.of(0), call(AggregateFunction.MAX, 1, PAIRS))
                .input(insert("a", 3L))
                .expectNet(insert("a", 3L))
                .input(insert("a", 2L), insert("a", null))
                .expectNothing()
                .run();
    }

    @Test
    void takesRowsBackAndForgetsEmptyGroups() {
        pairs(Plans.updating(PAIRS))
                .input(insert("a", 3L), insert("a", 1L), insert("b", 5L))
                .expectNet(insert("a", 2L, 4L, 1L, 3L), insert("b", 1L, 5L, 5L, 5L))
                .input(delete("a", 1L), delete("b", 5L))
                .expectNet(delete("a", 2L, 4L, 1L, 3L), insert("a", 1L, 3L, 3L, 3L), delete("b", 1L, 5L, 5L, 5L))
                .input(delete("a", 3L))
                .expectNet(delete("a", 1L, 3L, 3L, 3L))
                .expectEntries(0)
                .run();
    }

    @Test
    void letsADeleteOvertakeItsInsert() {
        pairs(Plans.updating(PAIRS))
                .input(delete("a", 3L), delete("a", 9L), insert("a", 4L))
                .input(insert("a", 9L), insert("a", 3L))
                .expectNet(insert("a", 1L, 4L, 4L, 4L))
                .input(delete("a", 4L), insert("b", 1L))
                .input(delete("b", 1L))
                .expectNet(delete("a", 1L, 4L, 4L, 4L))
                .expectEntries(0)
                .run();
    }

    @Test
    void hasExactlyOneRowWithoutKeys() {
        harness(Plans.updating(PAIRS), List.of(), countAll(), call(AggregateFunction.SUM, 1, PAIRS))
                .expectNet(insert(0L, null))
                .expectNothing()
                .input(insert("a", 3L), insert("a", null))
                .expectNet(delete(0L, null), insert(2L, 3L))
                .input(delete("a", 3L), delete("a", null))
                .expectNet(delete(2L, 3L), insert(0L, null))
                .run();
    }

    @Test
    void judgesOverflowByTheNetSum() {
        harness(Plans.updating(PAIRS), List.of(0), call(AggregateFunction.SUM, 1, PAIRS))
                .input(insert("a", Long.MAX_VALUE), insert("a", Long.MAX_VALUE), insert("a", -5L))
                .input(delete("a", Long.MAX_VALUE), insert("a", Long.MIN_VALUE), delete("a", Long.MIN_VALUE))
                .expectNet(insert("a", Long.MAX_VALUE - 5))
                .input(insert("a", -Long.MAX_VALUE), insert("a", -10L))
                .expectNet(delete("a", Long.MAX_VALUE - 5), insert("a", -15L))
                .run();
        OperatorHarness overflowing = harness(Plans.appending(PAIRS), List.of(0), call(AggregateFunction.SUM, 1, PAIRS))
                .input(insert("a", Long.MAX_VALUE), insert("a", 1L))
                .expect();
        assertThatThrownBy(overflowing::runOnce)
                .hasMessageContaining("9223372036854775808")
                .hasMessageContaining("SUM(c1)")
                .asInstanceOf(InstanceOfAssertFactories.type(MillraceException.class))
                .extracting(MillraceException::sqlState)
                .isEqualTo(SqlState.NUMBER_OUT_OF_RANGE);
    }

    @Test
    void sumsWideDecimals() {
        DataType wide = DataType.decimal(38, 2);
        RowType type = Plans.row(Plans.VARCHAR, wide);
        BigDecimal most = new BigDecimal("999999999999999999999999999999999999.99");
        harness(
                        Plans.updating(type),
                        List.of(0),
                        call(AggregateFunction.SUM, 1, type),
                        call(AggregateFunction.MIN, 1, type),
                        call(AggregateFunction.MAX, 1, type))
                .input(insert("a", most), insert("a", most), insert("a", most), insert("a", most.negate()))
                .input(delete("a", most), delete("a", most), insert("b", new BigDecimal("-0.01")))
                .expectNet(
                        insert("a", new BigDecimal("0.00"), most.negate(), most),
                        insert("b", new BigDecimal("-0.01"), new BigDecimal("-0.01"), new BigDecimal("-0.01")))
                .run();
    }

    @Test
    void retractsNanAndInfinityExactly() {
        RowType type = Plans.row(Plans.VARCHAR, Plans.DOUBLE);
        harness(Plans.updating(type), List.of(0), call(AggregateFunction.SUM, 1, type))
                .input(insert("a", 0.1), insert("a", 1e300), insert("a", 0.2))
                .input(delete("a", 1e300), insert("a", Double.NaN))
                .expectNet(insert("a", Double.NaN))
                .input(delete("a", Double.NaN), insert("a", Double.POSITIVE_INFINITY))
                .expectNet(delete("a", Double.NaN), insert("a", Double.POSITIVE_INFINITY))
                .input(insert("a", Double.NEGATIVE_INFINITY))
                .expectNet(delete("a", Double.POSITIVE_INFINITY), insert("a", Double.NaN))
                .input(delete("a", Double.NEGATIVE_INFINITY), delete("a", Double.POSITIVE_INFINITY))
                .input(insert("a", null), delete("a", 0.1), delete("a", 0.2))
                .expectNet(delete("a", Double.NaN), insert("a", null))
                .input(insert("a", 0.25))
                .expectNet(delete("a", null), insert("a", 0.25))
                .run();
    }

    @Test
    void retractsDoublesWithoutDrift() {
        RowType type = Plans.row(Plans.VARCHAR, Plans.DOUBLE);
        harness(Plans.updating(type), List.of(0), call(AggregateFunction.SUM, 1, type))
                .input(insert("a", 0.1), insert("a", 1e12), insert("a", 0.25), insert("a", 3e11))
                .input(delete("a", 1e12), delete("a", 3e11), delete("a", 0.25))
                .expectNet(insert("a", 0.1))
                .run();
    }

    @Test
    void dividesAnAverageOnce() {
        DataType money = DataType.decimal(18, 2);
        RowType type = Plans.row(Plans.VARCHAR, money);
        harness(Plans.updating(type), List.of(0), call(AggregateFunction.AVG, 1, type))
                .input(insert("a", new BigDecimal("0.10")), insert("a", new BigDecimal("0.20")))
                .input(insert("b", new BigDecimal("9007199254740993.00")), insert("c", null))
                .expectNet(insert("a", 0.15), insert("b", 9007199254740992.0), insert("c", null))
                .run();
    }

    @Test
    void countsDistinctValuesOnceEach() {
        harness(
                        Plans.updating(PAIRS),
                        List.of(0),
                        distinct(call(AggregateFunction.COUNT, 1, PAIRS)),
                        distinct(call(AggregateFunction.SUM, 1, PAIRS)),
                        countAll())
                .input(insert("a", 3L), insert("a", 3L), insert("a", 4L), insert("a", null))
                .expectNet(insert("a", 2L, 7L, 4L))
                .input(delete("a", 3L))
                .expectNet(delete("a", 2L, 7L, 4L), insert("a", 2L, 7L, 3L))
                .input(delete("a", 3L), insert("a", 8L), delete("a", 8L))
                .expectNet(delete("a", 2L, 7L, 3L), insert("a", 1L, 4L, 2L))
                .input(delete("a", 4L), delete("a", null))
                .expectNet(delete("a", 1L, 4L, 2L))
                .expectEntries(0)
                .run();
    }

    @Test
    void refusesSeveralRowsForASingleValue() {
        harness(Plans.updating(PAIRS), List.of(), call(AggregateFunction.SINGLE_VALUE, 1, PAIRS))
                .input(insert("a", 3L), insert("a", 4L), delete("a", 3L))
                .expectNet(insert(4L))
                .input(delete("a", 4L), insert("a", null))
                .expectNet(delete(4L), insert((Object) null))
                .run();
        OperatorHarness several = harness(
                        Plans.updating(PAIRS), List.of(), call(AggregateFunction.SINGLE_VALUE, 1, PAIRS))
                .input(insert("a", 3L), insert("a", 3L))
                .expect();
        assertThatThrownBy(several::runOnce)
                .asInstanceOf(InstanceOfAssertFactories.type(MillraceException.class))
                .extracting(MillraceException::sqlState)
                .isEqualTo(SqlState.CARDINALITY_VIOLATION);
    }

    @Test
    void keepsAnyValueOfTheFirstEpochThatHadOne() {
        harness(Plans.appending(PAIRS), List.of(0), call(AggregateFunction.ANY_VALUE, 1, PAIRS))
                .input(insert("a", null))
                .expectNet(insert("a", null))
                .input(insert("a", 5L), insert("a", 4L), insert("a", 6L))
                .expectNet(delete("a", null), insert("a", 4L))
                .input(insert("a", 1L))
                .expectNothing()
                .run();
    }

    @Test
    void reportsADeleteWithoutItsInsert() {
        OperatorHarness negative =
                pairs(Plans.updating(PAIRS)).input(delete("a", 3L)).expect();
        assertThatThrownBy(negative::runOnce)
                .hasMessageContaining("aggregate-1")
                .asInstanceOf(InstanceOfAssertFactories.type(MillraceException.class))
                .extracting(MillraceException::sqlState)
                .isEqualTo(SqlState.INTERNAL_ERROR);
        OperatorHarness deletes =
                pairs(Plans.appending(PAIRS)).input(delete("a", 3L)).expect();
        assertThatThrownBy(deletes::runOnce).hasMessageContaining("append-only");
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
        RowType type = Plans.row(
                Plans.VARCHAR,
                Plans.INTEGER,
                Plans.BIGINT,
                Plans.DOUBLE,
                DataType.decimal(30, 3),
                Plans.VARCHAR,
                Plans.BOOLEAN);
        List<AggregateCall> calls = calls(type, deletes);
        PhysicalNode input = deletes ? Plans.updating(type) : Plans.appending(type);
        RandomChanges changes = new RandomChanges(random, deletes, () -> randomRow(random));
        OperatorHarness harness = harness(input, List.of(0), calls.toArray(AggregateCall[]::new));
        Map<List<@Nullable Object>, Integer> shown = Map.of();
        for (int epoch = 0; epoch < 5; epoch++) {
            harness.input(0, epoch == 3 && deletes ? changes.clear() : changes.next(random.nextInt(40)));
            Map<List<@Nullable Object>, Integer> expected = grouped(changes.relation(), calls);
            harness.expect(RandomChanges.difference(shown, expected));
            shown = expected;
        }
        return harness;
    }

    private static List<AggregateCall> calls(RowType type, boolean deletes) {
        List<AggregateCall> calls = new ArrayList<>();
        calls.add(countAll());
        for (int column : new int[] {1, 2, 3, 4}) {
            calls.add(call(AggregateFunction.SUM, column, type));
            calls.add(call(AggregateFunction.AVG, column, type));
            calls.add(distinct(call(AggregateFunction.SUM, column, type)));
            calls.add(filtered(distinct(call(AggregateFunction.COUNT, column, type)), 6));
        }
        for (int column : new int[] {1, 2, 3, 4, 5}) {
            calls.add(call(AggregateFunction.MIN, column, type));
            calls.add(call(AggregateFunction.MAX, column, type));
            calls.add(filtered(call(AggregateFunction.MAX, column, type), 6));
            calls.add(filtered(call(AggregateFunction.COUNT, column, type), 6));
            if (deletes) {
                calls.add(call(AggregateFunction.ANY_VALUE, column, type));
            }
        }
        calls.add(call(AggregateFunction.BOOL_AND, 6, type));
        calls.add(call(AggregateFunction.BOOL_OR, 6, type));
        return calls;
    }

    private static List<@Nullable Object> randomRow(Random random) {
        return Arrays.asList(
                orNull(random, "k" + random.nextInt(4)),
                orNull(random, random.nextInt(9) - 4),
                orNull(random, random.nextInt(3) == 0 ? random.nextLong() >> 2 : random.nextInt(5) - 2L),
                orNull(random, random.nextInt(1_000) / 8.0 - 60),
                orNull(
                        random,
                        BigDecimal.valueOf(random.nextInt(2_000) - 1_000, 3)
                                .multiply(new BigDecimal(random.nextInt(4) == 0 ? "12345678901234567890123" : "1"))),
                orNull(random, "v" + random.nextInt(20)),
                orNull(random, random.nextBoolean()));
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
