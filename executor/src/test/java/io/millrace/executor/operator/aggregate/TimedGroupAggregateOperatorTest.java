package io.millrace.executor.operator.aggregate;

import static io.millrace.executor.operator.harness.Aggregates.call;
import static io.millrace.executor.operator.harness.Aggregates.countAll;
import static io.millrace.executor.operator.harness.Aggregates.distinct;
import static io.millrace.executor.operator.harness.Change.delete;
import static io.millrace.executor.operator.harness.Change.insert;

import io.millrace.executor.operator.harness.Aggregates;
import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.executor.operator.harness.RandomChanges;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.AggregateFunction;
import io.millrace.plan.node.AggregateKey;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.EventTimeColumn.Bound;
import io.millrace.plan.node.GroupAggregate;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.TimeLimits;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimedGroupAggregateOperatorTest {
    /** Key, window end, value. */
    private static final RowType TYPE = Plans.row(Plans.VARCHAR, Plans.BIGINT, Plans.BIGINT);

    private static final AggregateCall MODE =
            call(AggregateFunction.MODE, 2, TYPE, List.of(AggregateKey.of(2, Plans.BIGINT)), null);

    private static final AggregateCall[] CALLS = {
        countAll(), distinct(call(AggregateFunction.COUNT, 2, TYPE)), call(AggregateFunction.MAX, 2, TYPE)
    };
    private static final RowType OUTPUT =
            Plans.row(Plans.VARCHAR, Plans.BIGINT, Plans.BIGINT, Plans.BIGINT, Plans.BIGINT);

    private static OperatorHarness corrected(boolean deletes, long latenessMicros) {
        EventTimeColumn time = new EventTimeColumn(1, Bound.WINDOW_END, 0);
        PhysicalNode input = deletes ? Plans.updating(TYPE, time) : Plans.appending(TYPE, time);
        GroupAggregate node = new GroupAggregate(
                new NodeId("aggregate-1"), input.id(), List.of(0, 1), List.of(CALLS), 1, Plans.properties(OUTPUT));
        return new OperatorHarness(node, input)
                .partitionedBy(new int[] {0, 1})
                .limits(new TimeLimits(latenessMicros, false, 0));
    }

    private static OperatorHarness aged(long ttlMicros) {
        PhysicalNode input = Plans.appending(TYPE);
        GroupAggregate node = new GroupAggregate(
                new NodeId("aggregate-1"),
                input.id(),
                List.of(0),
                List.of(countAll(), call(AggregateFunction.MAX, 2, TYPE), MODE),
                -1,
                Plans.properties(Plans.row(Plans.VARCHAR, Plans.BIGINT, Plans.BIGINT, Plans.BIGINT)));
        return new OperatorHarness(node, input)
                .partitionedBy(new int[] {0})
                .limits(new TimeLimits(0, false, ttlMicros));
    }

    @Test
    void lateRowsCorrectAWindowAsLongAsTheyAreAllowed() {
        corrected(false, 5)
                .input(insert("a", 10L, 1L), insert("b", 20L, 2L))
                .watermark(9)
                .expectNothing()
                .watermark(10)
                .expectNet(insert("a", 10L, 1L, 1L, 1L))
                .input(insert("a", 10L, 7L), insert("c", 10L, 3L))
                .watermark(12)
                .expectNet(delete("a", 10L, 1L, 1L, 1L), insert("a", 10L, 2L, 2L, 7L), insert("c", 10L, 1L, 1L, 3L))
                .input(insert("b", 20L, 2L))
                .watermark(20)
                .expectNet(insert("b", 20L, 2L, 1L, 2L))
                .expectEntries(2)
                .watermark(Long.MAX_VALUE)
                .expectNothing()
                .expectEntries(0)
                .run();
    }

    @Test
    void aWindowWhoseRowsAreAllTakenBackDisappears() {
        corrected(true, 5)
                .input(insert("a", 10L, 1L), insert("b", 10L, 1L))
                .input(delete("b", 10L, 1L))
                .watermark(10)
                .expectNet(insert("a", 10L, 1L, 1L, 1L))
                .input(delete("a", 10L, 1L))
                .watermark(11)
                .expectNet(delete("a", 10L, 1L, 1L, 1L))
                .input(insert("a", 10L, 4L))
                .watermark(12)
                .expectNet(insert("a", 10L, 1L, 1L, 4L))
                .watermark(Long.MAX_VALUE)
                .expectNothing()
                .expectEntries(0)
                .run();
    }

    @Test
    void correctionsAgreeWithPlainComputation() {
        for (boolean deletes : new boolean[] {false, true}) {
            Random random = new Random(Long.getLong("millrace.seed", 1));
            OperatorHarness harness = corrected(deletes, 12);
            Map<List<@Nullable Object>, Integer> all = new HashMap<>();
            Map<List<@Nullable Object>, Integer> shown = new HashMap<>();
            long watermark = 0;
            for (int epoch = 0; epoch < 12; epoch++) {
                long settled = watermark - 12;
                RandomChanges changes = new RandomChanges(
                        random,
                        deletes,
                        () -> Arrays.asList(
                                "k" + random.nextInt(3),
                                settled + 1 + random.nextInt(40),
                                random.nextInt(5) == 0 ? null : (long) random.nextInt(4)));
                all.forEach((row, copies) -> {
                    if (row.get(1) instanceof Long end && end > settled) {
                        changes.relation().put(row, copies);
                    }
                });
                harness.input(0, changes.next(random.nextInt(20)));
                all.keySet().removeIf(row -> row.get(1) instanceof Long end && end > settled);
                all.putAll(changes.relation());
                watermark = epoch == 11 ? Long.MAX_VALUE : watermark + 1 + random.nextInt(9);
                Map<List<@Nullable Object>, Integer> visible = visible(all, watermark);
                harness.watermark(watermark).expect(RandomChanges.difference(shown, visible));
                shown = visible;
            }
            harness.expectEntries(0).runOnDiskToo();
        }
    }

    private static Map<List<@Nullable Object>, Integer> visible(Map<List<@Nullable Object>, Integer> rows, long upTo) {
        Map<List<@Nullable Object>, Map<List<@Nullable Object>, Integer>> groups = new HashMap<>();
        rows.forEach((row, copies) -> {
            if (row.get(1) instanceof Long end && end <= upTo) {
                groups.computeIfAbsent(row.subList(0, 2), absent -> new HashMap<>())
                        .put(row, copies);
            }
        });
        Map<List<@Nullable Object>, Integer> visible = new HashMap<>();
        groups.forEach((group, members) -> {
            List<@Nullable Object> row = new ArrayList<>(group);
            for (AggregateCall call : CALLS) {
                row.add(Aggregates.compute(call, members));
            }
            visible.put(row, 1);
        });
        return visible;
    }

    /** Epochs of the harness are 100 ms apart. */
    @Test
    void groupsThatNothingTouchesAreTakenBackAndForgotten() {
        aged(250_000)
                .input(insert("a", 0L, 1L), insert("b", 0L, 2L))
                .expectNet(insert("a", 1L, 1L, 1L), insert("b", 1L, 2L, 2L))
                .expectNothing()
                .input(insert("b", 0L, 2L))
                .expectNet(delete("b", 1L, 2L, 2L), insert("b", 2L, 2L, 2L))
                .expectNet(delete("a", 1L, 1L, 1L))
                .input(insert("a", 0L, 5L))
                .expectNet(insert("a", 1L, 5L, 5L))
                .expectNet(delete("b", 2L, 2L, 2L))
                .expectNothing()
                .input(insert("a", 0L, 5L))
                .expectNet(delete("a", 1L, 5L, 5L), insert("a", 2L, 5L, 5L))
                .expectNothing()
                .expectNothing()
                .expectNet(delete("a", 2L, 5L, 5L))
                .expectEntries(0)
                .run();
    }
}
