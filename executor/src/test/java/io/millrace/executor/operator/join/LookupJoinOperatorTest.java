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
import io.millrace.plan.node.Join;
import io.millrace.plan.node.LookupJoin;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Left rows are id, key, value; right rows are key, name. */
class LookupJoinOperatorTest {
    private static final RowType LEFT = Plans.row(Plans.BIGINT, Plans.VARCHAR, Plans.BIGINT);
    private static final RowType RIGHT = Plans.row(Plans.VARCHAR, Plans.BIGINT);
    /** Left value < right number. */
    private static final Expression LESS =
            Call.of(Function.LESS, Plans.BOOLEAN, new InputRef(2, Plans.BIGINT), new InputRef(4, Plans.BIGINT));

    private static OperatorHarness harness(Join.Kind kind, boolean stores, @Nullable Expression condition) {
        RowType pair = Plans.row(Plans.BIGINT, Plans.VARCHAR, Plans.BIGINT, Plans.VARCHAR, Plans.BIGINT);
        LookupJoin node = new LookupJoin(
                new NodeId("lookup-join-1"),
                new NodeId("left"),
                new NodeId("right"),
                kind,
                List.of(1),
                List.of(0),
                List.of(false),
                condition,
                stores,
                Plans.properties(pair));
        PhysicalNode left = stores ? Plans.updating(LEFT) : Plans.appending(LEFT);
        return new OperatorHarness(node, left, Plans.updating(RIGHT)).partitionedBy(new int[] {1}, new int[] {0});
    }

    @Test
    void aRowSeesTheRightSideAtTheEndOfItsEpochAndNeverAgain() {
        harness(Join.Kind.INNER, false, null)
                .left(insert(1L, "a", 0L), insert(2L, "b", 0L))
                .right(insert("a", 10L))
                .expectNet(insert(1L, "a", 0L, "a", 10L))
                .right(delete("a", 10L), insert("a", 11L), insert("b", 20L))
                .expectNothing()
                .left(insert(1L, "a", 0L), insert(1L, "a", 0L), insert(3L, "b", 0L))
                .right(delete("b", 20L))
                .expectNet(insert(1L, "a", 0L, "a", 11L), insert(1L, "a", 0L, "a", 11L))
                .runOnDiskToo();
    }

    @Test
    void aLeftLookUpGivesRowsWithoutAMatchOnce() {
        harness(Join.Kind.LEFT, false, null)
                .left(insert(1L, "a", 0L), insert(2L, null, 0L))
                .expectNet(insert(1L, "a", 0L, null, null), insert(2L, null, 0L, null, null))
                .right(insert("a", 10L))
                .expectNothing()
                .run();
    }

    @Test
    void aRowThatIsTakenBackTakesBackWhatItSaw() {
        harness(Join.Kind.LEFT, true, null)
                .right(insert("a", 10L))
                .left(insert(1L, "a", 0L), insert(2L, "b", 0L))
                .expectNet(insert(1L, "a", 0L, "a", 10L), insert(2L, "b", 0L, null, null))
                .right(delete("a", 10L), insert("a", 11L), insert("b", 20L))
                .expectNothing()
                .left(delete(1L, "a", 0L), insert(1L, "a", 5L), delete(2L, "b", 0L))
                .expectNet(
                        delete(1L, "a", 0L, "a", 10L), insert(1L, "a", 5L, "a", 11L), delete(2L, "b", 0L, null, null))
                .left(delete(1L, "a", 5L), insert(1L, "b", 5L))
                .expectNet(delete(1L, "a", 5L, "a", 11L), insert(1L, "b", 5L, "b", 20L))
                .left(delete(1L, "b", 5L))
                .right(delete("a", 11L), delete("b", 20L))
                .expectNet(delete(1L, "b", 5L, "b", 20L))
                .expectEntries(0)
                .runOnDiskToo();
    }

    @Test
    void aRowThatComesAndGoesInsideAnEpochIsNotAskedFor() {
        harness(Join.Kind.INNER, true, null)
                .right(insert("a", 10L))
                .left(insert(1L, "a", 0L))
                .expectNet(insert(1L, "a", 0L, "a", 10L))
                .right(delete("a", 10L), insert("a", 11L))
                .left(delete(1L, "a", 0L), insert(1L, "a", 0L))
                .expectNothing()
                .left(delete(1L, "a", 0L))
                .expectNet(delete(1L, "a", 0L, "a", 10L))
                .run();
    }

