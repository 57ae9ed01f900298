package io.millrace.executor.state.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.state.GroupTable;
import io.millrace.executor.state.OrderedCounts;
import io.millrace.executor.state.RowTable;
import io.millrace.executor.state.StateBackend;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.TaskState;
import io.millrace.executor.state.TestBackends;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** State ten times as large as the memory for it: right, and the memory suffices. */
class LargeStateTest {
    private static final long MEMORY_BYTES = 2 << 20;
    private static final int KEYS = 300_000;

    @TempDir
    Path directory;

    private final Random random = new Random(Long.getLong("millrace.seed", 1));

    @Test
    void groupsStayInTheMemoryTheyAreGiven() {
        try (StateBackend backend = TestBackends.open("rocksdb");
                StateStore store = backend.open(directory.resolve("work"), null);
                TaskState task = TaskStates.open(store, 0, 1, 128, MEMORY_BYTES)) {
            GroupTable table = task.operator("op").groupTable("t", List.of(StateLab.LONG), -1, 4, 0);
            long[] expected = new long[KEYS];
            int[] slots = new int[RowBatch.ROWS_TARGET];
            for (int epoch = 0; epoch < 400; epoch++) {
                RowBatch batch = keys(epoch);
                table.slots(batch, new int[] {0}, slots);
                for (int i = 0; i < batch.rows(); i++) {
                    int key = key(batch, i);
                    assertThat(table.longs(3)[slots[i]]).isEqualTo(expected[key]);
                    table.longs(3)[slots[i]] = ++expected[key];
                }
                table.endEpoch();
                checkpointAndMeasure(task, epoch);
            }
            assertThat(store.sizeBytes()).isGreaterThan(0);
        }
    }

    @Test
    void rowsStayInTheMemoryTheyAreGiven() {
        List<DataType> types = List.of(StateLab.LONG, StateLab.TEXT);
        try (StateBackend backend = TestBackends.open("rocksdb");
                StateStore store = backend.open(directory.resolve("work"), null);
                TaskState task = TaskStates.open(store, 0, 1, 128, MEMORY_BYTES)) {
            RowTable table = task.operator("op").rowTable("t", types, new int[] {0}, -1);
            int[] expected = new int[KEYS / 10];
            int[] found = new int[500];
            for (int epoch = 0; epoch < 300; epoch++) {
                BatchBuilder builder = new BatchBuilder(types, 500);
                for (int i = 0; i < 500; i++) {
                    int key = random.nextInt(expected.length);
                    builder.longs(0).append(key);
                    StateLab.append(builder.column(1), StateLab.TEXT, "row " + expected[key]++ + " of its key");
                    builder.endRow();
                }
                RowBatch batch = builder.build();
                table.add(batch);
                table.find(batch, new int[] {0}, found);
                for (int i = 0; i < 500; i++) {
                    int count = 0;
                    for (int row = table.firstRow(found[i]); row != RowTable.NONE; row = table.nextRow(row)) {
                        count++;
                        assertThat(table.count(row)).isEqualTo(1);
                    }
                    assertThat(count).isEqualTo(expected[key(batch, i)]);
                }
                table.endEpoch();
                checkpointAndMeasure(task, epoch);
            }
        }
    }

    @Test
    void orderedValuesStayInTheMemoryTheyAreGiven() {
        try (StateBackend backend = TestBackends.open("rocksdb");
                StateStore store = backend.open(directory.resolve("work"), null);
                TaskState task = TaskStates.open(store, 0, 1, 128, MEMORY_BYTES)) {
            OrderedCounts table = task.operator("op").orderedCounts("t", List.of(StateLab.LONG), StateLab.LONG);
            int keys = 20_000;
            long[] greatest = new long[keys];
            for (int epoch = 0; epoch < 200; epoch++) {
                BatchBuilder builder = new BatchBuilder(List.of(StateLab.LONG, StateLab.LONG), 500);
                for (int i = 0; i < 1000; i++) {
                    builder.longs(0).append(random.nextInt(keys));
                    builder.longs(1).append(1 + random.nextInt(1_000_000));
                    builder.endRow();
                }
                RowBatch batch = builder.build();
                for (int row = 0; row < batch.rows(); row++) {
                    table.add(batch, new int[] {0}, row, batch.column(1), row, 1);
                    int key = key(batch, row);
                    greatest[key] = Math.max(greatest[key], ((LongColumn) batch.column(1)).values()[row]);
                    BatchBuilder last = new BatchBuilder(List.of(StateLab.LONG), 1);
                    table.appendLast(batch, new int[] {0}, row, last.column(0));
                    last.endRow();
                    assertThat(key(last.build(), 0)).isEqualTo(greatest[key]);
                }
                table.endEpoch();
                checkpointAndMeasure(task, epoch);
            }
        }
    }

    private RowBatch keys(int epoch) {
        BatchBuilder builder = new BatchBuilder(List.of(StateLab.LONG), RowBatch.ROWS_TARGET);
        for (int i = 0; i < RowBatch.ROWS_TARGET; i++) {
            // First each key once, so that the state has its size early.
            int inOrder = epoch * RowBatch.ROWS_TARGET + i;
            builder.longs(0).append(inOrder < KEYS ? inOrder : random.nextInt(KEYS));
            builder.endRow();
        }
        return builder.build();
    }

    private static int key(RowBatch batch, int row) {
        return (int) ((LongColumn) batch.column(0)).values()[row];
    }

    private void checkpointAndMeasure(TaskState task, int epoch) {
        assertThat(task.memoryBytes()).as("epoch " + epoch).isLessThan(2 * MEMORY_BYTES);
        if (epoch % 20 == 19) {
            TaskState.Frozen frozen = task.freeze();
            frozen.write();
            frozen.snapshotTaken();
        }
    }
}
