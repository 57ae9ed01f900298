package io.millrace.executor.state.table;

import static io.millrace.executor.state.table.StateLab.ARRAY;
import static io.millrace.executor.state.table.StateLab.DOUBLE;
import static io.millrace.executor.state.table.StateLab.INT;
import static io.millrace.executor.state.table.StateLab.LONG;
import static io.millrace.executor.state.table.StateLab.MAP;
import static io.millrace.executor.state.table.StateLab.ROW;
import static io.millrace.executor.state.table.StateLab.TEXT;
import static io.millrace.executor.state.table.StateLab.WIDE;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.state.RowTable;
import io.millrace.executor.state.StateBackend;
import io.millrace.executor.state.TestBackends;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A row table agrees with a map of maps, whatever happens to memory, tasks and checkpoints. */
class RowTableTest {
    @TempDir
    Path directory;

    record Shape(List<DataType> types, List<Integer> keys, int timeKey) {
        int[] keyColumns() {
            return keys.stream().mapToInt(Integer::intValue).toArray();
        }

        List<DataType> keyTypes() {
            return keys.stream().map(types::get).toList();
        }

        /** Positions among the keys. */
        int[] partition() {
            return IntStream.range(0, keys.size()).filter(i -> i != timeKey).toArray();
        }

        int[] partitionColumns() {
            return IntStream.of(partition()).map(keys::get).toArray();
        }
    }

