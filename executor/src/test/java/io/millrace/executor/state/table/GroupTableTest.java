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

import io.millrace.executor.state.GroupTable;
import io.millrace.executor.state.StateBackend;
import io.millrace.executor.state.TestBackends;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A group table agrees with a hash map, whatever happens to memory, tasks and checkpoints. */
class GroupTableTest {
    @TempDir
    Path directory;

    record Shape(List<DataType> keys, int timeKey) {
        int[] partition() {
            return IntStream.range(0, keys.size()).filter(i -> i != timeKey).toArray();
        }
    }

    static Stream<Arguments> cases() {
        List<Shape> shapes = List.of(
                new Shape(List.of(LONG), -1),
                new Shape(List.of(INT), -1),
                new Shape(List.of(LONG, LONG), -1),
                new Shape(List.of(LONG, LONG), 0),
                new Shape(List.of(INT, LONG), 1),
                new Shape(List.of(TEXT), -1),
                new Shape(List.of(TEXT, LONG), 1),
                new Shape(List.of(DOUBLE, WIDE, INT), -1),
                new Shape(List.of(WIDE, TEXT, DOUBLE), -1),
                new Shape(List.of(LONG, ROW, ARRAY, MAP), 0),
                new Shape(List.of(), -1),
                new Shape(List.of(LONG), 0));
        return TestBackends.names()
                .flatMap(backend -> shapes.stream().flatMap(shape -> TestBackends.memoryBytes(backend)
                        .map(memory -> Arguments.of(backend, shape, memory))));
    }

