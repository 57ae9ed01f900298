package io.millrace.executor.operator.calc;

import static io.millrace.executor.operator.harness.Change.delete;
import static io.millrace.executor.operator.harness.Change.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.operator.harness.Change;
import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.expression.Literal;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.VolatileCalc;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows are a key and a number; the epochs of the harness are 100 ms long and begin at 0. */
class VolatileCalcOperatorTest {
    private static final RowType INPUT = Plans.row(Plans.VARCHAR, Plans.BIGINT);
    private static final DataType INSTANT = DataType.of(TypeKind.TIMESTAMP_TZ).notNull();
    private static final DataType BITS = DataType.of(TypeKind.BIGINT).notNull();
    private static final Expression KEY = new InputRef(0, Plans.VARCHAR);
    /** Microseconds of the epoch's time. */
    private static final Expression TIME = Call.of(
            Function.EXTRACT,
            Plans.BIGINT,
            Literal.ofText(Plans.VARCHAR, "MICROSECOND"),
            Call.of(Function.CAST, DataType.of(TypeKind.TIMESTAMP), new Call(Function.EPOCH_TIME, List.of(), INSTANT)));

    private static OperatorHarness harness(boolean stores, @Nullable Expression condition, Expression... projections) {
        List<Expression> all = List.of(projections);
        boolean draws = all.stream().anyMatch(VolatileCalcOperatorTest::draws);
        VolatileCalc node = new VolatileCalc(
                new NodeId("volatile-1"),
                new NodeId("input"),
                condition,
                all,
                draws,
                draws,
                stores,
                Plans.properties(Plans.row(all.stream().map(Expression::type).toArray(DataType[]::new))));
        PhysicalNode input = stores ? Plans.updating(INPUT) : Plans.appending(INPUT);
        return new OperatorHarness(node, input).partitionedBy(new int[] {0, 1});
    }

    private static boolean draws(Expression expression) {
        return expression instanceof Call call && call.function() == Function.RANDOM;
    }

    /** Random from 0 to below 1. */
    private static Expression random(long site) {
        return Call.of(
                Function.RANDOM, Plans.DOUBLE, Literal.of(BITS, site), new InputRef(2, BITS), new InputRef(3, BITS));
    }

    /** What an epoch's rows give. */
    private static List<Change> given(OperatorHarness harness, int batchRows) {
        List<Change> seen = new ArrayList<>();
        harness.collect(seen).runOnceWithBatchesOf(batchRows);
        return seen;
    }

    @Test
    void whatWasGivenIsTakenBackAsItWas() {
        harness(true, null, KEY, TIME)
                .input(insert("a", 1L), insert("b", 1L))
                .expectNet(insert("a", 100_000L), insert("b", 100_000L))
                .input(insert("a", 1L), delete("b", 1L))
                .expectNet(insert("a", 200_000L), delete("b", 100_000L))
                .input(insert("a", 1L), delete("a", 1L))
                .expectNothing()
                .input(delete("a", 1L))
                .expectNet(delete("a", 100_000L))
                .input(delete("a", 1L), insert("b", 1L))
                .expectNet(delete("a", 200_000L), insert("b", 500_000L))
                .input(delete("b", 1L))
                .expectNet(delete("b", 500_000L))
                .expectEntries(0)
                .runOnDiskToo();
    }

    @Test
    void rowsThatDidNotPassGiveNothingBack() {
        Expression early = Call.of(Function.LESS, Plans.BOOLEAN, TIME, Literal.of(Plans.BIGINT, 150_000L));
        harness(true, early, KEY)
                .input(insert("a", 1L), insert("a", 1L))
                .expectNet(insert("a"), insert("a"))
                .input(insert("a", 1L), insert("b", 1L))
                .expectNothing()
                .input(delete("a", 1L), delete("a", 1L), delete("b", 1L))
                .expectNet(delete("a"), delete("a"))
                .input(delete("a", 1L))
                .expectNothing()
                .expectEntries(0)
                .runOnDiskToo();
    }

    @Test
    void withoutDeletesRowsPassAtOnceAndNothingIsKept() {
        harness(false, null, KEY, TIME)
                .input(insert("a", 1L), insert("a", 1L))
                .expectNet(insert("a", 100_000L), insert("a", 100_000L))
                .expectEntries(0)
                .run();
    }

    @Test
    void chanceDoesNotHangOnOrderOrBatches() {
        List<Change> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rows.add(insert("k" + i % 7, (long) (i % 3)));
        }
        List<Change> first = given(harness(false, null, KEY, random(1)).input(0, rows), 1);
        Collections.shuffle(rows, new Random(1));
        for (boolean stores : new boolean[] {false, true}) {
            List<Change> again = given(harness(stores, null, KEY, random(1)).input(0, rows), 7);
            assertThat(OperatorHarness.net(again)).isEqualTo(OperatorHarness.net(first));
        }
        assertThat(OperatorHarness.net(first)).hasSize(60);
        assertThat(OperatorHarness.net(
                        given(harness(false, null, KEY, random(2)).input(0, rows), 7)))
                .isNotEqualTo(OperatorHarness.net(first));
    }

    @Test
    void chanceIsSpreadEvenly() {
        List<Change> rows = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            rows.add(insert("k", (long) (i / 2)));
        }
        int[] tenths = new int[10];
        for (Change change : given(harness(false, null, random(1)).input(0, rows), 1000)) {
            tenths[(int) ((Double) Objects.requireNonNull(change.values().get(0)) * 10)]++;
        }
        for (int count : tenths) {
            assertThat(count).isBetween(1_800, 2_200);
        }
    }

    @Test
    void agreesWithAModel() {
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            OperatorHarness harness = harness(true, null, KEY, TIME);
            Map<String, List<Long>> given = new HashMap<>();
            for (int epoch = 1; epoch <= 8; epoch++) {
                List<Change> changes = new ArrayList<>();
                List<Change> expected = new ArrayList<>();
                for (String key : List.of("a", "b", "c")) {
                    List<Long> times = given.computeIfAbsent(key, k -> new ArrayList<>());
                    int net = random.nextInt(4) - 2;
                    int noise = random.nextInt(2);
                    for (int i = 0; i < noise; i++) {
                        changes.add(insert(key, 1L));
                        changes.add(delete(key, 1L));
                    }
                    for (int i = 0; i < net; i++) {
                        changes.add(insert(key, 1L));
                        times.add(epoch * 100_000L);
                        expected.add(insert(key, epoch * 100_000L));
                    }
                    for (int i = net; i < 0 && !times.isEmpty(); i++) {
                        changes.add(delete(key, 1L));
                        expected.add(delete(key, times.remove(0)));
                    }
                }
                Collections.shuffle(changes, random);
                harness.input(0, changes).expect(expected);
            }
            harness.run();
        }
    }
}
