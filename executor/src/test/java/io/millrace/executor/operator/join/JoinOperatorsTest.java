package io.millrace.executor.operator.join;

import static io.millrace.executor.operator.harness.Change.delete;
import static io.millrace.executor.operator.harness.Change.insert;

import io.millrace.executor.operator.harness.Change;
import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.executor.operator.harness.RandomChanges;
import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JoinOperatorsTest {
    private static final RowType LEFT = Plans.row(Plans.BIGINT, Plans.VARCHAR);
    private static final RowType RIGHT = Plans.row(Plans.VARCHAR, Plans.BIGINT);
    /** Left c0 < right c1. */
    private static final Expression LESS =
            Call.of(Function.LESS, Plans.BOOLEAN, new InputRef(0, Plans.BIGINT), new InputRef(3, Plans.BIGINT));

    private static Join join(
            Join.Kind kind, List<Integer> leftKeys, List<Integer> rightKeys, @Nullable Expression condition) {
        return join(kind, leftKeys, rightKeys, false, condition, -1);
    }

    private static Join join(
            Join.Kind kind,
            List<Integer> leftKeys,
            List<Integer> rightKeys,
            boolean nullsMatch,
            @Nullable Expression condition,
            int expiringKey) {
        List<DataType> types = new ArrayList<>(List.of(Plans.BIGINT, Plans.VARCHAR));
        if (kind == Join.Kind.INNER || kind == Join.Kind.LEFT) {
            types.addAll(List.of(Plans.VARCHAR, Plans.BIGINT));
        }
        return new Join(
                new NodeId("join-1"),
                new NodeId("left"),
                new NodeId("right"),
                kind,
                leftKeys,
                rightKeys,
                Collections.nCopies(leftKeys.size(), nullsMatch),
                condition,
                expiringKey,
                false,
                Plans.properties(Plans.row(types.toArray(DataType[]::new))));
    }

    private static OperatorHarness harness(Join join) {
        OperatorHarness harness = new OperatorHarness(join, Plans.updating(LEFT), Plans.updating(RIGHT));
        return join.leftKeys().isEmpty()
                ? harness
                : harness.partitionedBy(
                        join.leftKeys().stream().mapToInt(Integer::intValue).toArray(),
                        join.rightKeys().stream().mapToInt(Integer::intValue).toArray());
    }

    @Test
    void innerJoinMultipliesCopies() {
        harness(join(Join.Kind.INNER, List.of(1), List.of(0), null))
                .left(insert(1L, "a"), insert(1L, "a"), insert(2L, "b"), insert(3L, null))
                .right(insert("a", 10L), insert("a", 10L), insert(null, 30L))
                .expectNet(
                        insert(1L, "a", "a", 10L),
                        insert(1L, "a", "a", 10L),
                        insert(1L, "a", "a", 10L),
                        insert(1L, "a", "a", 10L))
                .left(delete(1L, "a"))
                .right(insert("b", 20L))
                .expectNet(delete(1L, "a", "a", 10L), delete(1L, "a", "a", 10L), insert(2L, "b", "b", 20L))
                .run();
    }

    @Test
    void innerJoinLetsADeleteOvertakeItsInsert() {
        harness(join(Join.Kind.INNER, List.of(1), List.of(0), null))
                .left(delete(1L, "a"))
                .right(insert("a", 10L), delete("a", 20L))
                .left(insert(1L, "a"), insert(2L, "a"))
                .right(insert("a", 20L))
                .expect(insert(2L, "a", "a", 10L))
                .left(delete(2L, "a"))
                .right(delete("a", 10L))
                .expect(delete(2L, "a", "a", 10L))
                .expectEntries(0)
                .run();
    }

    @Test
    void leftJoinTurnsBetweenNullsAndMatches() {
        harness(join(Join.Kind.LEFT, List.of(1), List.of(0), null))
                .left(insert(1L, "a"), insert(2L, null))
                .expectNet(insert(1L, "a", null, null), insert(2L, null, null, null))
                .right(insert("a", 10L))
                .expectNet(delete(1L, "a", null, null), insert(1L, "a", "a", 10L))
                .right(insert("a", 11L), delete("a", 10L))
                .expectNet(delete(1L, "a", "a", 10L), insert(1L, "a", "a", 11L))
                .right(delete("a", 11L))
                .left(insert(1L, "a"), delete(2L, null))
                .expect(
                        delete(1L, "a", "a", 11L),
                        insert(1L, "a", null, null),
                        insert(1L, "a", null, null),
                        delete(2L, null, null, null))
                .run();
    }

    @Test
    void leftJoinShowsNothingOfAMatchThatComesInTheSameEpoch() {
        harness(join(Join.Kind.LEFT, List.of(1), List.of(0), null))
                .left(insert(1L, "a"))
                .right(insert("a", 10L))
                .expectNet(insert(1L, "a", "a", 10L))
                .run();
    }

    @Test
    void leftRowsThatComeWhileTheirMatchGoesAreNet() {
        for (Expression condition : Arrays.asList(null, LESS)) {
            harness(join(Join.Kind.ANTI, List.of(1), List.of(0), condition))
                    .left(insert(1L, "a"), insert(1L, "a"))
                    .expectNet(insert(1L, "a"), insert(1L, "a"))
                    .left(delete(1L, "a"), insert(2L, "a"))
                    .right(insert("a", 10L))
                    .expectNet(delete(1L, "a"), delete(1L, "a"))
                    .left(delete(2L, "a"), insert(3L, "a"))
                    .right(delete("a", 10L))
                    .expectNet(insert(1L, "a"), insert(3L, "a"))
                    .run();
        }
    }

    @Test
    void semiJoinGivesEachLeftRowOnce() {
        for (Expression condition : Arrays.asList(null, LESS)) {
            harness(join(Join.Kind.SEMI, List.of(1), List.of(0), condition))
                    .left(insert(1L, "a"), insert(1L, "a"), insert(1L, null))
                    .right(insert("a", 10L), insert("a", 20L), insert(null, 10L))
                    .expectNet(insert(1L, "a"), insert(1L, "a"))
                    .right(delete("a", 20L))
                    .expectNothing()
                    .right(delete("a", 10L))
                    .left(delete(1L, "a"))
                    .expectNet(delete(1L, "a"), delete(1L, "a"))
                    .run();
        }
    }

    @Test
    void nullsMatchWhereTheyAreNotDistinct() {
        for (Join.Kind kind : new Join.Kind[] {Join.Kind.SEMI, Join.Kind.ANTI}) {
            OperatorHarness harness = harness(join(kind, List.of(1), List.of(0), true, null, -1))
                    .left(insert(1L, null))
                    .right(insert(null, 10L));
            (kind == Join.Kind.SEMI ? harness.expectNet(insert(1L, null)) : harness.expectNothing()).run();
        }
    }

    @Test
    void joinsEverythingWithEverythingWithoutKeys() {
        harness(join(Join.Kind.LEFT, List.of(), List.of(), LESS))
                .left(insert(1L, "x"), insert(5L, "y"))
                .right(insert("p", 3L))
                .expect(insert(1L, "x", "p", 3L), insert(5L, "y", null, null))
                .right(insert("q", 9L), delete("p", 3L))
                .expect(
                        delete(1L, "x", "p", 3L),
                        insert(1L, "x", "q", 9L),
                        insert(5L, "y", "q", 9L),
                        delete(5L, "y", null, null))
                .run();
    }

    @Test
    void outputsOfASkewedKeyComeInBoundedBatches() {
        OperatorHarness harness = harness(join(Join.Kind.INNER, List.of(1), List.of(0), null));
        List<Change> expected = new ArrayList<>();
        List<Change> left = new ArrayList<>();
        List<Change> right = new ArrayList<>();
        for (long i = 0; i < 70; i++) {
            left.add(insert(i, "a"));
            right.add(insert("a", i));
            for (long j = 0; j < 70; j++) {
                expected.add(insert(i, "a", "a", j));
            }
        }
        harness.input(0, left).input(1, right).expect(expected).run();
    }

    @Test
    void forgetsKeysThatTheWatermarkHasClosed() {
        PhysicalNode left = Plans.updating(LEFT, new EventTimeColumn(0, EventTimeColumn.Bound.WINDOW_END, 0));
        PhysicalNode right = Plans.updating(RIGHT, new EventTimeColumn(1, EventTimeColumn.Bound.WINDOW_END, 0));
        for (Join.Kind kind : Join.Kind.values()) {
            for (Expression condition : Arrays.asList(null, alwaysTrue())) {
                Join join = join(kind, List.of(0), List.of(1), false, condition, 0);
                boolean pairs = kind == Join.Kind.INNER || kind == Join.Kind.LEFT;
                OperatorHarness harness = new OperatorHarness(join, left, right)
                        .left(insert(10L, "a"), insert(20L, "b"))
                        .right(insert("x", 10L), insert("y", 20L))
                        .watermark(10);
                if (pairs) {
                    harness.expect(insert(10L, "a", "x", 10L), insert(20L, "b", "y", 20L));
                } else if (kind == Join.Kind.SEMI) {
                    harness.expect(insert(10L, "a"), insert(20L, "b"));
                } else {
                    harness.expect();
                }
                harness.watermark(15).left(insert(20L, "c"));
                if (pairs) {
                    harness.expect(insert(20L, "c", "y", 20L));
                } else if (kind == Join.Kind.SEMI) {
                    harness.expect(insert(20L, "c"));
                } else {
                    harness.expect();
                }
                harness.watermark(Long.MAX_VALUE)
                        .expectNothing()
                        .expectEntries(0)
                        .run();
            }
        }
    }

    private static Expression alwaysTrue() {
        return Call.of(Function.EQUAL, Plans.BOOLEAN, new InputRef(0, Plans.BIGINT), new InputRef(3, Plans.BIGINT));
    }

    @ParameterizedTest
    @EnumSource(Join.Kind.class)
    void agreesWithPlainComputation(Join.Kind kind) {
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(Long.getLong("millrace.seed", 1) * 1_000 + seed);
            Expression condition = seed % 2 == 0 ? null : LESS;
            boolean nullsMatch = seed % 3 == 2;
            boolean keyless = seed == 5;
            List<Integer> leftKeys = keyless ? List.of() : List.of(1);
            List<Integer> rightKeys = keyless ? List.of() : List.of(0);
            RandomChanges left =
                    new RandomChanges(random, true, () -> Arrays.asList((long) random.nextInt(4), randomKey(random)));
            RandomChanges right =
                    new RandomChanges(random, true, () -> Arrays.asList(randomKey(random), (long) random.nextInt(4)));
            OperatorHarness harness = harness(join(kind, leftKeys, rightKeys, nullsMatch, condition, -1));
            Map<List<@Nullable Object>, Integer> shown = Map.of();
            for (int epoch = 0; epoch < 6; epoch++) {
                if (epoch == 4) {
                    harness.input(1, right.clear()).input(0, left.next(10));
                } else {
                    harness.input(0, left.next(random.nextInt(12)))
                            .input(1, right.next(random.nextInt(8)))
                            .input(0, left.next(random.nextInt(12)));
                }
                Map<List<@Nullable Object>, Integer> expected =
                        joined(kind, left.relation(), right.relation(), keyless, nullsMatch, condition != null);
                harness.expect(RandomChanges.difference(shown, expected));
                shown = expected;
            }
            if (seed == 1) {
                harness.runOnDiskToo();
            } else {
                harness.run();
            }
        }
    }

    private static @Nullable String randomKey(Random random) {
        return random.nextInt(5) == 0 ? null : "k" + random.nextInt(3);
    }

    private static Map<List<@Nullable Object>, Integer> joined(
            Join.Kind kind,
            Map<List<@Nullable Object>, Integer> left,
            Map<List<@Nullable Object>, Integer> right,
            boolean keyless,
            boolean nullsMatch,
            boolean hasCondition) {
        Map<List<@Nullable Object>, Integer> result = new HashMap<>();
        left.forEach((l, leftCopies) -> {
            int matches = 0;
            for (Map.Entry<List<@Nullable Object>, Integer> r : right.entrySet()) {
                Object leftKey = l.get(1);
                Object rightKey = r.getKey().get(0);
                boolean keysMatch = keyless
                        || (leftKey == null || rightKey == null
                                ? nullsMatch && leftKey == rightKey
                                : leftKey.equals(rightKey));
                if (keysMatch
                        && (!hasCondition || (Long) l.get(0) < (Long) r.getKey().get(1))) {
                    matches += r.getValue();
                    if (kind == Join.Kind.INNER || kind == Join.Kind.LEFT) {
                        List<@Nullable Object> pair = new ArrayList<>(l);
                        pair.addAll(r.getKey());
                        result.merge(pair, leftCopies * r.getValue(), Integer::sum);
                    }
                }
            }
            if (kind == Join.Kind.LEFT && matches == 0) {
                List<@Nullable Object> alone = new ArrayList<>(l);
                alone.add(null);
                alone.add(null);
                result.merge(alone, leftCopies, Integer::sum);
            } else if (kind == Join.Kind.SEMI && matches > 0 || kind == Join.Kind.ANTI && matches == 0) {
                result.put(l, leftCopies);
            }
        });
        return result;
    }
}