    private record Entry(long sum, long touches, byte @Nullable [] last) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Entry that
                    && sum == that.sum
                    && touches == that.touches
                    && Arrays.equals(last, that.last);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(sum);
        }
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
        private final int values;
        private final StateLab<GroupTable> lab;
        private Map<List<@Nullable Object>, Entry> model = new HashMap<>();

        Run(StateBackend backend, Path directory, Shape shape, long memoryBytes, Random random) {
            this.shape = shape;
            this.random = random;
            values = random.nextBoolean() ? 10 : 3000;
            lab = new StateLab<>(backend, directory, memoryBytes, 1 + random.nextInt(4), task -> task.operator("op")
                    .groupTable("table", shape.keys, shape.timeKey, 2, 1));
        }

        void go() {
            try (lab) {
                for (int epoch = 0; epoch < 50; epoch++) {
                    for (int batches = random.nextInt(3); batches > 0; batches--) {
                        add(1 + random.nextInt(random.nextBoolean() ? 20 : 1500));
                    }
                    if (shape.timeKey >= 0) {
                        removeSomeTimes();
                    }
                    lab.tables().forEach(GroupTable::endEpoch);
                    lab.maybeCheckpoint(random, () -> new HashMap<>(model), this::restored, HashMap.class);
                }
                assertThat(contents()).isEqualTo(model);
            }
        }

        @SuppressWarnings("unchecked")
        private void restored(HashMap<?, ?> copy) {
            model = (Map<List<@Nullable Object>, Entry>) copy.clone();
        }

        private @Nullable Object key(int column) {
            Object value = StateLab.value(shape.keys.get(column), random, values);
            return column == shape.timeKey ? (Object) (value == null ? 17L : ((Long) value) % 100) : value;
        }

        private void add(int rows) {
            BatchBuilder builder = new BatchBuilder(shape.keys, rows);
            for (int i = 0; i < rows; i++) {
                for (int column = 0; column < shape.keys.size(); column++) {
                    StateLab.append(builder.column(column), shape.keys.get(column), key(column));
                }
                builder.endRow();
            }
            RowBatch batch = builder.build();
            int[] columns = IntStream.range(0, shape.keys.size()).toArray();
            for (int task = 0; task < lab.parallelism(); task++) {
                RowBatch part = lab.partOf(batch, shape.partition(), task);
                add(lab.tables().get(task), part, columns);
            }
        }

        private void add(GroupTable table, RowBatch part, int[] columns) {
            Set<List<@Nullable Object>> before = new HashSet<>(model.keySet());
            boolean firstBatch = table.touchedCount() == 0;
            int[] slots = new int[part.rows()];
            table.slots(part, columns, slots);
            for (int i = 0; i < slots.length; i++) {
                List<@Nullable Object> key = StateLab.canonical(StateLab.row(part, part.row(i), shape.keys));
                assertThat(key(table, slots[i])).isEqualTo(key);
                if (firstBatch) {
                    assertThat(table.isNew(slots[i])).isEqualTo(!before.contains(key));
                }
                Entry old = model.getOrDefault(key, new Entry(0, 0, null));
                assertThat(entry(table, slots[i])).isEqualTo(old);
                byte[] last = random.nextInt(4) == 0 ? new byte[random.nextInt(30)] : old.last;
                Entry now = new Entry(old.sum + random.nextInt(), old.touches + 1, last);
                table.longs(0)[slots[i]] = now.sum;
                table.longs(1)[slots[i]] = now.touches;
                table.bytes(0)[slots[i]] = now.last;
                model.put(key, now);
            }
            int[] touched = table.touched().clone();
            int touchedCount = table.touchedCount();
            assertThat(Arrays.stream(touched, 0, touchedCount).distinct().count())
                    .isEqualTo(touchedCount);
            for (int i = 0; i < touchedCount; i++) {
                if (random.nextInt(5) == 0) {
                    model.remove(key(table, touched[i]));
                    table.remove(touched[i]);
                }
            }
        }

        private void removeSomeTimes() {
            for (GroupTable table : lab.tables()) {
                long upTo = random.nextInt(200) - 150L;
                long first = model.keySet().stream()
                        .filter(key -> isOf(table, key))
                        .mapToLong(key -> (Long) key.get(shape.timeKey))
                        .min()
                        .orElse(Long.MAX_VALUE);
                assertThat(table.firstTime()).isEqualTo(first);
                List<Long> times = new ArrayList<>();
                Set<List<@Nullable Object>> seen = new HashSet<>();
                table.forEachUpTo(upTo, slot -> {
                    times.add(table.time(slot));
                    List<@Nullable Object> key = key(table, slot);
                    assertThat(seen.add(key)).isTrue();
                    assertThat(entry(table, slot)).isEqualTo(model.get(key));
                    if (random.nextInt(3) > 0) {
                        table.remove(slot);
                    }
                });
                assertThat(times).isSorted();
                Set<List<@Nullable Object>> expected = new HashSet<>(model.keySet());
                expected.removeIf(key -> !isOf(table, key) || (Long) key.get(shape.timeKey) > upTo);
                assertThat(seen).isEqualTo(expected);
                removeRemoved(table, seen);
            }
        }

        /** Those that the visitor removed are found out by visiting again. */
        private void removeRemoved(GroupTable table, Set<List<@Nullable Object>> seen) {
            Set<List<@Nullable Object>> left = new HashSet<>();
            table.forEachUpTo(Long.MAX_VALUE - 1, slot -> left.add(key(table, slot)));
            seen.forEach(key -> {
                if (!left.contains(key)) {
                    model.remove(key);
                }
            });
        }

        private boolean isOf(GroupTable table, List<@Nullable Object> key) {
            return lab.tables().get(lab.taskOf(shape.keys, key, shape.partition())) == table;
        }

        private List<@Nullable Object> key(GroupTable table, int slot) {
            return StateLab.built(shape.keys, builder -> table.appendKey(slot, builder, 0));
        }

        private Entry entry(GroupTable table, int slot) {
            return new Entry(table.longs(0)[slot], table.longs(1)[slot], table.bytes(0)[slot]);
        }

        /** Everything, found by looking up what the model has. */
        private Map<List<@Nullable Object>, Entry> contents() {
            Map<List<@Nullable Object>, Entry> found = new HashMap<>();
            int[] columns = IntStream.range(0, shape.keys.size()).toArray();
            for (List<@Nullable Object> key : model.keySet()) {
                GroupTable table = lab.tables().get(lab.taskOf(shape.keys, key, shape.partition()));
                int[] slots = new int[1];
                table.slots(StateLab.batch(shape.keys, List.of(key)), columns, slots);
                if (!table.isNew(slots[0])) {
                    found.put(key, entry(table, slots[0]));
                }
            }
            return found;
        }
    }
}
