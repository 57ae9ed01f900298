package io.millrace.executor.operator.ordered;

import static io.millrace.executor.operator.harness.Change.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.operator.harness.Batches;
import io.millrace.executor.operator.harness.Change;
import io.millrace.executor.operator.harness.Plans;
import io.millrace.executor.operator.harness.Standalone;
import io.millrace.plan.node.NodeId;
import io.millrace.plan.node.SortKey;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderedPartitionsTest {
    private static final RowType TYPE = Plans.row(Plans.BIGINT);

    /** Rows that a walk around changes reads, of a partition of 0, 10, 20, … 990. */
    private static List<Long> readAround(Reach reach, boolean descending, long... inserted) {
        try (Standalone context = Standalone.open(new NodeId("over-1"))) {
            OrderedPartitions partitions = new OrderedPartitions(
                    TYPE, List.of(), List.of(new SortKey(0, descending, false)), new int[0], false, context);
            List<Change> rows = new ArrayList<>();
            for (long i = 0; i < 1_000; i += 10) {
                rows.add(insert(i));
            }
            partitions.add(Batches.of(TYPE, rows, false));
            partitions.begin();
            assertThat(partitions.nextPartition()).isTrue();
            partitions.apply(partitions.entries());
            partitions.end();
            partitions.endEpoch();

            partitions.add(Batches.of(
                    TYPE, Arrays.stream(inserted).mapToObj(i -> insert(i)).toList(), false));
            partitions.begin();
            assertThat(partitions.nextPartition()).isTrue();
            partitions.applyAround(reach);
            BatchBuilder read = new BatchBuilder(TYPE);
            while (partitions.nextRow()) {
                partitions.appendRow(read);
                read.endRow();
            }
            partitions.end();
            return Batches.read(read.build(), TYPE).stream()
                    .map(change -> (Long) change.values().get(0))
                    .toList();
        }
    }

    @Test
    void readsSoManyRowsAround() {
        assertThat(readAround(new Reach(2, -1), false, 505)).containsExactly(490L, 500L, 505L, 510L, 520L);
        assertThat(readAround(new Reach(1, -1), true, 505, 485)).containsExactly(510L, 505L, 500L, 490L, 485L, 480L);
        assertThat(readAround(new Reach(0, -1), false, 505)).containsExactly(505L);
        assertThat(readAround(new Reach(2, -1), false, 5)).containsExactly(0L, 5L, 10L, 20L);
        assertThat(readAround(new Reach(2, -1), false, 2_000)).containsExactly(980L, 990L, 2_000L);
    }

    @Test
    void readsWhatIsAtMostSoFarAway() {
        assertThat(readAround(new Reach(0, 15), false, 505)).containsExactly(490L, 500L, 505L, 510L, 520L);
        assertThat(readAround(new Reach(0, 15), true, 505)).containsExactly(520L, 510L, 505L, 500L, 490L);
        assertThat(readAround(new Reach(3, 5), false, 505)).containsExactly(480L, 490L, 500L, 505L, 510L, 520L, 530L);
        assertThat(readAround(new Reach(0, Long.MAX_VALUE), false, 505)).hasSize(101);
        assertThat(readAround(new Reach(0, 0), true, Long.MIN_VALUE)).containsExactly(Long.MIN_VALUE);
    }

    @Test
    void bytesOrderAsRowsDo() {
        DataType wide = DataType.decimal(38, 2);
        DataType array = DataType.array(Plans.VARCHAR);
        RowType type = Plans.row(Plans.VARCHAR, Plans.BIGINT, Plans.DOUBLE, Plans.INTEGER, wide, Plans.BOOLEAN, array);
        Random random = new Random(Long.getLong("millrace.seed", 1));
        for (int run = 0; run < 40; run++) {
            List<SortKey> order = new ArrayList<>();
            for (int column = 0; column < type.size(); column++) {
                order.add(
                        random.nextInt(order.size() + 1),
                        new SortKey(column, random.nextBoolean(), random.nextBoolean()));
            }
            RowCodec codec = new RowCodec(type, List.of(), order);
            List<Change> rows = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                rows.add(insert(
                        value(random, "x".repeat(random.nextInt(3)) + (char) random.nextInt(3)),
                        value(random, number(random)),
                        value(random, random.nextInt(4) == 0 ? Double.NaN : number(random) / 3.0),
                        value(random, (int) number(random)),
                        value(
                                random,
                                BigDecimal.valueOf(number(random), 2)
                                        .multiply(BigDecimal.valueOf(random.nextInt(3) == 0 ? Long.MAX_VALUE : 1))),
                        value(random, random.nextBoolean()),
                        value(
                                random,
                                Arrays.asList("x\u0000".repeat(random.nextInt(2)), random.nextBoolean() ? null : "")
                                        .subList(random.nextInt(2), 1 + random.nextInt(2)))));
            }
            RowBatch batch = Batches.of(type, rows, false);
            ByteHeap heap = new ByteHeap();
            for (int row = 0; row < rows.size(); row++) {
                codec.encode(batch, row, heap);
                heap.end();
            }
            for (int row = 0; row < rows.size(); row++) {
                BatchBuilder decoded = new BatchBuilder(type);
                codec.decode(heap.data(), heap.start(row), decoded);
                decoded.endRow();
                assertThat(Batches.read(decoded.build(), type))
                        .isEqualTo(Batches.read(batch.select(new int[] {row}, 1), type));
                assertThat(codec.tieEnd(heap.data(), heap.start(row))).isEqualTo(heap.start(row) + heap.length(row));
                for (int other = 0; other < rows.size(); other++) {
                    assertThat(Integer.signum(heap.compare(row, other)))
                            .isEqualTo(Integer.signum(compare(order, batch, row, other)));
                }
            }
        }
    }

    private static int compare(List<SortKey> order, RowBatch batch, int row, int other) {
        for (SortKey key : order) {
            Column column = batch.column(key.column());
            if (column.isNull(row) || column.isNull(other)) {
                if (column.isNull(row) != column.isNull(other)) {
                    return column.isNull(row) == key.nullsFirst() ? -1 : 1;
                }
                continue;
            }
            int side = column.compare(row, column, other);
            if (side != 0) {
                return key.descending() ? -side : side;
            }
        }
        return 0;
    }

    private static @Nullable Object value(Random random, Object value) {
        return random.nextInt(6) == 0 ? null : value;
    }

    private static long number(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(3) - 1;
            case 1 -> 255 + random.nextInt(3);
            case 2 -> -257 + random.nextInt(3);
            case 3 -> Long.MIN_VALUE + random.nextInt(2);
            case 4 -> Long.MAX_VALUE - random.nextInt(2);
            default -> random.nextLong() >> random.nextInt(64);
        };
    }
}
