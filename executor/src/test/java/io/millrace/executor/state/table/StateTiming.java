package io.millrace.executor.state.table;

import io.millrace.executor.state.GroupTable;
import io.millrace.executor.state.OrderedCounts;
import io.millrace.executor.state.RowTable;
import io.millrace.executor.state.StateBackend;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.TaskState;
import io.millrace.executor.state.TestBackends;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Measures group tables in CPU time; a program, not a test. Arguments: backend and memory budget in MB. */
public final class StateTiming {
    private static final int KEYS = 1_000_000;
    private static final int ROWS = 10_000_000;
    private static final int BATCHES = 500;

    private StateTiming() {}

    public static void main(String[] args) throws IOException {
        String backend = args.length > 0 ? args[0] : "rocksdb";
        long memoryBytes = (args.length > 1 ? Long.parseLong(args[1]) : 1024) << 20;
        for (int round = 0; round < 2; round++) {
            runRows(backend, memoryBytes);
            for (boolean skewed : new boolean[] {true, false}) {
                run("one long", List.of(StateLab.LONG), backend, memoryBytes, skewed);
                run("two longs", List.of(StateLab.LONG, StateLab.LONG), backend, memoryBytes, skewed);
                run("text", List.of(StateLab.TEXT), backend, memoryBytes, skewed);
            }
        }
    }

    /** A join's side: 1 M rows added and found by 300 k keys; and MAX over the same. */
    private static void runRows(String backendName, long memoryBytes) throws IOException {
        List<DataType> types = List.of(StateLab.LONG, StateLab.LONG, StateLab.TEXT);
        RowBatch[] batches = batches(types, true);
        Path directory = Files.createTempDirectory("state-timing");
        try (StateBackend backend = TestBackends.open(backendName);
                StateStore store = backend.open(directory.resolve("work"), null);
                TaskState task = TaskStates.open(store, 0, 1, 128, memoryBytes)) {
            RowTable table = task.operator("op").rowTable("rows", types, new int[] {0}, -1);
            OrderedCounts counts = task.operator("op").orderedCounts("values", List.of(StateLab.LONG), StateLab.LONG);
            int[] keys = new int[RowBatch.ROWS_TARGET];
            long adding = 0;
            long finding = 0;
            long counting = 0;
            long found = 0;
            for (RowBatch batch : batches) {
                long start = cpuNanos();
                table.add(batch);
                adding += cpuNanos() - start;
                start = cpuNanos();
                table.find(batch, new int[] {0}, keys);
                for (int i = 0; i < batch.rows(); i++) {
                    found += table.count(table.firstRow(keys[i]));
                }
                finding += cpuNanos() - start;
                table.endEpoch();
                start = cpuNanos();
                for (int row = 0; row < batch.rows(); row++) {
                    counts.add(batch, new int[] {0}, row, batch.column(1), row, 1);
                }
                counts.endEpoch();
                counting += cpuNanos() - start;
            }
            double rows = (double) BATCHES * RowBatch.ROWS_TARGET;
            System.out.printf(
                    "%s rows: add %.1f, find %.1f ns/row; ordered counts: add %.1f ns/row; memory %d MB (%d)%n",
                    backendName, adding / rows, finding / rows, counting / rows, task.memoryBytes() >> 20, found);
        }
    }

    private static void run(String name, List<DataType> types, String backendName, long memoryBytes, boolean skewed)
            throws IOException {
        RowBatch[] batches = batches(types, skewed);
        int[] columns = types.size() == 1 ? new int[] {0} : new int[] {0, 1};
        Path directory = Files.createTempDirectory("state-timing");
        try (StateBackend backend = TestBackends.open(backendName);
                StateStore store = backend.open(directory.resolve("work"), null);
                TaskState task = TaskStates.open(store, 0, 1, 128, memoryBytes)) {
            GroupTable table = task.operator("op").groupTable("t", types, -1, 3, 0);
            feed(table, batches, columns, ROWS / 2);
            TaskState.Frozen first = task.freeze();
            first.write();
            first.snapshotTaken();
            long start = cpuNanos();
            feed(table, batches, columns, ROWS);
            double perRow = (cpuNanos() - start) / (double) ROWS;
            start = cpuNanos();
            TaskState.Frozen frozen = task.freeze();
            long frozeMicros = (cpuNanos() - start) / 1000;
            start = cpuNanos();
            frozen.write();
            long wroteMicros = (cpuNanos() - start) / 1000;
            start = cpuNanos();
            Files.createDirectories(directory.resolve("snapshot"));
            store.snapshot(directory.resolve("snapshot"), true);
            long snapshotMicros = (cpuNanos() - start) / 1000;
            frozen.snapshotTaken();
            System.out.printf(
                    "%s %s %s: %.1f ns/row; freeze %.1f ms, write %.0f ms, snapshot %.0f ms; memory %d MB%n",
                    backendName,
                    name,
                    skewed ? "skewed" : "uniform",
                    perRow,
                    frozeMicros / 1e3,
                    wroteMicros / 1e3,
                    snapshotMicros / 1e3,
                    task.memoryBytes() >> 20);
        }
    }

    /** CPU time, because other programs may want the processors too. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void feed(GroupTable table, RowBatch[] batches, int[] columns, int rows) {
        int[] slots = new int[RowBatch.ROWS_TARGET];
        for (int fed = 0, i = 0; fed < rows; i++) {
            RowBatch batch = batches[i % batches.length];
            table.slots(batch, columns, slots);
            long[] counts = table.longs(0);
            long[] sums = table.longs(1);
            long[] greatest = table.longs(2);
            for (int row = 0; row < batch.rows(); row++) {
                int slot = slots[row];
                counts[slot]++;
                sums[slot] += row;
                greatest[slot] = Math.max(greatest[slot], row);
            }
            fed += batch.rows();
            if (i % 100 == 99) {
                table.endEpoch();
            }
        }
        table.endEpoch();
    }

    private static RowBatch[] batches(List<DataType> types, boolean skewed) {
        Random random = new Random(1);
        RowBatch[] batches = new RowBatch[BATCHES];
        for (int i = 0; i < BATCHES; i++) {
            BatchBuilder builder = new BatchBuilder(types, RowBatch.ROWS_TARGET);
            for (int row = 0; row < RowBatch.ROWS_TARGET; row++) {
                double place = random.nextDouble();
                long key = (long) (KEYS * (skewed ? place * place * place : place));
                for (int column = 0; column < types.size(); column++) {
                    Object value =
                            types.get(column).equals(StateLab.TEXT) ? (Object) ("customer-" + key * 7919) : key * 7919;
                    StateLab.append(builder.column(column), types.get(column), value);
                }
                builder.endRow();
            }
            batches[i] = builder.build();
        }
        return batches;
    }
}
