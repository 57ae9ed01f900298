package io.millrace.executor.operator.window;

import static io.millrace.executor.operator.harness.Change.delete;
import static io.millrace.executor.operator.harness.Change.insert;

import io.millrace.executor.operator.harness.Change;
import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.executor.operator.harness.RandomChanges;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.SessionWindow;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionWindowOperatorTest {
    private static final long MILLI = 1_000;
    private static final long GAP = 10 * MILLI;
    /** Time, key, value. */
    private static final RowType TYPE = Plans.row(Plans.BIGINT, Plans.VARCHAR, Plans.BIGINT);

    private static final RowType OUTPUT =
            Plans.row(Plans.BIGINT, Plans.VARCHAR, Plans.BIGINT, Plans.BIGINT, Plans.BIGINT, Plans.BIGINT);

    private static OperatorHarness sessions(List<Integer> keys, boolean deletes, boolean fires, long lateness) {
        EventTimeColumn time = new EventTimeColumn(0, EventTimeColumn.Bound.ROW_TIME, 0);
        PhysicalNode input = deletes ? Plans.updating(TYPE, time) : Plans.appending(TYPE, time);
        SessionWindow node = new SessionWindow(
                new NodeId("session-1"), input.id(), 0, keys, GAP, fires, lateness, Plans.properties(OUTPUT));
        OperatorHarness harness = new OperatorHarness(node, input);
        return keys.isEmpty()
                ? harness
                : harness.partitionedBy(
                        keys.stream().mapToInt(Integer::intValue).toArray());
    }

    private static Change row(int weight, long time, @Nullable String key, long start, long end) {
        return new Change(
                weight, Arrays.asList(time * MILLI, key, time, start * MILLI, end * MILLI, (end - 1) * MILLI));
    }

    private static Change at(long time, @Nullable String key) {
        return insert(time * MILLI, key, time);
    }

    @Test
    void sessionsMergeAndAppearWhenTheWatermarkReachesTheirEnd() {
        sessions(List.of(1), false, true, 0)
                .input(at(1, "a"), at(16, "a"), at(2, "b"), at(3, null))
                .input(insert(null, "a", 7L))
                .watermark(10 * MILLI)
                .expectNothing()
                .input(at(8, "a"))
                .watermark(13 * MILLI)
                .expectNet(row(1, 2, "b", 2, 12), row(1, 3, null, 3, 13))
                .watermark(25 * MILLI)
                .expectNothing()
                .watermark(26 * MILLI)
                .expectNet(row(1, 1, "a", 1, 26), row(1, 8, "a", 1, 26), row(1, 16, "a", 1, 26))
                .input(at(26, "a"))
                .watermark(Long.MAX_VALUE)
                .expectNet(row(1, 26, "a", 26, 36))
                .expectEntries(0)
                .run();
    }

    @Test
    void aRowAGapAfterTheLastBeginsASession() {
        sessions(List.of(), false, true, 0)
                .input(at(-5, "a"), at(5, "a"), at(5, "a"), at(14, "a"))
                .watermark(Long.MAX_VALUE)
                .expectNet(row(1, -5, "a", -5, 5), row(1, 5, "a", 5, 24), row(1, 5, "a", 5, 24), row(1, 14, "a", 5, 24))
                .expectEntries(0)
                .run();
    }

    @Test
    void sessionsSplitWhenARowBetweenIsDeleted() {
        sessions(List.of(1), true, true, 0)
                .input(at(1, "a"), at(9, "a"), at(17, "a"), at(1, "b"))
                .watermark(5 * MILLI)
                .expectNothing()
                .input(delete(9 * MILLI, "a", 9L), delete(MILLI, "b", 1L))
                .watermark(12 * MILLI)
                .expectNet(row(1, 1, "a", 1, 11))
                .watermark(Long.MAX_VALUE)
                .expectNet(row(1, 17, "a", 17, 27))
                .expectEntries(0)
                .run();
    }

    @Test
    void aSessionEndsEarlierWithoutItsLastRow() {
        sessions(List.of(1), true, true, 0)
                .input(at(1, "a"), at(9, "a"), at(17, "a"))
                .watermark(12 * MILLI)
                .expectNothing()
                .input(delete(17 * MILLI, "a", 17L))
                .watermark(18 * MILLI)
                .expectNothing()
                .watermark(19 * MILLI)
                .expectNet(row(1, 1, "a", 1, 19), row(1, 9, "a", 1, 19))
                .watermark(Long.MAX_VALUE)
                .expectNothing()
                .expectEntries(0)
                .run();
    }

    @Test
    void aLateRowMergesWhatWasGivenOut() {
        sessions(List.of(1), false, true, 20 * MILLI)
                .input(at(1, "a"), at(15, "a"))
                .watermark(25 * MILLI)
                .expectNet(row(1, 1, "a", 1, 11), row(1, 15, "a", 15, 25))
                .input(at(10, "a"))
                .watermark(26 * MILLI)
                .expectNet(
                        row(-1, 1, "a", 1, 11),
                        row(-1, 15, "a", 15, 25),
                        row(1, 1, "a", 1, 25),
                        row(1, 10, "a", 1, 25),
                        row(1, 15, "a", 1, 25))
                .watermark(44 * MILLI)
                .expectNothing()
                .watermark(45 * MILLI)
                .expectNothing()
                .expectEntries(0)
                .run();
    }

    @Test
    void agreesWithPlainComputation() {
        for (boolean deletes : new boolean[] {false, true}) {
            for (long lateness : new long[] {0, 15 * MILLI}) {
                check(List.of(1), deletes, true, lateness);
                check(List.of(), deletes, true, lateness);
            }
            check(List.of(1), deletes, false, 0);
        }
    }

    private static void check(List<Integer> keys, boolean deletes, boolean fires, long lateness) {
        Random random = new Random(Long.getLong("millrace.seed", 1) + keys.size() + lateness);
        OperatorHarness harness = sessions(keys, deletes, fires, lateness);
        Map<List<@Nullable Object>, Integer> all = new HashMap<>();
        Map<List<@Nullable Object>, Integer> shown = new HashMap<>();
        long watermark = -60;
        for (int epoch = 0; epoch < 12; epoch++) {
            long from = fires ? watermark - lateness / MILLI : -60;
            RandomChanges changes = new RandomChanges(
                    random,
                    deletes,
                    () -> Arrays.asList(
                            random.nextInt(12) == 0 ? null : (from + random.nextInt(60)) * MILLI,
                            random.nextInt(5) == 0 ? null : "k" + random.nextInt(3),
                            (long) random.nextInt(3)));
            // Rows too late to change stay as they are.
            all.forEach((row, copies) -> {
                if (row.get(0) instanceof Long time && time >= from * MILLI) {
                    changes.relation().put(row, copies);
                }
            });
            harness.input(0, changes.next(random.nextInt(12)));
            all.keySet().removeIf(row -> row.get(0) instanceof Long time && time >= from * MILLI);
            all.putAll(changes.relation());
            watermark = epoch == 11 ? Long.MAX_VALUE : watermark + 1 + random.nextInt(14);
            if (fires) {
                harness.watermark(watermark == Long.MAX_VALUE ? watermark : watermark * MILLI);
            }
            long upTo = !fires || watermark == Long.MAX_VALUE ? Long.MAX_VALUE : watermark * MILLI;
            Map<List<@Nullable Object>, Integer> visible = visible(all, keys, upTo);
            harness.expect(RandomChanges.difference(shown, visible));
            shown = visible;
        }
        if (fires) {
            harness.expectEntries(0);
        }
        if (keys.isEmpty()) {
            harness.run();
        } else {
            harness.runOnDiskToo();
        }
    }

    private static Map<List<@Nullable Object>, Integer> visible(
            Map<List<@Nullable Object>, Integer> rows, List<Integer> keys, long upTo) {
        Map<List<@Nullable Object>, TreeMap<Long, List<List<@Nullable Object>>>> byKey = new HashMap<>();
        rows.keySet().forEach(row -> {
            if (row.get(0) instanceof Long time) {
                List<@Nullable Object> key = new ArrayList<>();
                keys.forEach(column -> key.add(row.get(column)));
                byKey.computeIfAbsent(key, absent -> new TreeMap<>())
                        .computeIfAbsent(time, absent -> new ArrayList<>())
                        .add(row);
            }
        });
        Map<List<@Nullable Object>, Integer> visible = new HashMap<>();
        byKey.values().forEach(times -> {
            List<Long> session = new ArrayList<>();
            for (long time : times.keySet()) {
                if (!session.isEmpty() && time >= session.get(session.size() - 1) + GAP) {
                    show(session, times, rows, upTo, visible);
                    session.clear();
                }
                session.add(time);
            }
            show(session, times, rows, upTo, visible);
        });
        return visible;
    }

    private static void show(
            List<Long> session,
            TreeMap<Long, List<List<@Nullable Object>>> times,
            Map<List<@Nullable Object>, Integer> rows,
            long upTo,
            Map<List<@Nullable Object>, Integer> visible) {
        long end = session.get(session.size() - 1) + GAP;
        if (end > upTo) {
            return;
        }
        for (long time : session) {
            times.getOrDefault(time, List.of()).forEach(row -> {
                List<@Nullable Object> shown = new ArrayList<>(row);
                shown.addAll(List.of(session.get(0), end, end - MILLI));
                visible.put(shown, rows.getOrDefault(row, 0));
            });
        }
    }
}
