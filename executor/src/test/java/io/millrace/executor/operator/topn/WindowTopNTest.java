package io.millrace.executor.operator.topn;

import static io.millrace.executor.operator.harness.Change.delete;
import static io.millrace.executor.operator.harness.Change.insert;

import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.executor.operator.harness.RandomChanges;
import io.millrace.executor.operator.harness.RandomWindows;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.SortKey;
import io.millrace.plan.node.TimeLimits;
import io.millrace.plan.node.TopN;
import io.millrace.plan.node.TopN.Rank;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The first rows of windows: given once the window has ended. */
class WindowTopNTest {
    private static OperatorHarness harness(boolean deletes, Rank rank, long limit, boolean givesRank, long lateness) {
        List<Field> fields = new ArrayList<>(RandomWindows.TYPE.fields());
        if (givesRank) {
            fields.add(new Field("place", Plans.BIGINT.notNull()));
        }
        TopN node = new TopN(
                new NodeId("top-1"),
                new NodeId("input"),
                List.of(0, 1, 2),
                List.of(new SortKey(3, true, false)),
                rank,
                0,
                limit,
                givesRank,
                1,
                Plans.properties(new RowType(fields)));
        return new OperatorHarness(node, RandomWindows.input(deletes))
                .partitionedBy(new int[] {0, 1, 2})
                .limits(new TimeLimits(lateness, false, 0));
    }

    @Test
    void nothingShowsBeforeTheWindowHasEndedAndNothingIsKeptBehindIt() {
        harness(false, Rank.ROW_NUMBER, 2, true, 0)
                .input(insert(0L, 10L, "a", 1L), insert(0L, 10L, "a", 2L), insert(0L, 10L, "a", 3L))
                .input(insert(10L, 20L, "a", 9L))
                .watermark(9)
                .expectNothing()
                // Two rows of the first window, one of the second, and the windows that wait.
                .expectEntries(5)
                .input(insert(0L, 10L, "a", 5L))
                .watermark(10)
                .expectInOrder(insert(0L, 10L, "a", 5L, 1L), insert(0L, 10L, "a", 3L, 2L))
                .expectEntries(2)
                .watermark(20)
                .expectNet(insert(10L, 20L, "a", 9L, 1L))
                .expectEntries(0)
                .runOnDiskToo();
    }

    @Test
    void aLateRowOvertakesWhatWasGiven() {
        harness(false, Rank.ROW_NUMBER, 1, false, 10)
                .input(insert(0L, 10L, "a", 1L))
                .watermark(12)
                .expectNet(insert(0L, 10L, "a", 1L))
                .input(insert(0L, 10L, "a", 7L), insert(0L, 10L, "b", 3L))
                .watermark(15)
                .expectNet(delete(0L, 10L, "a", 1L), insert(0L, 10L, "a", 7L), insert(0L, 10L, "b", 3L))
                .watermark(20)
                .expectNothing()
                .expectEntries(0)
                .runOnDiskToo();
    }

    @Test
    void agreesWithPlainComputation() {
        Random random = new Random(Long.getLong("millrace.seed", 1));
        for (Rank rank : Rank.values()) {
            for (int variant = 0; variant < 8; variant++) {
                boolean deletes = (variant & 1) != 0;
                boolean givesRank = (variant & 2) != 0;
                long lateness = (variant & 4) != 0 ? 12 : 0;
                long limit = 1L + random.nextInt(3);
                OperatorHarness harness = harness(deletes, rank, limit, givesRank, lateness);
                RandomWindows windows = new RandomWindows(random, deletes);
                Map<List<@Nullable Object>, Integer> shown = Map.of();
                long watermark = -20;
                for (int epoch = 0; epoch < 10; epoch++) {
                    harness.input(0, windows.next(25, watermark - lateness));
                    watermark += 1 + random.nextInt(12);
                    harness.watermark(watermark);
                    Map<List<@Nullable Object>, Integer> expected =
                            top(windows.ended(watermark), rank, limit, givesRank);
                    harness.expect(RandomChanges.difference(shown, expected));
                    shown = expected;
                }
                harness.watermark(1_000);
                harness.expect(RandomChanges.difference(shown, top(windows.ended(1_000), rank, limit, givesRank)));
                harness.expectEntries(0);
                if (variant < 2) {
                    harness.runOnDiskToo();
                } else {
                    harness.run();
                }
            }
        }
    }

    private static Map<List<@Nullable Object>, Integer> top(
            List<List<@Nullable Object>> rows, Rank rank, long limit, boolean givesRank) {
        Map<List<@Nullable Object>, List<List<@Nullable Object>>> partitions = new HashMap<>();
        rows.forEach(row -> partitions
                .computeIfAbsent(new ArrayList<>(row.subList(0, 3)), key -> new ArrayList<>())
                .add(row));
        Map<List<@Nullable Object>, Integer> top = new HashMap<>();
        Comparator<@Nullable Object> order =
                Comparator.nullsLast((a, b) -> Long.compare((Long) Objects.requireNonNull(b), (Long) a));
        for (List<List<@Nullable Object>> partition : partitions.values()) {
            partition.sort((a, b) -> order.compare(a.get(3), b.get(3)));
            long before = 0;
            long ties = 0;
            for (int i = 0; i < partition.size(); i++) {
                if (i == 0
                        || !Objects.equals(
                                partition.get(i).get(3), partition.get(i - 1).get(3))) {
                    before = i;
                    ties++;
                }
                long place =
                        switch (rank) {
                            case ROW_NUMBER -> i + 1L;
                            case RANK -> before + 1;
                            case DENSE_RANK -> ties;
                        };
                if (place <= limit) {
                    List<@Nullable Object> row = new ArrayList<>(partition.get(i));
                    if (givesRank) {
                        row.addAll(Arrays.asList(place));
                    }
                    top.merge(row, 1, Integer::sum);
                }
            }
        }
        return top;
    }
}
