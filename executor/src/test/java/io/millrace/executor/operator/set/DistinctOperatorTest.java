package io.millrace.executor.operator.set;

import static io.millrace.executor.operator.harness.Change.delete;
import static io.millrace.executor.operator.harness.Change.insert;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.operator.harness.Change;
import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.executor.operator.harness.RandomChanges;
import io.millrace.plan.node.Distinct;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.UnionAll;
import io.millrace.spi.type.RowType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DistinctOperatorTest {
    private static final RowType TYPE = Plans.row(Plans.VARCHAR, Plans.BIGINT);

    private static OperatorHarness harness(PhysicalNode input) {
        return new OperatorHarness(new Distinct(new NodeId("distinct-1"), input.id(), Plans.properties(TYPE)), input)
                .partitionedBy(new int[] {0, 1});
    }

    @Test
    void emitsFirstInsertAndLastDelete() {
        harness(Plans.updating(TYPE))
                .input(insert("a", 1L), insert("a", 1L), insert("a", null))
                .expectNet(insert("a", 1L), insert("a", null))
                .input(delete("a", 1L))
                .expectNothing()
                .input(delete("a", 1L), delete("a", null), insert("a", null))
                .expectNet(delete("a", 1L))
                .expectEntries(1)
                .run();
    }

    @Test
    void ignoresWhatComesAndGoesInsideAnEpoch() {
        harness(Plans.updating(TYPE))
                .input(delete("a", 1L))
                .input(insert("a", 1L))
                .expectNothing()
                .expectEntries(0)
                .run();
    }

    @Test
    void passesFirstCopiesOfAppendOnlyInput() {
        harness(Plans.appending(TYPE))
                .input(insert("a", 1L), insert("b", 1L), insert("a", 1L))
                .expectNet(insert("a", 1L), insert("b", 1L))
                .input(insert("b", 1L), insert("c", 1L))
                .expectNet(insert("c", 1L))
                .run();
    }

    @Test
    void reportsADeleteWithoutItsInsert() {
        OperatorHarness negative =
                harness(Plans.updating(TYPE)).input(delete("a", 1L)).expect();
        assertThatThrownBy(negative::runOnce).hasMessageContaining("distinct-1");
    }

    @Test
    void agreesWithPlainComputation() {
        for (boolean deletes : new boolean[] {false, true}) {
            Random random = new Random(Long.getLong("millrace.seed", 1));
            RandomChanges changes = new RandomChanges(
                    random, deletes, () -> Arrays.asList("k" + random.nextInt(3), (long) random.nextInt(10)));
            OperatorHarness harness = harness(deletes ? Plans.updating(TYPE) : Plans.appending(TYPE));
            Map<List<@Nullable Object>, Integer> shown = Map.of();
            for (int epoch = 0; epoch < 10; epoch++) {
                harness.input(0, changes.next(30));
                Map<List<@Nullable Object>, Integer> expected = new HashMap<>(changes.relation());
                expected.replaceAll((row, copies) -> 1);
                harness.expect(RandomChanges.difference(shown, expected));
                shown = expected;
            }
            harness.runOnDiskToo();
        }
    }

    @Test
    void unionPassesEverything() {
        PhysicalNode left = Plans.updating(TYPE);
        UnionAll union = new UnionAll(new NodeId("union-1"), List.of(left.id(), left.id()), Plans.properties(TYPE));
        Change row = insert("a", 1L);
        new OperatorHarness(union, left, left)
                .left(row)
                .right(row, delete("b", 2L))
                .expect(row, row, delete("b", 2L))
                .run();
    }
}