    static Stream<Arguments> cases() {
        List<Shape> shapes = List.of(
                new Shape(List.of(LONG, TEXT, DOUBLE), List.of(0), -1),
                new Shape(List.of(INT, TEXT, LONG, WIDE), List.of(2, 1), -1),
                new Shape(List.of(TEXT, INT, LONG), List.of(1, 2), 1),
                new Shape(List.of(LONG), List.of(0), -1),
                new Shape(List.of(ROW, LONG, MAP, ARRAY), List.of(0, 1), -1),
                new Shape(List.of(LONG, TEXT), List.of(), -1));
        return TestBackends.names()
                .flatMap(backend -> shapes.stream().flatMap(shape -> TestBackends.memoryBytes(backend)
                        .map(memory -> Arguments.of(backend, shape, memory))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithAModel(String backendName, Shape shape, long memoryBytes) {
        long seed = Long.getLong("millrace.seed", 1);
        for (int run = 0; run < TestBackends.runs(backendName); run++) {
            try (StateBackend backend = TestBackends.open(backendName)) {
                Path own = directory.resolve("run" + run);
                assertThat(own.toFile().mkdir()).isTrue();
                new Run(backend, own, shape, memoryBytes, new Random(seed * 31 + run)).go();
            }
        }
    }

    private static final class Run {
        private final Shape shape;
        private final Random random;
        private final int keyValues;
        private final StateLab<RowTable> lab;
        private Map<List<@Nullable Object>, Map<List<@Nullable Object>, Long>> model = new HashMap<>();

        Run(StateBackend backend, Path directory, Shape shape, long memoryBytes, Random random) {
            this.shape = shape;
            this.random = random;
            keyValues = random.nextBoolean() ? 12 : 600;
            lab = new StateLab<>(backend, directory, memoryBytes, 1 + random.nextInt(4), task -> task.operator("op")
                    .rowTable("rows", shape.types, shape.keyColumns(), shape.timeKey));
        }

        void go() {
            try (lab) {
                for (int epoch = 0; epoch < 50; epoch++) {
                    for (int steps = random.nextInt(4); steps > 0; steps--) {
                        add(1 + random.nextInt(random.nextBoolean() ? 20 : 1200));
                        find();
                    }
                    if (shape.timeKey >= 0 && random.nextInt(3) == 0) {
                        removeUpTo(random.nextInt(80) - 30L);
                    }
                    forgetZeros();
                    lab.tables().forEach(RowTable::endEpoch);
                    lab.maybeCheckpoint(random, this::copy, this::restored, HashMap.class);
                }
            }
        }

        private HashMap<?, ?> copy() {
            HashMap<List<@Nullable Object>, Map<List<@Nullable Object>, Long>> copy = new HashMap<>();
            model.forEach((key, rows) -> copy.put(key, new HashMap<>(rows)));
            return copy;
        }

        @SuppressWarnings("unchecked")
        private void restored(HashMap<?, ?> snapshot) {
            model = (Map<List<@Nullable Object>, Map<List<@Nullable Object>, Long>>) snapshot;
            model = (Map<List<@Nullable Object>, Map<List<@Nullable Object>, Long>>) copy();
        }

        private void forgetZeros() {
            model.values().forEach(rows -> rows.values().removeIf(count -> count == 0));
            model.values().removeIf(Map::isEmpty);
        }

        private @Nullable Object value(int column) {
            int key = shape.keys.indexOf(column);
            Object value = StateLab.value(shape.types.get(column), random, key < 0 ? 10 : keyValues);
            return key >= 0 && key == shape.timeKey ? (Object) (value == null ? 17L : ((Long) value) % 50) : value;
        }

        private List<@Nullable Object> key(List<@Nullable Object> row) {
            List<@Nullable Object> key = new ArrayList<>();
            shape.keys.forEach(column -> key.add(row.get(column)));
            return key;
        }

        private void add(int count) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            byte[] weights = new byte[count];
            for (int i = 0; i < count; i++) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int column = 0; column < shape.types.size(); column++) {
                    row.add(value(column));
                }
                weights[i] = (byte) (random.nextInt(3) == 0 ? -1 : 1);
                rows.add(row);
                List<@Nullable Object> stored = StateLab.canonical(row);
                model.computeIfAbsent(key(stored), key -> new HashMap<>()).merge(stored, (long) weights[i], Long::sum);
            }
            RowBatch batch = StateLab.batch(shape.types, rows).withWeights(weights);
            for (int task = 0; task < lab.parallelism(); task++) {
                lab.tables().get(task).add(lab.partOf(batch, shape.partitionColumns(), task));
            }
        }

        private void find() {
            List<List<@Nullable Object>> keys = new ArrayList<>();
            for (int i = random.nextInt(100); i >= 0; i--) {
                List<@Nullable Object> key = new ArrayList<>();
                shape.keys.forEach(column -> key.add(value(column)));
                keys.add(key);
            }
            RowBatch batch = StateLab.batch(shape.keyTypes(), keys);
            for (int task = 0; task < lab.parallelism(); task++) {
                RowTable table = lab.tables().get(task);
                RowBatch part = lab.partOf(batch, shape.partition(), task);
                int[] found = new int[part.rows()];
                table.find(part, IntStream.range(0, shape.keys.size()).toArray(), found);
                for (int i = 0; i < found.length; i++) {
                    List<@Nullable Object> key = StateLab.canonical(StateLab.row(part, part.row(i), shape.keyTypes()));
                    Map<List<@Nullable Object>, Long> expected = new HashMap<>(model.getOrDefault(key, Map.of()));
                    expected.values().removeIf(count -> count == 0);
                    assertThat(rows(table, found[i])).isEqualTo(expected);
                }
            }
        }

        private Map<List<@Nullable Object>, Long> rows(RowTable table, int key) {
            Map<List<@Nullable Object>, Long> rows = new HashMap<>();
            if (key == RowTable.NONE) {
                return rows;
            }
            RowBatch view = table.rows();
            for (int row = table.firstRow(key); row != RowTable.NONE; row = table.nextRow(row)) {
                int handle = row;
                List<@Nullable Object> values = StateLab.row(view, row, shape.types);
                assertThat(StateLab.built(shape.types, builder -> table.appendRow(handle, builder, 0)))
                        .isEqualTo(values);
                if (table.count(row) != 0) {
                    assertThat(rows.put(values, table.count(row))).isNull();
                }
            }
            return rows;
        }

        private void removeUpTo(long time) {
            lab.tables().forEach(table -> table.removeUpTo(time));
            model.keySet().removeIf(key -> (Long) key.get(shape.timeKey) <= time);
        }
    }
}
