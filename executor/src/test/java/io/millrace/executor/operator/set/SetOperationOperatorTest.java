package io.millrace.executor.operator.set;

import static io.millrace.executor.operator.harness.Change.delete;
import static io.millrace.executor.operator.harness.Change.insert;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.executor.operator.harness.RandomChanges;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.SetOperation;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SetOperationOperatorTest {
    private static final RowType TYPE = Plans.row(Plans.VARCHAR, Plans.BIGINT);

    private static OperatorHarness harness(SetOperation.Kind kind, boolean all, int inputs) {
        PhysicalNode input = Plans.updating(TYPE);
        SetOperation node = new SetOperation(
                new NodeId("set-1"), Collections.nCopies(inputs, input.id()), kind, all, Plans.properties(TYPE));
        int[][] allColumns = new int[inputs][];
        Arrays.fill(allColumns, new int[] {0, 1});
        return new OperatorHarness(node, Collections.nCopies(inputs, input).toArray(PhysicalNode[]::new))
                .partitionedBy(allColumns);
    }

    @Test
    void intersectAllGivesTheCopiesThatBothHave() {
        harness(SetOperation.Kind.INTERSECT, true, 2)
                .left(insert("a", 1L), insert("a", 1L), insert("a", null), insert("b", 2L))
                .right(insert("a", 1L), insert("a", null))
                .expectNet(insert("a", 1L), insert("a", null))
                .right(insert("a", 1L), insert("a", 1L), delete("a", null))
                .expectNet(insert("a", 1L), delete("a", null))
                .left(delete("a", 1L), delete("a", 1L), delete("b", 2L), delete("a", null))
                .expectNet(delete("a", 1L), delete("a", 1L))
                .expectEntries(1)
                .run();
    }

    @Test
    void exceptAllTakesOneCopyForEachOnTheOtherSide() {
        harness(SetOperation.Kind.EXCEPT, true, 2)
                .left(insert("a", 1L), insert("a", 1L), insert("a", 1L))
                .right(insert("a", 1L), insert("c", 1L))
                .expectNet(insert("a", 1L), insert("a", 1L))
                .right(insert("a", 1L), insert("a", 1L), insert("a", 1L))
                .expectNet(delete("a", 1L), delete("a", 1L))
                .right(delete("a", 1L), delete("c", 1L))
                .left(insert("a", 1L))
                .expectNet(insert("a", 1L))
                .run();
    }

    @Test
    void exceptGivesARowOnceWhileNoOtherSideHasIt() {
        harness(SetOperation.Kind.EXCEPT, false, 2)
                .left(insert("a", 1L), insert("a", 1L))
                .expectNet(insert("a", 1L))
                .right(insert("a", 1L))
                .expectNet(delete("a", 1L))
                .left(delete("a", 1L))
                .expectNothing()
                .right(delete("a", 1L))
                .expectNet(insert("a", 1L))
                .run();
    }

    @Test
    void reportsADeleteWithoutItsInsert() {
        OperatorHarness negative = harness(SetOperation.Kind.INTERSECT, true, 2)
                .left(insert("a", 1L))
                .right(delete("a", 1L))
                .expect();
        assertThatThrownBy(negative::runOnce).hasMessageContaining("set-1");
    }

    @ParameterizedTest
    @EnumSource(SetOperation.Kind.class)
    void agreesWithPlainComputation(SetOperation.Kind kind) {
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(Long.getLong("millrace.seed", 1) * 1_000 + seed);
            boolean all = seed % 2 == 0;
            int inputs = seed < 3 ? 2 : 3;
            List<RandomChanges> changes = new ArrayList<>();
            for (int input = 0; input < inputs; input++) {
                changes.add(new RandomChanges(
                        random,
                        true,
                        () -> Arrays.asList(
                                random.nextInt(4) == 0 ? null : "k" + random.nextInt(2), (long) random.nextInt(2))));
            }
            OperatorHarness harness = harness(kind, all, inputs);
            Map<List<@Nullable Object>, Integer> shown = Map.of();
            for (int epoch = 0; epoch < 6; epoch++) {
                for (int input = 0; input < inputs; input++) {
                    harness.input(
                            input,
                            epoch == 4 && input == 1
                                    ? changes.get(1).clear()
                                    : changes.get(input).next(random.nextInt(12)));
                }
                Map<List<@Nullable Object>, Integer> expected = expected(
                        kind, all, changes.stream().map(RandomChanges::relation).toList());
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

    private static Map<List<@Nullable Object>, Integer> expected(
            SetOperation.Kind kind, boolean all, List<Map<List<@Nullable Object>, Integer>> inputs) {
        Map<List<@Nullable Object>, Integer> result = new HashMap<>();
        Set<List<@Nullable Object>> rows = new HashSet<>(inputs.get(0).keySet());
        for (List<@Nullable Object> row : rows) {
            int copies = inputs.get(0).getOrDefault(row, 0);
            copies = all ? copies : Math.min(copies, 1);
            for (Map<List<@Nullable Object>, Integer> other : inputs.subList(1, inputs.size())) {
                int others = other.getOrDefault(row, 0);
                if (kind == SetOperation.Kind.INTERSECT) {
                    copies = Math.min(copies, others);
                } else if (all) {
                    copies -= others;
                } else if (others > 0) {
                    copies = 0;
                }
            }
            if (copies > 0) {
                result.put(row, copies);
            }
        }
        return result;
    }
}
