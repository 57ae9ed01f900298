package io.millrace.executor.operator.join;

import static io.millrace.executor.operator.harness.Change.delete;
import static io.millrace.executor.operator.harness.Change.insert;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.operator.harness.Change;
import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.plan.expression.Call;
import io.millrace.plan.expression.Expression;
import io.millrace.plan.expression.Function;
import io.millrace.plan.expression.InputRef;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.EventTimeColumn.Bound;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.TemporalJoin;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Left rows are key, time, value; right rows are key, time, rate. */
class TemporalJoinOperatorTest {
    private static final RowType SIDE = Plans.row(Plans.VARCHAR, Plans.BIGINT, Plans.BIGINT);
    /** Left value < right rate. */
    private static final Expression LESS =
            Call.of(Function.LESS, Plans.BOOLEAN, new InputRef(2, Plans.BIGINT), new InputRef(5, Plans.BIGINT));

    private static OperatorHarness harness(Join.Kind kind, @Nullable Expression condition) {
        return harness(kind, condition, Bound.ROW_TIME);
    }

    private static OperatorHarness harness(Join.Kind kind, @Nullable Expression condition, Bound rightBound) {
        RowType pair = Plans.row(Plans.VARCHAR, Plans.BIGINT, Plans.BIGINT, Plans.VARCHAR, Plans.BIGINT, Plans.BIGINT);
        TemporalJoin node = new TemporalJoin(
                new NodeId("temporal-join-1"),
                new NodeId("left"),
                new NodeId("right"),
                kind,
                List.of(0),
                List.of(0),
                List.of(false),
                condition,
                1,
                1,
                Plans.properties(pair));
        return new OperatorHarness(
                        node,
                        Plans.updating(SIDE, new EventTimeColumn(1, Bound.ROW_TIME, 0)),
                        Plans.updating(SIDE, new EventTimeColumn(1, rightBound, 0)))
                .partitionedBy(new int[] {0}, new int[] {0});
    }

    @Test
    void aRowWaitsUntilNoVersionOfItsTimeCanCome() {
        harness(Join.Kind.INNER, null)
                .right(insert("e", 10L, 1L))
                .left(insert("e", 15L, 7L), insert("e", 9L, 8L))
                .watermark(15)
                .expectNothing()
                .right(insert("e", 15L, 2L))
                .watermark(16)
                .expectNet(insert("e", 15L, 7L, "e", 15L, 2L))
                .runOnDiskToo();
    }

    @Test
    void aVersionHoldsUntilTheNextOne() {
        harness(Join.Kind.LEFT, null)
                .right(insert("e", 10L, 1L), insert("e", 20L, 2L), insert("y", 15L, 3L))
                .left(insert("e", 5L, 0L), insert("e", 10L, 0L), insert("e", 19L, 0L), insert("e", 20L, 0L))
                .left(insert("y", 19L, 0L), insert("y", 19L, 0L), insert("z", 19L, 0L), insert(null, 1L, 0L))
                .watermark(100)
                .expectNet(
                        insert("e", 5L, 0L, null, null, null),
                        insert("e", 10L, 0L, "e", 10L, 1L),
                        insert("e", 19L, 0L, "e", 10L, 1L),
                        insert("e", 20L, 0L, "e", 20L, 2L),
                        insert("y", 19L, 0L, "y", 15L, 3L),
                        insert("y", 19L, 0L, "y", 15L, 3L),
                        insert("z", 19L, 0L, null, null, null),
                        insert(null, 1L, 0L, null, null, null))
                .left(insert("e", 100L, 1L))
                .watermark(Long.MAX_VALUE)
                .expectNet(insert("e", 100L, 1L, "e", 20L, 2L))
                .runOnDiskToo();
    }

    @Test
    void onlyTheVersionThatHoldsAtTheWatermarkIsKept() {
        // An entry for each row, one for its time in the order, one for each start that is ahead of the watermark.
        harness(Join.Kind.INNER, null)
                .right(insert("e", 10L, 1L), insert("e", 20L, 2L), insert("e", 30L, 3L), insert("e", 40L, 4L))
                .watermark(35)
                .expectNothing()
                .expectEntries(5)
                .left(insert("e", 35L, 0L))
                .watermark(36)
                .expectNet(insert("e", 35L, 0L, "e", 30L, 3L))
                .expectEntries(5)
                .watermark(41)
                .expectNothing()
                .expectEntries(2)
                .run();
    }

    @Test
    void changesAheadOfTheWatermarkCount() {
        harness(Join.Kind.LEFT, null)
                .right(insert("e", 10L, 1L), insert("e", 20L, 2L))
                .left(insert("e", 25L, 1L), insert("e", 26L, 2L))
                .watermark(12)
                .expectNothing()
                .right(delete("e", 20L, 2L))
                .left(delete("e", 26L, 2L), insert("e", 25L, 3L))
                .expectNothing()
                .right(insert("e", 20L, 9L), delete("e", 20L, 9L), insert("e", 24L, 4L))
                .watermark(26)
                .expectNet(insert("e", 25L, 1L, "e", 24L, 4L), insert("e", 25L, 3L, "e", 24L, 4L))
                .run();
    }

