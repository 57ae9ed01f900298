package io.millrace.executor.operator.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.operator.harness.Change;
import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.MatchRecognize;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.SortKey;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random patterns over random rows give what backtracking gives, after each watermark. {@code -Dmillrace.seed} and {@code
 * -Dmillrace.patterns} repeat one or run more.
 */
class MatchRecognizeModelTest {
    private static final RowType TYPE = Plans.row(Plans.BIGINT.notNull(), Plans.BIGINT, Plans.BIGINT);
    private static final long SEED = 1_000_000 * Long.getLong("millrace.seed", 1);
    private static final int PATTERNS = Integer.getInteger("millrace.patterns", 1_000);

    private int skipped;
    private int withRows;

    @Test
    void randomPatternsMatchAsBacktrackingWould() {
        for (int i = 0; i < PATTERNS; i++) {
            play(SEED + i, false);
        }
        assertThat(skipped)
                .as("cases that are too large or have no row to skip to")
                .isLessThan(PATTERNS / 4);
        assertThat(withRows).as("cases that give rows").isGreaterThan(PATTERNS / 3);
    }

    @Test
    void randomPatternsMatchAtEveryBatchSizeAndAfterRestore() {
        for (int i = 0; i < PATTERNS / 40; i++) {
            play(SEED + 500_000 + i, true);
        }
    }

    private void play(long seed, boolean everyWay) {
        Random random = new Random(seed);
        boolean partitioned = random.nextBoolean();
        boolean timed = random.nextInt(8) > 0;
        boolean deletes = timed && random.nextInt(4) == 0;
        MatchRecognize node = new RandomPatterns(random).next(partitioned, timed);
        EventTimeColumn time = new EventTimeColumn(0, EventTimeColumn.Bound.ROW_TIME, 0);
        PhysicalNode input =
                !timed ? Plans.updating(TYPE) : deletes ? Plans.updating(TYPE, time) : Plans.appending(TYPE, time);
        OperatorHarness harness = new OperatorHarness(node, input);
        if (partitioned) {
            harness.partitionedBy(new int[] {1});
        }
        try {
            if (timed) {
                timed(node, harness, random, deletes);
            } else {
                untimed(node, harness, random);
            }
        } catch (PatternModel.TooMuch | PatternModel.BadSkip e) {
            skipped++;
            return;
        }
        try {
            if (everyWay) {
                harness.run();
            } else {
                harness.runOnceWithBatchesOf(1 + random.nextInt(8));
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ", " + node, e);
        }
    }

    private void timed(MatchRecognize node, OperatorHarness harness, Random random, boolean deletes) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<List<@Nullable Object>> before = List.of();
        long watermark = 0;
        int epochs = 1 + random.nextInt(6);
        for (int epoch = 0; epoch < epochs; epoch++) {
            List<Change> changes = new ArrayList<>();
            for (int i = random.nextInt(7); i > 0; i--) {
                List<@Nullable Object> row = row(random, watermark);
                rows.add(row);
                changes.add(new Change(1, row));
            }
            if (deletes) {
                takeBack(rows, watermark, changes, random);
            }
            harness.input(0, changes);
            boolean last = epoch == epochs - 1;
            if (last || random.nextInt(4) > 0) {
                watermark = last ? Long.MAX_VALUE : watermark + 1 + random.nextInt(5);
                harness.watermark(watermark);
            }
            List<List<@Nullable Object>> now = output(node, rows, watermark);
            List<Change> expected = new ArrayList<>();
            before.forEach(row -> expected.add(new Change(-1, row)));
            now.forEach(row -> expected.add(new Change(1, row)));
            harness.expect(expected);
            before = now;
        }
        withRows += before.isEmpty() ? 0 : 1;
    }

    /** Some of the rows go again that the watermark has not passed: in the epoch they came in, or later. */
    private static void takeBack(
            List<List<@Nullable Object>> rows, long watermark, List<Change> changes, Random random) {
        for (int i = random.nextInt(4); i > 0 && !rows.isEmpty(); i--) {
            int index = random.nextInt(rows.size());
            if ((Long) rows.get(index).get(0) >= watermark) {
                changes.add(new Change(-1, rows.remove(index)));
            }
        }
    }

    /** Rows come and go until the input ends. */
    private void untimed(MatchRecognize node, OperatorHarness harness, Random random) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int epoch = random.nextInt(3); epoch >= 0; epoch--) {
            List<Change> changes = new ArrayList<>();
            for (int i = random.nextInt(8); i > 0; i--) {
                if (!rows.isEmpty() && random.nextInt(4) == 0) {
                    changes.add(new Change(-1, rows.remove(random.nextInt(rows.size()))));
                } else {
                    List<@Nullable Object> row = row(random, 0);
                    rows.add(row);
                    changes.add(new Change(1, row));
                }
            }
            harness.input(0, changes);
            if (epoch > 0) {
                harness.expectNothing();
            }
        }
        List<Change> expected = new ArrayList<>();
        output(node, rows, Long.MAX_VALUE).forEach(row -> expected.add(new Change(1, row)));
        withRows += expected.isEmpty() ? 0 : 1;
        harness.endOfInput().expect(expected);
    }

    private static List<@Nullable Object> row(Random random, long timeMin) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(timeMin + random.nextInt(8));
        row.add(random.nextInt(8) == 0 ? null : (Object) (long) random.nextInt(2));
        row.add(random.nextInt(8) == 0 ? null : (Object) (long) random.nextInt(6));
        return row;
    }

    private static List<List<@Nullable Object>> output(
            MatchRecognize node, List<List<@Nullable Object>> rows, long watermark) {
        long timeMax = watermark == Long.MAX_VALUE ? Long.MAX_VALUE : watermark - 1;
        Map<String, List<List<@Nullable Object>>> partitions = new LinkedHashMap<>();
        rows.stream()
                .filter(row -> (Long) row.get(0) <= timeMax)
                .sorted(order(node))
                .forEach(row -> partitions
                        .computeIfAbsent(
                                node.partitionKeys().isEmpty() ? "" : String.valueOf(row.get(1)),
                                key -> new ArrayList<>())
                        .add(row));
        List<List<@Nullable Object>> output = new ArrayList<>();
        for (List<List<@Nullable Object>> partition : partitions.values()) {
            output.addAll(new PatternModel(node, partition, timeMax, watermark == Long.MAX_VALUE).output());
        }
        return output;
    }

    private static Comparator<List<@Nullable Object>> order(MatchRecognize node) {
        List<SortKey> keys = new ArrayList<>(node.order());
        for (int column = 0; column < 3; column++) {
            keys.add(new SortKey(column, false, false));
        }
        return (left, right) -> {
            for (SortKey key : keys) {
                Long a = (Long) left.get(key.column());
                Long b = (Long) right.get(key.column());
                int order = a == null || b == null
                        ? (a == null ? 1 : 0) - (b == null ? 1 : 0)
                        : key.descending() ? Long.compare(b, a) : Long.compare(a, b);
                if ((a == null || b == null) && key.nullsFirst()) {
                    order = -order;
                }
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }
}
