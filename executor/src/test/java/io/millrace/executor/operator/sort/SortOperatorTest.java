package io.millrace.executor.operator.sort;

import static io.millrace.executor.operator.harness.Change.delete;
import static io.millrace.executor.operator.harness.Change.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.operator.harness.Batches;
import io.millrace.executor.operator.harness.Change;
import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.Sort;
import io.millrace.plan.node.SortKey;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SortOperatorTest {
    private static final RowType TYPE = Plans.row(Plans.VARCHAR, Plans.BIGINT);

    private static Sort sort(PhysicalNode input, long offset, long fetch, SortKey... keys) {
        return new Sort(new NodeId("sort-1"), input.id(), List.of(keys), offset, fetch, Plans.properties(TYPE));
    }

    private static OperatorHarness harness(PhysicalNode input, long offset, long fetch, SortKey... keys) {
        return new OperatorHarness(sort(input, offset, fetch, keys), input);
    }

    @Test
    void ordersByKeysAndNulls() {
        Change[] rows = {insert("b", 1L), insert("a", null), insert("a", 2L), insert(null, 5L), insert("a", 3L)};
        harness(Plans.appending(TYPE), 0, -1, new SortKey(0, false, false), new SortKey(1, true, true))
                .input(rows)
                .endOfInput()
                .expectInOrder(insert("a", null), insert("a", 3L), insert("a", 2L), insert("b", 1L), insert(null, 5L))
                .run();
        harness(Plans.appending(TYPE), 0, -1, new SortKey(0, true, true), new SortKey(1, false, false))
                .input(rows)
                .endOfInput()
                .expectInOrder(insert(null, 5L), insert("b", 1L), insert("a", 2L), insert("a", 3L), insert("a", null))
                .run();
    }

    @Test
    void cutsOutOffsetAndFetch() {
        harness(Plans.appending(TYPE), 1, 2, new SortKey(1, true, false))
                .input(insert("a", 1L), insert("b", 2L), insert("c", 3L), insert("d", 4L))
                .endOfInput()
                .expectInOrder(insert("c", 3L), insert("b", 2L))
                .run();
        harness(Plans.appending(TYPE), 9, 2, new SortKey(1, true, false))
                .input(insert("a", 1L))
                .endOfInput()
                .expectInOrder()
                .run();
    }

    @Test
    void breaksTiesByTheOtherColumns() {
        harness(Plans.appending(TYPE), 0, 2, new SortKey(1, false, false))
                .input(insert("c", 1L), insert("a", 1L), insert("b", 1L))
                .endOfInput()
                .expectInOrder(insert("a", 1L), insert("b", 1L))
                .run();
    }

    @Test
    void sortsWhatIsLeftOfInputThatDeletes() {
        OperatorHarness harness = harness(Plans.updating(TYPE), 0, -1, new SortKey(1, false, false))
                .input(insert("a", 1L), insert("b", 2L), delete("c", 0L), insert("b", 2L))
                .input(delete("a", 1L), insert("c", 0L))
                .endOfInput();
        harness.expectInOrder(insert("b", 2L), insert("b", 2L)).run();
    }

    @Test
    void changesOfManyEpochsAddUp() {
        OperatorHarness harness = harness(Plans.updating(TYPE), 0, -1, new SortKey(1, false, false));
        int rows = 20_000;
        for (int epoch = 0; epoch < 12; epoch++) {
            List<Change> changes = new ArrayList<>();
            for (long i = 0; i < rows; i++) {
                changes.add(insert("e" + epoch, i));
                if (epoch > 0) {
                    changes.add(delete("e" + (epoch - 1), i));
                }
            }
            harness.input(0, changes);
            if (epoch < 11) {
                harness.expectNothing();
            }
        }
        Change[] expected = new Change[rows];
        for (int i = 0; i < rows; i++) {
            expected[i] = insert("e11", (long) i);
        }
        harness.endOfInput().expectInOrder(expected).runOnceWithBatchesOf(1_000);
    }

    @Test
    void limitsWithoutAnOrder() {
        harness(Plans.appending(TYPE), 1, 3)
                .input(insert("a", 1L), insert("b", 2L), insert("c", 3L))
                .input(insert("d", 4L), insert("e", 5L))
                .expectInOrder(insert("b", 2L), insert("c", 3L), insert("d", 4L))
                .run();
    }

    @Test
    void keepsTheFirstRowsOfManyBatches() {
        Random random = new Random(Long.getLong("millrace.seed", 1));
        List<Change> all = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            all.add(insert("k" + random.nextInt(100), (long) random.nextInt(20_000)));
        }
        for (int wanted : new int[] {0, 1, 100, 6_000, 60_000}) {
            SortedRows sorted = new SortedRows(
                    List.of(Plans.VARCHAR, Plans.BIGINT),
                    new RowOrder(List.of(new SortKey(1, true, false)), 2),
                    wanted);
            for (int from = 0; from < all.size(); from += 1_000) {
                sorted.add(Batches.of(TYPE, all.subList(from, from + 1_000), false));
            }
            sorted.sort();
            BatchBuilder builder = new BatchBuilder(TYPE);
            for (int i = 0; i < Math.min(wanted, sorted.size()); i++) {
                sorted.append(i, builder);
            }
            List<Change> expected = new ArrayList<>(all);
            expected.sort((a, b) -> {
                int byNumber =
                        ((Long) b.values().get(1)).compareTo((Long) a.values().get(1));
                return byNumber != 0
                        ? byNumber
                        : ((String) a.values().get(0))
                                .compareTo((String) b.values().get(0));
            });
            assertThat(Batches.read(builder.build(), TYPE)).isEqualTo(expected.subList(0, Math.min(wanted, 50_000)));
        }
    }
}
