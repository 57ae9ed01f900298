package io.millrace.executor.operator.topn;

import static io.millrace.executor.operator.harness.Change.delete;
import static io.millrace.executor.operator.harness.Change.insert;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.operator.harness.OperatorHarness;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.executor.operator.harness.RandomChanges;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.SortKey;
import io.millrace.plan.node.TopN;
import io.millrace.plan.node.TopN.Rank;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopNOperatorTest {
    private static final RowType TYPE = Plans.row(Plans.VARCHAR, Plans.BIGINT, Plans.DOUBLE);
    private static final SortKey DESCENDING = new SortKey(1, true, true);

    private static OperatorHarness harness(
            PhysicalNode input,
            boolean partitioned,
            SortKey key,
            Rank rank,
            long offset,
            long limit,
            boolean givesRank) {
        List<Field> fields = new ArrayList<>(TYPE.fields());
        if (givesRank) {
            fields.add(new Field("place", Plans.BIGINT.notNull()));
        }
        TopN node = new TopN(
                new NodeId("top-1"),
                input.id(),
                partitioned ? List.of(0) : List.of(),
                List.of(key),
                rank,
                offset,
                limit,
                givesRank,
                -1,
                Plans.properties(new RowType(fields)));
        OperatorHarness harness = new OperatorHarness(node, input);
        return partitioned ? harness.partitionedBy(new int[] {0}) : harness;
    }

    @Test
    void keepsTheFirstRowOfEachKey() {
        harness(Plans.appending(TYPE), true, DESCENDING, Rank.ROW_NUMBER, 0, 1, false)
                .input(insert("a", 1L, 0.5), insert("b", 7L, 0.5), insert("a", 2L, 0.5))
                .expectNet(insert("a", 2L, 0.5), insert("b", 7L, 0.5))
                .input(insert("a", 1L, 0.5), insert("b", 9L, 0.5))
                .expectNet(delete("b", 7L, 0.5), insert("b", 9L, 0.5))
                .expectEntries(2)
                .runOnDiskToo();
    }

    @Test
    void bringsBackWhatWasOvertakenByARowThatIsDeleted() {
        harness(Plans.updating(TYPE), true, DESCENDING, Rank.ROW_NUMBER, 0, 2, true)
                .input(insert("a", 1L, 0.5), insert("a", 2L, 0.5), insert("a", 3L, 0.5))
                .expectNet(insert("a", 3L, 0.5, 1L), insert("a", 2L, 0.5, 2L))
                .input(delete("a", 3L, 0.5))
                .expectNet(
                        delete("a", 3L, 0.5, 1L),
                        delete("a", 2L, 0.5, 2L),
                        insert("a", 2L, 0.5, 1L),
                        insert("a", 1L, 0.5, 2L))
                .input(delete("a", 2L, 0.5), delete("a", 1L, 0.5))
                .expectNet(delete("a", 2L, 0.5, 1L), delete("a", 1L, 0.5, 2L))
                .expectEntries(0)
                .runOnDiskToo();
    }

    @Test
    void tiesAreBrokenByTheOtherColumnsAndRankKeepsAllOfThem() {
        harness(Plans.appending(TYPE), false, DESCENDING, Rank.ROW_NUMBER, 0, 2, false)
                .input(insert("c", 1L, 0.5), insert("a", 1L, 0.5), insert("b", 1L, 0.5))
                .expectNet(insert("a", 1L, 0.5), insert("b", 1L, 0.5))
                .run();
        harness(Plans.appending(TYPE), false, DESCENDING, Rank.RANK, 0, 1, false)
                .input(insert("c", 1L, 0.5), insert("a", 1L, 0.5), insert("b", 0L, 0.5))
                .expectNet(insert("c", 1L, 0.5), insert("a", 1L, 0.5))
                .input(insert("d", null, null))
                .expectNet(delete("c", 1L, 0.5), delete("a", 1L, 0.5), insert("d", null, null))
                .run();
    }

    @Test
    void leavesOutAnOffset() {
        harness(Plans.updating(TYPE), false, new SortKey(1, false, false), Rank.ROW_NUMBER, 1, 3, false)
                .input(insert("a", 1L, 0.5), insert("a", 1L, 0.5), insert("b", 2L, 0.5), insert("c", 3L, 0.5))
                .expectNet(insert("a", 1L, 0.5), insert("b", 2L, 0.5))
                .input(delete("a", 1L, 0.5))
                .expectNet(delete("a", 1L, 0.5), insert("c", 3L, 0.5))
                .run();
    }

    @Test
    void reportsADeleteWithoutItsInsert() {
        OperatorHarness negative = harness(Plans.updating(TYPE), true, DESCENDING, Rank.RANK, 0, 2, false)
                .input(delete("a", 1L, 0.5))
                .expect();
        assertThatThrownBy(negative::runOnce).hasMessageContaining("top-1");
        for (int limit = 1; limit <= 2; limit++) {
            OperatorHarness appending = harness(
                            Plans.appending(TYPE), true, DESCENDING, Rank.ROW_NUMBER, 0, limit, false)
                    .input(delete("a", 1L, 0.5))
                    .expect();
            assertThatThrownBy(appending::runOnce).hasMessageContaining("append-only");
        }
    }

    @Test
    void agreesWithPlainComputation() {
        Random random = new Random(Long.getLong("millrace.seed", 1));
        for (Rank rank : Rank.values()) {
            for (int variant = 0; variant < 8; variant++) {
                boolean deletes = (variant & 1) != 0;
                boolean givesRank = (variant & 2) != 0;
                boolean partitioned = (variant & 4) != 0;
                SortKey key = new SortKey(1, random.nextBoolean(), random.nextBoolean());
                long offset = rank == Rank.ROW_NUMBER && random.nextBoolean() ? random.nextInt(3) : 0;
                long limit = random.nextInt(6) == 0 ? -1 : offset + random.nextInt(4);
                PhysicalNode input = deletes ? Plans.updating(TYPE) : Plans.appending(TYPE);
                OperatorHarness harness = harness(input, partitioned, key, rank, offset, limit, givesRank);
                RandomChanges changes = new RandomChanges(random, deletes, () -> row(random));
                Map<List<@Nullable Object>, Integer> shown = Map.of();
                for (int epoch = 0; epoch < 8; epoch++) {
                    harness.input(0, epoch == 6 && deletes ? changes.clear() : changes.next(25));
                    Map<List<@Nullable Object>, Integer> expected =
                            top(changes.relation(), partitioned, key, rank, offset, limit, givesRank);
                    harness.expect(RandomChanges.difference(shown, expected));
                    shown = expected;
                }
                if (variant < 2) {
                    harness.runOnDiskToo();
                } else {
                    harness.run();
                }
            }
        }
    }

    /** One row is kept of each partition, in another table than that of any other limit. */
    @Test
    void firstRowsOfAppendOnlyInputAgreeWithPlainComputation() {
        Random random = new Random(Long.getLong("millrace.seed", 2));
        for (int variant = 0; variant < 8; variant++) {
            boolean partitioned = (variant & 1) != 0;
            SortKey key = new SortKey(1, random.nextBoolean(), random.nextBoolean());
            OperatorHarness harness = harness(Plans.appending(TYPE), partitioned, key, Rank.ROW_NUMBER, 0, 1, false);
            RandomChanges changes = new RandomChanges(random, false, () -> row(random));
            Map<List<@Nullable Object>, Integer> shown = Map.of();
            for (int epoch = 0; epoch < 8; epoch++) {
                harness.input(0, changes.next(epoch == 5 ? 0 : 12));
                Map<List<@Nullable Object>, Integer> expected =
                        top(changes.relation(), partitioned, key, Rank.ROW_NUMBER, 0, 1, false);
                harness.expect(RandomChanges.difference(shown, expected));
                shown = expected;
            }
            harness.runOnDiskToo();
        }
    }

    private static List<@Nullable Object> row(Random random) {
        return Arrays.asList(
                random.nextInt(5) == 0 ? null : "k" + "\0".repeat(random.nextInt(2)) + random.nextInt(2),
                random.nextInt(8) == 0
                        ? null
                        : (Long) ((random.nextInt(5) - 2L) * (random.nextInt(3) == 0 ? 70_000 : 1)),
                random.nextInt(8) == 0 ? null : (Double) (random.nextInt(3) - 1.5));
    }

    private static Map<List<@Nullable Object>, Integer> top(
            Map<List<@Nullable Object>, Integer> relation,
            boolean partitioned,
            SortKey key,
            Rank rank,
            long offset,
            long limit,
            boolean givesRank) {
        Map<@Nullable Object, List<List<@Nullable Object>>> partitions = new HashMap<>();
        relation.forEach((row, copies) -> {
            for (int i = 0; i < copies; i++) {
                partitions
                        .computeIfAbsent(partitioned ? row.get(0) : "", k -> new ArrayList<>())
                        .add(row);
            }
        });
        Map<List<@Nullable Object>, Integer> top = new HashMap<>();
        for (List<List<@Nullable Object>> rows : partitions.values()) {
            rows.sort(column(key)
                    .thenComparing(column(new SortKey(0, false, false)))
                    .thenComparing(column(new SortKey(2, false, false))));
            long number = 0;
            long ties = 0;
            long place = 0;
            for (int i = 0; i < rows.size(); i++) {
                number++;
                boolean isTie = i > 0 && column(key).compare(rows.get(i - 1), rows.get(i)) == 0;
                ties += isTie ? 0 : 1;
                place = switch (rank) {
                    case ROW_NUMBER -> number;
                    case RANK -> isTie ? place : number;
                    case DENSE_RANK -> ties;
                };
                if (place > offset && (limit < 0 || place <= limit)) {
                    List<@Nullable Object> given = new ArrayList<>(rows.get(i));
                    if (givesRank) {
                        given.add(place);
                    }
                    top.merge(given, 1, Integer::sum);
                }
            }
        }
        return top;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Comparator<List<@Nullable Object>> column(SortKey key) {
        Comparator<Object> values = (a, b) -> ((Comparable) a).compareTo(b);
        Comparator<Object> ordered = key.descending() ? values.reversed() : values;
        return Comparator.comparing(
                row -> row.get(key.column()),
                key.nullsFirst() ? Comparator.nullsFirst(ordered) : Comparator.nullsLast(ordered));
    }
}
