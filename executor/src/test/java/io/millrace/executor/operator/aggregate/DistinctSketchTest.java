package io.millrace.executor.operator.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.operator.harness.Aggregates;
import io.millrace.executor.operator.harness.Change;
import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.AggregateFunction;
import io.millrace.plan.node.GroupAggregate;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.Storage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DistinctSketchTest {
    private static final RowType PAIRS = Plans.row(Plans.VARCHAR, Plans.BIGINT);

    private final DistinctSketch sketch = new DistinctSketch(new Layout());

    private void add(Accumulators state, int position, Column values, int count) {
        state.reserve(position + 1);
        int[] rows = new int[count];
        int[] slots = new int[count];
        for (int i = 0; i < count; i++) {
            rows[i] = i;
            slots[i] = position;
        }
        sketch.add(state, new SlotRows(count, rows, slots, values, null));
    }

    private void add(Accumulators state, int position, long... values) {
        add(state, position, new LongColumn(values, null), values.length);
    }

    private long estimate(Accumulators state, int position) {
        ColumnBuilder out = ColumnBuilder.of(Storage.LONG, 1);
        sketch.append(state, new int[] {position}, 1, out);
        return ((LongColumn) out.build()).values()[0];
    }

    private static Accumulators state() {
        return new Accumulators(0, 1);
    }

    @Test
    void countsFewValuesExactly() {
        for (int count : new int[] {0, 1, 2, 7, 8, 9, 100, 300}) {
            Accumulators state = state();
            add(state, 0, LongStream.range(0, count).toArray());
            add(state, 0, LongStream.range(0, count).toArray());
            assertThat(estimate(state, 0)).as("of %d", count).isEqualTo(count);
        }
    }

    @Test
    void isOffByLessThanFourStandardErrors() {
        for (int count : new int[] {500, 3_000, 10_000, 50_000, 400_000}) {
            for (long seed = 1; seed <= 5; seed++) {
                Accumulators state = state();
                add(state, 0, new Random(seed).longs(count).toArray());
                assertThat((double) estimate(state, 0)).isBetween(count * (1 - 0.065), count * (1 + 0.065));
            }
        }
    }

    @Test
    void dependsNeitherOnTheOrderNorOnTheParts() {
        Random random = new Random(Long.getLong("millrace.seed", 1));
        for (int round = 0; round < 60; round++) {
            int count = 1 + random.nextInt(round % 3 == 0 ? 20_000 : 900);
            long[] values = random.longs(count, 0, count * 2L).toArray();
            Accumulators once = state();
            add(once, 0, values);
            Accumulators parts = state();
            long[] shuffled = values.clone();
            for (int i = shuffled.length - 1; i > 0; i--) {
                int other = random.nextInt(i + 1);
                long value = shuffled[i];
                shuffled[i] = shuffled[other];
                shuffled[other] = value;
            }
            parts.reserve(4);
            for (int from = 0; from < count; ) {
                int to = Math.min(count, from + 1 + random.nextInt(count / 3 + 1));
                add(parts, random.nextInt(4), Arrays.copyOfRange(shuffled, from, to));
                from = to;
            }
            Accumulators merged = state();
            merged.reserve(1);
            sketch.merge(parts, new int[] {2, 0, 3, 1}, merged, new int[4], 4);
            assertThat(estimate(merged, 0)).isEqualTo(estimate(once, 0));
        }
    }

    @Test
    void countsTheEmptyText() {
        Accumulators state = state();
        byte[] data = "ab".getBytes(StandardCharsets.UTF_8);
        add(state, 0, new BytesColumn(data, new int[] {0, 0, 1, 2, 2}, null), 4);
        assertThat(estimate(state, 0)).isEqualTo(3);
    }

    @Test
    void isKeptWithTheGroup() {
        PhysicalNode input = Plans.appending(PAIRS);
        AggregateCall call = new AggregateCall(
                AggregateFunction.APPROX_COUNT_DISTINCT,
                1,
                PAIRS.type(1),
                false,
                -1,
                false,
                Plans.BIGINT.notNull(),
                "about");
        GroupAggregate node = new GroupAggregate(
                new NodeId("aggregate-1"),
                input.id(),
                List.of(0),
                List.of(Aggregates.countAll(), call),
                -1,
                Plans.properties(Plans.row(Plans.VARCHAR, Plans.BIGINT, Plans.BIGINT)));
        new OperatorHarness(node, input)
                .partitionedBy(new int[] {0})
                .input(Change.insert("a", 3L), Change.insert("b", 5L), Change.insert("a", 1L), Change.insert("a", null))
                .expectNet(Change.insert("a", 3L, 2L), Change.insert("b", 1L, 1L))
                .input(Change.insert("a", 3L), Change.insert("c", null))
                .expectNet(Change.delete("a", 3L, 2L), Change.insert("a", 4L, 2L), Change.insert("c", 1L, 0L))
                .run();
    }
}
