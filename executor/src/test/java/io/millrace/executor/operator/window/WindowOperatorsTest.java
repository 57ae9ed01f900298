package io.millrace.executor.operator.window;

import static io.millrace.executor.operator.harness.Aggregates.call;
import static io.millrace.executor.operator.harness.Aggregates.countAll;
import static io.millrace.executor.operator.harness.Aggregates.distinct;
import static io.millrace.executor.operator.harness.Change.delete;
import static io.millrace.executor.operator.harness.Change.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.operator.harness.Aggregates;
import io.millrace.executor.operator.harness.Change;
import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.executor.operator.harness.RandomChanges;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.AggregateFunction;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.WindowAggregate;
import io.millrace.plan.node.WindowAssign;
import io.millrace.plan.node.WindowSpec;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowOperatorsTest {
    /** Time, key, value. */
    private static final RowType TYPE = Plans.row(Plans.BIGINT, Plans.VARCHAR, Plans.BIGINT);

    private static final WindowSpec TUMBLE = new WindowSpec(WindowSpec.Kind.TUMBLE, 10, 10, 0);
    private static final WindowSpec HOP = new WindowSpec(WindowSpec.Kind.HOP, 10, 4, 0);

    private static final WindowSpec CUMULATE = new WindowSpec(WindowSpec.Kind.CUMULATE, 12, 4, 0);

    private static OperatorHarness aggregate(
            PhysicalNode input, WindowSpec window, List<Integer> keys, AggregateCall... calls) {
        List<DataType> types = new ArrayList<>();
        keys.forEach(key -> types.add(input.rowType().type(key)));
        Arrays.stream(calls).forEach(call -> types.add(call.type()));
        types.add(Plans.BIGINT);
        types.add(Plans.BIGINT);
        WindowAggregate node = new WindowAggregate(
                new NodeId("window-1"),
                input.id(),
                window,
                0,
                keys,
                List.of(calls),
                Plans.properties(Plans.row(types.toArray(DataType[]::new))));
        OperatorHarness harness = new OperatorHarness(node, input);
        return keys.isEmpty()
                ? harness
                : harness.partitionedBy(
                        keys.stream().mapToInt(Integer::intValue).toArray());
    }

    private static PhysicalNode input(boolean deletes) {
        EventTimeColumn time = new EventTimeColumn(0, EventTimeColumn.Bound.ROW_TIME, 0);
        return deletes ? Plans.updating(TYPE, time) : Plans.appending(TYPE, time);
    }

    @Test
    void tumblingWindowsAppearWhenTheWatermarkReachesTheirEnd() {
        aggregate(input(false), TUMBLE, List.of(1), countAll(), call(AggregateFunction.MAX, 2, TYPE))
                .input(insert(1L, "a", 5L), insert(9L, "a", 3L), insert(10L, "a", 1L), insert(-1L, "b", 2L))
                .input(insert(null, "a", 9L))
                .watermark(9)
                .expectNet(insert("b", 1L, 2L, -10L, 0L))
                .watermark(10)
                .expectNet(insert("a", 2L, 5L, 0L, 10L))
                .input(insert(15L, "a", 4L))
                .watermark(19)
                .expectNothing()
                .watermark(Long.MAX_VALUE)
                .expectNet(insert("a", 2L, 4L, 10L, 20L))
                .expectEntries(0)
                .run();
    }

    @Test
    void hoppingWindowsShareSlicesAndComeInOrder() {
        aggregate(input(false), HOP, List.of(), countAll(), call(AggregateFunction.SUM, 2, TYPE))
                .input(insert(1L, "a", 1L), insert(5L, "a", 2L), insert(11L, "a", 4L))
                .watermark(12)
                .expectInOrder(insert(1L, 1L, -8L, 2L), insert(2L, 3L, -4L, 6L), insert(2L, 3L, 0L, 10L))
                .watermark(13)
                .expectNothing()
                .watermark(14)
                .expectInOrder(insert(2L, 6L, 4L, 14L))
                .watermark(Long.MAX_VALUE)
                .expectInOrder(insert(1L, 4L, 8L, 18L))
                .expectEntries(0)
                .run();
    }

    @Test
    void cumulatingWindowsGrowByTheirStep() {
        aggregate(input(false), CUMULATE, List.of(), countAll(), call(AggregateFunction.SUM, 2, TYPE))
                .input(insert(1L, "a", 1L), insert(5L, "a", 2L), insert(12L, "a", 4L))
                .watermark(11)
                .expectInOrder(insert(1L, 1L, 0L, 4L), insert(2L, 3L, 0L, 8L))
                .input(insert(11L, "a", 8L))
                .watermark(12)
                .expectInOrder(insert(3L, 11L, 0L, 12L))
                .watermark(Long.MAX_VALUE)
                .expectInOrder(insert(1L, 4L, 12L, 16L), insert(1L, 4L, 12L, 20L), insert(1L, 4L, 12L, 24L))
                .expectEntries(0)
                .run();
    }

    @Test
    void windowsBeginAtTheirOffset() {
        aggregate(input(false), new WindowSpec(WindowSpec.Kind.TUMBLE, 10, 10, 3), List.of(), countAll())
                .input(insert(2L, "a", 1L), insert(3L, "a", 2L), insert(-8L, "a", 2L))
                .watermark(Long.MAX_VALUE)
                .expectInOrder(insert(1L, -17L, -7L), insert(1L, -7L, 3L), insert(1L, 3L, 13L))
                .run();
    }

    @Test
    void rowsBetweenWindowsAreInNone() {
        WindowSpec gaps = new WindowSpec(WindowSpec.Kind.HOP, 4, 10, 0);
        aggregate(input(false), gaps, List.of(), countAll())
                .input(insert(3L, "a", 1L), insert(4L, "a", 1L), insert(9L, "a", 1L), insert(10L, "a", 1L))
                .watermark(Long.MAX_VALUE)
                .expectInOrder(insert(1L, 0L, 4L), insert(1L, 10L, 14L))
                .expectEntries(0)
                .run();
    }

    @Test
    void distinctValuesCountOnceAWindow() {
        AggregateCall call = distinct(call(AggregateFunction.COUNT, 2, TYPE));
        aggregate(input(false), HOP, List.of(1), call, countAll())
                .input(insert(1L, "a", 7L), insert(5L, "a", 7L), insert(6L, "a", 8L))
                .watermark(6)
                .expectNet(insert("a", 1L, 1L, -8L, 2L), insert("a", 1L, 2L, -4L, 6L))
                .watermark(10)
                .expectNet(insert("a", 2L, 3L, 0L, 10L))
                .watermark(Long.MAX_VALUE)
                .expectNet(insert("a", 2L, 2L, 4L, 14L))
                .expectEntries(0)
                .run();
    }

    @Test
    void rowsAreTakenBackBeforeTheirWindowFires() {
        for (WindowSpec window : List.of(TUMBLE, new WindowSpec(WindowSpec.Kind.HOP, 10, 5, 0))) {
            aggregate(
                            input(true),
                            window,
                            List.of(1),
                            call(AggregateFunction.MAX, 2, TYPE),
                            distinct(call(AggregateFunction.SUM, 2, TYPE)))
                    .input(insert(11L, "a", 5L), insert(12L, "a", 3L), insert(11L, "b", 1L))
                    .expectNothing()
                    .input(delete(11L, "b", 1L), delete(11L, "a", 5L), insert(10L, "a", 3L))
                    .watermark(window.slideMicros() + 10)
                    .expectNet(insert("a", 3L, 3L, window.slideMicros(), window.slideMicros() + 10))
                    .watermark(Long.MAX_VALUE)
                    .expect(window.equals(TUMBLE) ? List.of() : List.of(insert("a", 3L, 3L, 10L, 20L)))
                    .expectEntries(0)
                    .run();
        }
    }

    @Test
    void agreesWithPlainComputation() {
        List<WindowSpec> windows = List.of(
                TUMBLE,
                HOP,
                new WindowSpec(WindowSpec.Kind.HOP, 10, 2, 1),
                new WindowSpec(WindowSpec.Kind.HOP, 4, 6, -1),
                new WindowSpec(WindowSpec.Kind.HOP, 7, 3, 0),
                CUMULATE,
                new WindowSpec(WindowSpec.Kind.CUMULATE, 9, 3, 4));
        for (boolean deletes : new boolean[] {false, true}) {
            for (WindowSpec window : windows) {
                checkAgainstModel(window, deletes, List.of(1));
                checkAgainstModel(window, deletes, List.of());
            }
        }
    }

    private static void checkAgainstModel(WindowSpec window, boolean deletes, List<Integer> keys) {
        Random random = new Random(Long.getLong("millrace.seed", 1) + window.hashCode());
        AggregateCall[] calls = {
            countAll(),
            call(AggregateFunction.SUM, 2, TYPE),
            call(AggregateFunction.MIN, 2, TYPE),
            call(AggregateFunction.MAX, 2, TYPE),
            call(AggregateFunction.AVG, 2, TYPE),
            distinct(call(AggregateFunction.COUNT, 2, TYPE)),
            distinct(call(AggregateFunction.SUM, 2, TYPE))
        };
        OperatorHarness harness = aggregate(input(deletes), window, keys, calls);
        Map<List<@Nullable Object>, Integer> all = new HashMap<>();
        long watermark = -30;
        for (int epoch = 0; epoch < 8; epoch++) {
            long from = watermark;
            RandomChanges changes = new RandomChanges(
                    random,
                    deletes,
                    () -> Arrays.asList(
                            random.nextInt(10) == 0 ? null : from + random.nextInt(25),
                            "k" + random.nextInt(3),
                            random.nextInt(6) == 0 ? null : (long) random.nextInt(6)));
            // Rows that the watermark has passed stay as they are.
            all.forEach((row, copies) -> {
                if (row.get(0) instanceof Long time && time >= from) {
                    changes.relation().put(row, copies);
                }
            });
            harness.input(0, changes.next(random.nextInt(30)));
            all.keySet().removeIf(row -> row.get(0) instanceof Long time && time >= from);
            all.putAll(changes.relation());
            long before = watermark;
            watermark = epoch == 7 ? Long.MAX_VALUE : watermark + 1 + random.nextInt(14);
            harness.watermark(watermark).expect(windows(window, all, keys, calls, before, watermark));
        }
        harness.expectEntries(0);
        if (window.equals(HOP) && !keys.isEmpty()) {
            harness.runOnDiskToo();
        } else {
            harness.run();
        }
    }

    /** What fires when the watermark goes on. */
    private static List<Change> windows(
            WindowSpec window,
            Map<List<@Nullable Object>, Integer> rows,
            List<Integer> keys,
            AggregateCall[] calls,
            long after,
            long upTo) {
        Map<List<@Nullable Object>, Map<List<@Nullable Object>, Integer>> groups = new HashMap<>();
        rows.forEach((row, copies) -> {
            for (long start = -100 * window.periodMicros() + window.offsetMicros();
                    start < 400;
                    start += window.periodMicros()) {
                boolean cumulates = window.kind() == WindowSpec.Kind.CUMULATE;
                for (long end = start + (cumulates ? window.slideMicros() : window.sizeMicros());
                        end <= start + window.sizeMicros();
                        end += window.slideMicros()) {
                    if (row.get(0) instanceof Long time && start <= time && time < end && end > after && end <= upTo) {
                        List<@Nullable Object> group = new ArrayList<>();
                        keys.forEach(key -> group.add(row.get(key)));
                        group.add(start);
                        group.add(end);
                        groups.computeIfAbsent(group, absent -> new HashMap<>()).put(row, copies);
                    }
                }
            }
        });
        List<Change> changes = new ArrayList<>();
        groups.forEach((group, members) -> {
            List<@Nullable Object> values = new ArrayList<>(group.subList(0, keys.size()));
            for (AggregateCall call : calls) {
                values.add(Aggregates.compute(call, members));
            }
            values.addAll(group.subList(keys.size(), group.size()));
            changes.add(new Change(1, values));
        });
        return changes;
    }

    @Test
    void assignsARowToEachOfItsWindows() {
        RowType output = Plans.row(Plans.BIGINT, Plans.VARCHAR, Plans.BIGINT, Plans.BIGINT, Plans.BIGINT, Plans.BIGINT);
        PhysicalNode input = Plans.updating(TYPE);
        WindowSpec hop = new WindowSpec(WindowSpec.Kind.HOP, 10_000, 4_000, 0);
        new OperatorHarness(
                        new WindowAssign(new NodeId("assign-1"), input.id(), hop, 0, Plans.properties(output)), input)
                .input(insert(1_000L, "a", 1L), delete(-1L, "b", 2L), insert(null, "c", 3L))
                .expect(
                        insert(1_000L, "a", 1L, 0L, 10_000L, 9_000L),
                        insert(1_000L, "a", 1L, -4_000L, 6_000L, 5_000L),
                        insert(1_000L, "a", 1L, -8_000L, 2_000L, 1_000L),
                        delete(-1L, "b", 2L, -4_000L, 6_000L, 5_000L),
                        delete(-1L, "b", 2L, -8_000L, 2_000L, 1_000L))
                .run();
        WindowSpec cumulate = new WindowSpec(WindowSpec.Kind.CUMULATE, 10_000, 5_000, 0);
        new OperatorHarness(
                        new WindowAssign(new NodeId("assign-1"), input.id(), cumulate, 0, Plans.properties(output)),
                        input)
                .input(insert(1_000L, "a", 1L), delete(-1L, "b", 2L), insert(null, "c", 3L))
                .expect(
                        insert(1_000L, "a", 1L, 0L, 5_000L, 4_000L),
                        insert(1_000L, "a", 1L, 0L, 10_000L, 9_000L),
                        delete(-1L, "b", 2L, -10_000L, 0L, -1_000L))
                .run();
        WindowSpec tumble = new WindowSpec(WindowSpec.Kind.TUMBLE, 10_000, 10_000, 500);
        new OperatorHarness(
                        new WindowAssign(new NodeId("assign-1"), input.id(), tumble, 0, Plans.properties(output)),
                        input)
                .input(insert(499L, "a", 1L), insert(500L, "b", 2L), insert(null, "c", 3L))
                .expect(insert(499L, "a", 1L, -9_500L, 500L, -500L), insert(500L, "b", 2L, 500L, 10_500L, 9_500L))
                .run();
    }

    @Test
    void slicesAreTheCommonDivisorOfSizeAndSlide() {
        Slices slices = new Slices(HOP);
        assertThat(slices.sliceEnd(0)).isEqualTo(2);
        assertThat(slices.sliceEnd(-1)).isZero();
        assertThat(slices.firstWindowEnd(2)).isEqualTo(2);
        assertThat(slices.lastWindowEnd(2)).isEqualTo(10);
        assertThat(slices.firstWindowEnd(4)).isEqualTo(6);
        assertThat(slices.lastWindowEnd(4)).isEqualTo(10);
    }
}