    @Test
    void theConditionIsAskedOfTheVersionThatWasValid() {
        harness(Join.Kind.LEFT, LESS)
                .right(insert("e", 10L, 9L), insert("e", 20L, 2L))
                .left(insert("e", 25L, 5L), insert("e", 15L, 5L))
                .watermark(30)
                .expectNet(insert("e", 25L, 5L, null, null, null), insert("e", 15L, 5L, "e", 10L, 9L))
                .run();
        harness(Join.Kind.INNER, LESS)
                .right(insert("e", 10L, 9L), insert("e", 20L, 2L))
                .left(insert("e", 25L, 5L), insert("e", 15L, 5L))
                .watermark(30)
                .expectNet(insert("e", 15L, 5L, "e", 10L, 9L))
                .run();
    }

    @Test
    void whatHasNoTimeHasNoVersionAndIsNone() {
        harness(Join.Kind.LEFT, null)
                .right(insert("e", null, 9L), insert("e", 10L, 1L))
                .left(insert("e", null, 1L), insert("e", 12L, 2L))
                .expectNet(insert("e", null, 1L, null, null, null))
                .left(delete("e", null, 1L))
                .watermark(13)
                .expectNet(delete("e", null, 1L, null, null, null), insert("e", 12L, 2L, "e", 10L, 1L))
                .run();
    }

    @Test
    void versionsThatBeginWithTheEndOfAWindowAreThereAMicrosecondSooner() {
        harness(Join.Kind.INNER, null, Bound.WINDOW_END)
                .right(insert("e", 10L, 1L))
                .left(insert("e", 10L, 1L), insert("e", 11L, 2L))
                .watermark(10)
                .expectNet(insert("e", 10L, 1L, "e", 10L, 1L))
                .watermark(11)
                .expectNet(insert("e", 11L, 2L, "e", 10L, 1L))
                .run();
    }

    @Test
    void twoVersionsOfOneTimeAreABrokenInvariant() {
        OperatorHarness broken = harness(Join.Kind.INNER, null)
                .right(insert("e", 10L, 1L), insert("e", 10L, 2L))
                .left(insert("e", 11L, 1L))
                .watermark(12)
                .expectNothing();
        assertThatThrownBy(broken::runOnce)
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("or another one its time");
    }

    @ParameterizedTest
    @EnumSource(names = {"INNER", "LEFT"})
    void agreesWithAModelThatForgetsNothing(Join.Kind kind) {
        for (int seed = 0; seed < 10; seed++) {
            new Model(kind, seed).run(seed == 0);
        }
    }

    /** Random changes ahead of the watermark, and what they come to. */
    private static final class Model {
        private static final List<String> KEYS = List.of("a", "b", "c");

        private final Join.Kind kind;
        private final Random random;
        private final OperatorHarness harness;
        private final List<List<Object>> waiting = new ArrayList<>();
        private final Map<String, TreeMap<Long, Long>> versions = new HashMap<>();
        private long watermark;

        Model(Join.Kind kind, int seed) {
            this.kind = kind;
            random = new Random(seed);
            harness = harness(kind, null);
        }

        void run(boolean onDisk) {
            for (int epoch = 0; epoch < 12; epoch++) {
                for (int change = random.nextInt(8); change > 0; change--) {
                    if (random.nextBoolean()) {
                        changeLeft();
                    } else {
                        changeRight();
                    }
                }
                if (random.nextInt(3) > 0) {
                    watermark += random.nextInt(9) + 1;
                    harness.watermark(watermark);
                }
                harness.expect(answers());
            }
            if (onDisk) {
                harness.runOnDiskToo();
            } else {
                harness.run();
            }
        }

        private void changeLeft() {
            if (!waiting.isEmpty() && random.nextInt(4) == 0) {
                List<Object> row = waiting.remove(random.nextInt(waiting.size()));
                harness.left(delete(row.toArray()));
                return;
            }
            List<Object> row = List.of(key(), time(), (long) random.nextInt(3));
            waiting.add(row);
            harness.left(insert(row.toArray()));
        }

        private void changeRight() {
            String key = key();
            long time = time();
            TreeMap<Long, Long> of = versions.computeIfAbsent(key, any -> new TreeMap<>());
            Long old = of.remove(time);
            if (old != null) {
                harness.right(delete(key, time, old));
            }
            if (old == null || random.nextBoolean()) {
                long rate = random.nextInt(100);
                of.put(time, rate);
                harness.right(insert(key, time, rate));
            }
        }

        private String key() {
            return KEYS.get(random.nextInt(KEYS.size()));
        }

        private long time() {
            return watermark + random.nextInt(20);
        }

        private List<Change> answers() {
            List<Change> answers = new ArrayList<>();
            for (List<Object> row : List.copyOf(waiting)) {
                if ((Long) row.get(1) < watermark) {
                    waiting.remove(row);
                    Map.Entry<Long, Long> version =
                            versions.getOrDefault(row.get(0), new TreeMap<>()).floorEntry((Long) row.get(1));
                    if (version != null) {
                        answers.add(insert(
                                row.get(0), row.get(1), row.get(2), row.get(0), version.getKey(), version.getValue()));
                    } else if (kind == Join.Kind.LEFT) {
                        answers.add(insert(row.get(0), row.get(1), row.get(2), null, null, null));
                    }
                }
            }
            return answers;
        }
    }
}
