package io.millrace.executor.operator.set;

import static io.millrace.executor.operator.harness.Change.delete;
import static io.millrace.executor.operator.harness.Change.insert;

import io.millrace.executor.operator.harness.Change;
import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.executor.operator.harness.RandomChanges;
import io.millrace.plan.node.Changelog;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.NodeProperties;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.Upsert;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UpsertOperatorTest {
    /** Key, value, split. */
    private static final RowType TYPE = Plans.row(Plans.VARCHAR, Plans.BIGINT, Plans.VARCHAR);

    private static OperatorHarness harness() {
        PhysicalNode input = Plans.appending(TYPE);
        RowType output = Plans.row(Plans.VARCHAR, Plans.BIGINT);
        return new OperatorHarness(
                        new Upsert(new NodeId("upsert-1"), input.id(), List.of(0), 2, Plans.properties(output)), input)
                .partitionedBy(new int[] {0});
    }

    @Test
    void takesBackTheRowThatIsReplaced() {
        harness()
                .input(insert("a", 1L, "s"), insert("b", 1L, "s"))
                .expectNet(insert("a", 1L), insert("b", 1L))
                .input(insert("a", 2L, "s"))
                .expectNet(delete("a", 1L), insert("a", 2L))
                .input(insert("b", null, "s"))
                .expectNet(delete("b", 1L), insert("b", null))
                .expectEntries(2)
                .run();
    }

    @Test
    void rowsWithAnEventTimeAmongTheirKeysAreForgottenWithTheWatermark() {
        RowType type = Plans.row(Plans.VARCHAR, Plans.BIGINT, Plans.BIGINT, Plans.VARCHAR);
        EventTimeColumn time = new EventTimeColumn(1, EventTimeColumn.Bound.ROW_TIME, 0);
        NodeProperties output = new NodeProperties(
                Plans.row(Plans.VARCHAR, Plans.BIGINT, Plans.BIGINT),
                Changelog.updating("test"),
                List.of(),
                List.of(time));
        PhysicalNode input = Plans.appending(type, time);
        new OperatorHarness(new Upsert(new NodeId("versions-1"), input.id(), List.of(0, 1), 3, output), input)
                .partitionedBy(new int[] {0, 1})
                .input(insert("a", 5L, 1L, "s"), insert("a", 6L, 2L, "s"), insert("a", 6L, 3L, "s"))
                .expectNet(insert("a", 5L, 1L), insert("a", 6L, 3L))
                .input(insert("a", 6L, 4L, "t"))
                .watermark(6)
                .expectNet(delete("a", 6L, 3L), insert("a", 6L, 4L))
                .expectEntries(1)
                .watermark(7)
                .expectNothing()
                .expectEntries(0)
                .run();
    }

    @Test
    void showsOnlyTheLastRowOfAnEpoch() {
        harness()
                .input(insert("a", 1L, "s"))
                .input(insert("a", 2L, "s"), insert("a", 3L, "s"))
                .expectNet(insert("a", 3L))
                .input(insert("a", 5L, "s"), insert("a", 3L, "s"))
                .expectNothing()
                .run();
    }

    @Test
    void lastSplitHoldsWheneverItIsRead() {
        harness()
                .input(insert("a", 1L, "2.json"), insert("a", 2L, "1.json"))
                .expectNet(insert("a", 1L))
                .input(insert("a", 3L, "1.json"))
                .expectNothing()
                .input(insert("a", 1L, "3.json"))
                .expectNothing()
                .input(insert("a", 4L, "2.json"))
                .expectNothing()
                .input(insert("a", 5L, "3.json"))
                .expectNet(delete("a", 1L), insert("a", 5L))
                .run();
    }

    @Test
    void agreesWithPlainComputation() {
        Random random = new Random(Long.getLong("millrace.seed", 1));
        OperatorHarness harness = harness();
        Map<Object, List<@Nullable Object>> last = new HashMap<>();
        Map<List<@Nullable Object>, Integer> shown = Map.of();
        for (int epoch = 0; epoch < 10; epoch++) {
            List<Change> changes = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                Change change = insert("k" + random.nextInt(12), (long) random.nextInt(5), "s" + random.nextInt(3));
                changes.add(change);
                List<@Nullable Object> row = change.values();
                last.merge(
                        "" + row.get(0),
                        row,
                        (present, next) -> ("" + next.get(2)).compareTo("" + present.get(2)) >= 0 ? next : present);
            }
            harness.input(0, changes);
            Map<List<@Nullable Object>, Integer> expected = new HashMap<>();
            last.values().forEach(row -> expected.put(Arrays.asList(row.get(0), row.get(1)), 1));
            harness.expect(RandomChanges.difference(shown, expected));
            shown = expected;
        }
        harness.runOnDiskToo();
    }
}