    @Test
    void ofEqualRowsThatSawDifferentThingsTheLeastIsTakenBackFirst() {
        harness(Join.Kind.LEFT, true, null)
                .left(insert(1L, "a", 0L))
                .expectNet(insert(1L, "a", 0L, null, null))
                .right(insert("a", 20L))
                .left(insert(1L, "a", 0L), insert(1L, "a", 0L))
                .expectNet(insert(1L, "a", 0L, "a", 20L), insert(1L, "a", 0L, "a", 20L))
                .right(delete("a", 20L), insert("a", 10L))
                .left(insert(1L, "a", 0L))
                .expectNet(insert(1L, "a", 0L, "a", 10L))
                .left(delete(1L, "a", 0L), delete(1L, "a", 0L))
                .expectNet(delete(1L, "a", 0L, "a", 10L), delete(1L, "a", 0L, "a", 20L))
                .left(delete(1L, "a", 0L), delete(1L, "a", 0L))
                .expectNet(delete(1L, "a", 0L, "a", 20L), delete(1L, "a", 0L, null, null))
                .expectEntries(1)
                .run();
    }

    @Test
    void theConditionIsAskedOnce() {
        harness(Join.Kind.LEFT, true, LESS)
                .right(insert("a", 10L))
                .left(insert(1L, "a", 9L), insert(2L, "a", 10L))
                .expectNet(insert(1L, "a", 9L, "a", 10L), insert(2L, "a", 10L, null, null))
                .right(delete("a", 10L), insert("a", 1L))
                .left(delete(1L, "a", 9L), delete(2L, "a", 10L))
                .expectNet(delete(1L, "a", 9L, "a", 10L), delete(2L, "a", 10L, null, null))
                .run();
    }

    @Test
    void aKeyWithTwoRowsIsABrokenInvariant() {
        OperatorHarness broken = harness(Join.Kind.INNER, false, null)
                .right(insert("a", 10L), insert("a", 11L))
                .left(insert(1L, "a", 0L))
                .expectNothing();
        assertThatThrownBy(broken::runOnce)
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("a key has several rows");
    }

    @ParameterizedTest
    @EnumSource(names = {"INNER", "LEFT"})
    void agreesWithAModel(Join.Kind kind) {
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            OperatorHarness harness = harness(kind, true, null);
            Map<Long, List<@Nullable Object>> given = new TreeMap<>();
            Map<Long, List<Object>> lefts = new TreeMap<>();
            Map<String, Long> rights = new TreeMap<>();
            for (int epoch = 0; epoch < 10; epoch++) {
                List<Change> expected = new ArrayList<>();
                List<Long> asked = new ArrayList<>();
                for (long id = 0; id < 8; id++) {
                    List<Object> old = lefts.get(id);
                    if (old != null && random.nextInt(3) == 0) {
                        harness.left(delete(old.toArray()));
                        lefts.remove(id);
                        List<@Nullable Object> row = given.remove(id);
                        if (row != null) {
                            expected.add(delete(row.toArray()));
                        }
                    }
                    if (!lefts.containsKey(id) && random.nextInt(3) == 0) {
                        // Never the row that goes: that one would stay as it was.
                        List<Object> row = List.of(id, List.of("a", "b", "c").get(random.nextInt(3)), epoch * 10 + id);
                        lefts.put(id, row);
                        asked.add(id);
                        harness.left(insert(row.toArray()));
                    }
                }
                for (String key : List.of("a", "b", "c")) {
                    if (random.nextBoolean()) {
                        Long old = rights.remove(key);
                        if (old != null) {
                            harness.right(delete(key, old));
                        }
                        if (random.nextInt(3) > 0) {
                            rights.put(key, (long) random.nextInt(100));
                            harness.right(insert(key, rights.get(key)));
                        }
                    }
                }
                for (long id : asked) {
                    List<Object> row = lefts.get(id);
                    String key = (String) row.get(1);
                    Long number = rights.get(key);
                    if (number != null || kind == Join.Kind.LEFT) {
                        List<@Nullable Object> pair = new ArrayList<>(row);
                        pair.addAll(Arrays.asList(number == null ? null : key, number));
                        given.put(id, pair);
                        expected.add(insert(pair.toArray()));
                    }
                }
                harness.expect(expected);
            }
            harness.run();
        }
    }
}
