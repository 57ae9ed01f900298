package io.millrace.executor.operator.join;

import static io.millrace.executor.operator.harness.Change.delete;
import static io.millrace.executor.operator.harness.Change.insert;

import io.millrace.executor.operator.harness.Change;
import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.executor.operator.harness.RandomChanges;
import io.millrace.executor.operator.harness.RandomWindows;
import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.TimeLimits;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joins of windows: rows are joined once their window has ended. */
class WindowJoinTest {
    private static final Expression LESS =
            Call.of(Function.LESS, Plans.BOOLEAN, new InputRef(3, Plans.BIGINT), new InputRef(7, Plans.BIGINT));

    private static OperatorHarness harness(Join.Kind kind, boolean conditional, boolean deletes, long lateness) {
        List<Field> fields = new ArrayList<>(RandomWindows.TYPE.fields());
        if (kind == Join.Kind.INNER || kind == Join.Kind.LEFT) {
            fields.addAll(RandomWindows.TYPE.fields());
        }
        List<Field> named = new ArrayList<>();
        fields.forEach(field -> named.add(new Field("c" + named.size(), field.type())));
        Join node = new Join(
                new NodeId("join-1"),
                new NodeId("left"),
                new NodeId("right"),
                kind,
                List.of(0, 1, 2),
                List.of(0, 1, 2),
                List.of(false, false, false),
                conditional ? LESS : null,
                1,
                true,
                Plans.properties(new RowType(named)));
        return new OperatorHarness(node, RandomWindows.input(deletes), RandomWindows.input(deletes))
                .partitionedBy(new int[] {0, 1, 2}, new int[] {0, 1, 2})
                .limits(new TimeLimits(lateness, false, 0));
    }

    @Test
    void anUnmatchedRowShowsOnlyWhenItsWindowHasEnded() {
        harness(Join.Kind.LEFT, false, false, 0)
                .left(insert(0L, 10L, "a", 1L), insert(0L, 10L, "b", 2L), insert(0L, 10L, null, 3L))
                .watermark(5)
                .expectNothing()
                .right(insert(0L, 10L, "a", 7L))
                .left(insert(10L, 20L, "a", 4L))
                .watermark(10)
                .expectNet(
                        insert(0L, 10L, "a", 1L, 0L, 10L, "a", 7L),
                        insert(0L, 10L, "b", 2L, null, null, null, null),
                        insert(0L, 10L, null, 3L, null, null, null, null))
                .expectEntries(1)
                .watermark(20)
                .expectNet(insert(10L, 20L, "a", 4L, null, null, null, null))
                .expectEntries(0)
                .runOnDiskToo();
    }

    @Test
    void aLateMatchCorrectsWhatWasGiven() {
        harness(Join.Kind.LEFT, false, true, 10)
                .left(insert(0L, 10L, "a", 1L))
                .watermark(12)
                .expectNet(insert(0L, 10L, "a", 1L, null, null, null, null))
                .right(insert(0L, 10L, "a", 7L))
                .watermark(15)
                .expectNet(delete(0L, 10L, "a", 1L, null, null, null, null), insert(0L, 10L, "a", 1L, 0L, 10L, "a", 7L))
                .left(delete(0L, 10L, "a", 1L))
                .watermark(16)
                .expectNet(delete(0L, 10L, "a", 1L, 0L, 10L, "a", 7L))
                .watermark(20)
                .expectNothing()
                .expectEntries(0)
                .runOnDiskToo();
    }

    @ParameterizedTest
    @EnumSource(Join.Kind.class)
    void agreesWithPlainComputation(Join.Kind kind) {
        Random random = new Random(Long.getLong("millrace.seed", 1) + kind.ordinal());
        for (int variant = 0; variant < 8; variant++) {
            boolean conditional = (variant & 1) != 0;
            boolean deletes = (variant & 2) != 0;
            long lateness = (variant & 4) != 0 ? 12 : 0;
            OperatorHarness harness = harness(kind, conditional, deletes, lateness);
            RandomWindows left = new RandomWindows(random, deletes);
            RandomWindows right = new RandomWindows(random, deletes);
            Map<List<@Nullable Object>, Integer> shown = Map.of();
            long watermark = -20;
            for (int epoch = 0; epoch < 8; epoch++) {
                harness.left(left.next(12, watermark - lateness).toArray(Change[]::new));
                harness.right(right.next(12, watermark - lateness).toArray(Change[]::new));
                watermark = epoch == 7 ? 1_000 : watermark + 1 + random.nextInt(12);
                harness.watermark(watermark);
                Map<List<@Nullable Object>, Integer> expected =
                        joined(kind, left.ended(watermark), right.ended(watermark), conditional);
                if (lateness == 0) {
                    // Nothing is ever taken back.
                    harness.expectNet(RandomChanges.difference(Map.of(), minus(expected, shown))
                            .toArray(Change[]::new));
                } else {
                    harness.expect(RandomChanges.difference(shown, expected));
                }
                shown = expected;
            }
            harness.expectEntries(0);
            if (variant < 2) {
                harness.runOnDiskToo();
            } else {
                harness.run();
            }
        }
    }

    private static Map<List<@Nullable Object>, Integer> minus(
            Map<List<@Nullable Object>, Integer> all, Map<List<@Nullable Object>, Integer> less) {
        Map<List<@Nullable Object>, Integer> left = new HashMap<>(all);
        less.forEach((row, copies) -> left.merge(row, -copies, Integer::sum));
        left.values().removeIf(copies -> copies == 0);
        return left;
    }

    private static Map<List<@Nullable Object>, Integer> joined(
            Join.Kind kind,
            List<List<@Nullable Object>> lefts,
            List<List<@Nullable Object>> rights,
            boolean conditional) {
        Map<List<@Nullable Object>, Integer> joined = new HashMap<>();
        for (List<@Nullable Object> left : lefts) {
            int matches = 0;
            for (List<@Nullable Object> right : rights) {
                boolean matched = left.get(2) != null && left.subList(0, 3).equals(right.subList(0, 3));
                if (matched && conditional) {
                    matched = left.get(3) instanceof Long a && right.get(3) instanceof Long b && a < b;
                }
                if (matched) {
                    matches++;
                    if (kind == Join.Kind.INNER || kind == Join.Kind.LEFT) {
                        List<@Nullable Object> pair = new ArrayList<>(left);
                        pair.addAll(right);
                        joined.merge(pair, 1, Integer::sum);
                    }
                }
            }
            if (kind == Join.Kind.SEMI && matches > 0 || kind == Join.Kind.ANTI && matches == 0) {
                joined.merge(left, 1, Integer::sum);
            } else if (kind == Join.Kind.LEFT && matches == 0) {
                List<@Nullable Object> padded = new ArrayList<>(left);
                padded.addAll(Collections.nCopies(4, null));
                joined.merge(padded, 1, Integer::sum);
            }
        }
        return joined;
    }
}
