package io.millrace.executor.state.table;

import static io.millrace.executor.state.table.StateLab.DOUBLE;
import static io.millrace.executor.state.table.StateLab.INT;
import static io.millrace.executor.state.table.StateLab.LONG;
import static io.millrace.executor.state.table.StateLab.ROW;
import static io.millrace.executor.state.table.StateLab.TEXT;
import static io.millrace.executor.state.table.StateLab.WIDE;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.state.OrderedCounts;
import io.millrace.executor.state.StateBackend;
import io.millrace.executor.state.TestBackends;
import io.millrace.executor.state.ValueCursor;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ordered counts agree with a map of ordered maps, whatever happens to memory, tasks and checkpoints. */
class OrderedCountsTest {
    @TempDir
    Path directory;

    record Shape(List<DataType> keys, DataType value) {
        int[] columns() {
            return IntStream.range(0, keys.size()).toArray();
        }
    }

    static Stream<Arguments> cases() {
        List<Shape> shapes = List.of(
                new Shape(List.of(LONG), LONG),
                new Shape(List.of(TEXT), DOUBLE),
                new Shape(List.of(DOUBLE, INT), WIDE),
                new Shape(List.of(), INT),
                new Shape(List.of(ROW, LONG), INT),
                new Shape(List.of(INT, LONG), TEXT));
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

    @Test
    @Timeout(60)
    void aKeyMayHaveManyValues() {
        int values = 200_000;
        BatchBuilder builder = new BatchBuilder(List.of(LONG, LONG), values);
        for (int i = 0; i < values; i++) {
            builder.longs(0).append(7);
            builder.longs(1).append(i);
            builder.endRow();
        }
        RowBatch batch = builder.build();
        int[] key = {0};
        try (StateBackend backend = TestBackends.open("memory");
                StateLab<OrderedCounts> lab = new StateLab<>(backend, directory, 4 << 20, 1, task -> task.operator("op")
                        .orderedCounts("values", List.of(LONG), LONG))) {
            OrderedCounts table = lab.tables().get(0);
            for (int i = 0; i < values; i++) {
                table.add(batch, key, i, batch.column(1), i, 1);
                if (i % 1000 == 999) {
                    table.endEpoch();
                }
            }
            for (int i = 0; i < values / 2; i++) {
                table.add(batch, key, i, batch.column(1), i, -1);
                BatchBuilder first = new BatchBuilder(List.of(LONG), 1);
                table.appendFirst(batch, key, 0, first.column(0));
                assertThat(((LongColumn) first.column(0).build()).values()[0]).isEqualTo(i + 1);
                if (i % 1000 == 999) {
                    table.endEpoch();
                }
            }
        }
    }

    private static final class Run {
        /** NULL first, text by its bytes, numbers as they are. */
        @SuppressWarnings({"unchecked", "rawtypes"})
        private static final Comparator<@Nullable Object> ORDER = Comparator.nullsFirst((left, right) -> {
            if (left instanceof String text && right instanceof String other) {
                return Arrays.compareUnsigned(
                        text.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
            }
            return ((Comparable) left).compareTo(right);
        });

        private final Shape shape;
        private final Random random;
        private final int keyValues;
        private final int values;
        private final StateLab<OrderedCounts> lab;
        private Map<List<@Nullable Object>, TreeMap<@Nullable Object, Long>> model = new HashMap<>();

        Run(StateBackend backend, Path directory, Shape shape, long memoryBytes, Random random) {
            this.shape = shape;
            this.random = random;
            keyValues = random.nextBoolean() ? 5 : 300;
            values = random.nextBoolean() ? 8 : 2000;
            lab = new StateLab<>(backend, directory, memoryBytes, 1 + random.nextInt(4), task -> task.operator("op")
                    .orderedCounts("values", shape.keys, shape.value));
        }

        void go() {
            try (lab) {
                for (int epoch = 0; epoch < 50; epoch++) {
                    for (int steps = random.nextInt(4); steps > 0; steps--) {
                        add(1 + random.nextInt(random.nextBoolean() ? 20 : 800));
                        ask();
                    }
                    model.values().forEach(counts -> counts.values().removeIf(count -> count == 0));
                    lab.tables().forEach(OrderedCounts::endEpoch);
                    lab.maybeCheckpoint(random, this::copy, this::restored, HashMap.class);
                }
                ask();
            }
        }

        private HashMap<?, ?> copy() {
            HashMap<List<@Nullable Object>, TreeMap<@Nullable Object, Long>> copy = new HashMap<>();
            model.forEach((key, counts) -> copy.put(key, new TreeMap<>(counts)));
            return copy;
        }

        @SuppressWarnings("unchecked")
        private void restored(HashMap<?, ?> snapshot) {
            model = (Map<List<@Nullable Object>, TreeMap<@Nullable Object, Long>>) snapshot;
            model = (Map<List<@Nullable Object>, TreeMap<@Nullable Object, Long>>) copy();
        }

        private List<@Nullable Object> randomKey() {
            List<@Nullable Object> key = new ArrayList<>();
            shape.keys.forEach(type -> key.add(StateLab.value(type, random, keyValues)));
            return key;
        }

        private void add(int count) {
            List<List<@Nullable Object>> keys = new ArrayList<>();
            List<List<@Nullable Object>> added = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                keys.add(randomKey());
                List<@Nullable Object> value = new ArrayList<>();
                value.add(StateLab.value(shape.value, random, values));
                added.add(value);
            }
            RowBatch keyBatch = StateLab.batch(shape.keys, keys);
            RowBatch valueBatch = StateLab.batch(List.of(shape.value), added);
            for (int i = 0; i < count; i++) {
                int weight = random.nextInt(5) < 2 ? -1 : 1;
                List<@Nullable Object> key = StateLab.canonical(keys.get(i));
                long expected = model.computeIfAbsent(key, absent -> new TreeMap<>(ORDER))
                        .merge(StateLab.canonical(added.get(i).get(0)), (long) weight, Long::sum);
                assertThat(table(key).add(keyBatch, shape.columns(), i, valueBatch.column(0), i, weight))
                        .isEqualTo(expected);
            }
        }

        /** All values, or those from one of them on, in either direction. */
        private void walk(OrderedCounts table, RowBatch key, int[] columns, List<@Nullable Object> positive) {
            boolean descending = random.nextBoolean();
            String from = positive.isEmpty() || random.nextBoolean()
                    ? null
                    : String.valueOf(StateLab.value(TEXT, random, values));
            List<String> expected = new ArrayList<>();
            for (Object value : positive) {
                int order = from == null ? 0 : ORDER.compare(value, from);
                if (descending ? order <= 0 : order >= 0) {
                    expected.add(value == null ? "" : (String) value);
                }
            }
            if (descending) {
                Collections.reverse(expected);
            }
            List<String> walked = new ArrayList<>();
            byte[] begin = from == null ? null : from.getBytes(StandardCharsets.UTF_8);
            try (ValueCursor cursor = table.scan(key, columns, 0, begin, descending)) {
                while (cursor.next()) {
                    walked.add(new String(cursor.data(), 0, cursor.length(), StandardCharsets.UTF_8));
                    assertThat(cursor.count()).isPositive();
                }
            }
            assertThat(walked).isEqualTo(expected);
        }

        private OrderedCounts table(List<@Nullable Object> key) {
            return lab.tables().get(lab.taskOf(shape.keys, key, shape.columns()));
        }

        private void ask() {
            for (int i = random.nextInt(30); i >= 0; i--) {
                List<@Nullable Object> key = StateLab.canonical(randomKey());
                RowBatch batch = StateLab.batch(shape.keys, List.of(key));
                OrderedCounts table = table(key);
                TreeMap<@Nullable Object, Long> counts = model.getOrDefault(key, new TreeMap<>(ORDER));
                List<@Nullable Object> positive = new ArrayList<>();
                counts.forEach((value, count) -> {
                    if (count > 0) {
                        positive.add(value);
                    }
                });
                Object first = positive.isEmpty() ? null : positive.get(0);
                Object last = positive.isEmpty() ? null : positive.get(positive.size() - 1);
                List<DataType> type = List.of(shape.value);
                int[] columns = shape.columns();
                assertThat(StateLab.built(type, b -> table.appendFirst(batch, columns, 0, b.column(0)))
                                .get(0))
                        .isEqualTo(first);
                assertThat(StateLab.built(type, b -> table.appendLast(batch, columns, 0, b.column(0)))
                                .get(0))
                        .isEqualTo(last);
                if (shape.value.equals(TEXT)) {
                    walk(table, batch, columns, positive);
                }
                if (random.nextInt(20) == 0) {
                    table.removeAll(batch, columns, 0);
                    model.remove(key);
                }
            }
        }
    }
}
