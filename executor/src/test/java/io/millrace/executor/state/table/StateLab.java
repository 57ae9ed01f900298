package io.millrace.executor.state.table;

import io.millrace.executor.state.StateBackend;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.TaskState;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.batch.RowValue;
import io.millrace.spi.key.KeyGroups;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.TypeKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A query's state over some tasks, checkpointed and restored as a runner would. */
final class StateLab<T> implements AutoCloseable {
    static final int KEY_GROUPS = 16;
    static final DataType LONG = DataType.of(TypeKind.BIGINT);
    static final DataType INT = DataType.of(TypeKind.INTEGER);
    static final DataType DOUBLE = DataType.of(TypeKind.DOUBLE);
    static final DataType TEXT = DataType.of(TypeKind.VARCHAR);
    static final DataType WIDE = DataType.decimal(38, 2);
    static final DataType ARRAY = DataType.array(TEXT);
    static final DataType MAP = DataType.map(LONG, WIDE);
    static final DataType ROW =
            DataType.row(List.of(new Field("a", DataType.array(DOUBLE)), new Field("b", MAP), new Field("c", INT)));

    private final StateBackend backend;
    private final Path directory;
    private final long memoryBytes;
    private final TableOpener<T> opener;
    private int directories;

    private StateStore store;
    private List<TaskState> tasks;
    private List<T> tables;
    private List<TaskState.Frozen> frozen = new ArrayList<>();
    private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
    private @Nullable Object modelFrozen;
    private @Nullable Object modelSnapshot;
    private @Nullable Path lastSnapshot;

    interface TableOpener<T> {
        T open(TaskState task);
    }

    StateLab(StateBackend backend, Path directory, long memoryBytes, int parallelism, TableOpener<T> opener) {
        this.backend = backend;
        this.directory = directory;
        this.memoryBytes = memoryBytes;
        this.opener = opener;
        start(null, parallelism);
    }

    private Path newDirectory() {
        try {
            return Files.createDirectory(directory.resolve("d" + ++directories));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void start(@Nullable Path from, int parallelism) {
        store = backend.open(newDirectory(), from);
        tasks = new ArrayList<>();
        tables = new ArrayList<>();
        for (int task = 0; task < parallelism; task++) {
            TaskState state = TaskStates.open(store, task, parallelism, KEY_GROUPS, memoryBytes);
            tasks.add(state);
            tables.add(opener.open(state));
        }
    }

    List<T> tables() {
        return tables;
    }

    int parallelism() {
        return tasks.size();
    }

    StateStore store() {
        return store;
    }

    long memoryBytes() {
        return tasks.stream().mapToLong(TaskState::memoryBytes).sum();
    }

    /** The rows of a batch that belong to a task. */
    RowBatch partOf(RowBatch batch, int[] partitionColumns, int task) {
        int[] hashes = new int[batch.rows()];
        KeyGroups.hash(batch, partitionColumns, hashes);
        int[] selection = new int[batch.rows()];
        int rows = 0;
        for (int i = 0; i < hashes.length; i++) {
            int group = KeyGroups.ofHash(hashes[i], KEY_GROUPS);
            if (KeyGroups.task(group, KEY_GROUPS, parallelism()) == task) {
                selection[rows++] = batch.row(i);
            }
        }
        return batch.select(selection, rows);
    }

    /** Sometimes begins, ends or gives up a checkpoint, or crashes and comes back with another parallelism. */
    <M> void maybeCheckpoint(Random random, Supplier<M> copyOfModel, Consumer<M> restored, Class<M> modelClass) {
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                if (frozen.isEmpty()) {
                    freeze();
                    modelFrozen = copyOfModel.get();
                }
            }
            case 2, 3 -> {
                if (!frozen.isEmpty()) {
                    lastSnapshot = snapshot();
                    modelSnapshot = modelFrozen;
                }
            }
            case 4 -> giveUp();
            case 5 -> {
                if (lastSnapshot != null) {
                    restore(lastSnapshot, 1 + random.nextInt(5));
                    restored.accept(modelClass.cast(modelSnapshot));
                }
            }
            default -> {}
        }
    }

    /** The changes are written while the tasks go on. */
    void freeze() {
        frozen = tasks.stream().map(TaskState::freeze).toList();
        List<TaskState.Frozen> writing = frozen;
        written = CompletableFuture.runAsync(() -> writing.forEach(TaskState.Frozen::write));
    }

    /** Ends the checkpoint begun by {@link #freeze}. */
    Path snapshot() {
        written.join();
        Path target = newDirectory();
        store.snapshot(target, true);
        frozen.forEach(TaskState.Frozen::snapshotTaken);
        frozen = List.of();
        return target;
    }

    /** The checkpoint begun by {@link #freeze} fails. */
    void giveUp() {
        frozen.forEach(TaskState.Frozen::snapshotTaken);
        frozen = List.of();
    }

    /** A crash: what was not in the snapshot is lost. */
    void restore(Path snapshot, int parallelism) {
        written.join();
        frozen = List.of();
        close();
        start(snapshot, parallelism);
    }

    @Override
    public void close() {
        written.join();
        tasks.forEach(TaskState::close);
        store.close();
    }

    /** A value of the type, one of few, with all the odd ones. */
    static @Nullable Object value(DataType type, Random random, int values) {
        int n = random.nextInt(values);
        if (n == 0) {
            return null;
        }
        return switch (type.kind()) {
            case BIGINT -> n == 1 ? Long.MIN_VALUE : n == 2 ? Long.MAX_VALUE : (long) (n - values / 2) * n;
            case INTEGER -> n == 1 ? Integer.MIN_VALUE : n == 2 ? Integer.MAX_VALUE : n - values / 2;
            case DOUBLE -> oddDouble(n, random);
            case VARCHAR -> text(n);
            case DECIMAL -> new BigDecimal(BigInteger.valueOf(n - values / 2).shiftLeft(n % 3 * 50), 2);
            case ARRAY -> elements(type.child(0), random, n % 4, values);
            case MAP -> entries(type, random, n % 4, values);
            case ROW ->
                new RowValue(
                        type.children().stream().map(Field::name).toList(),
                        Arrays.asList(type.children().stream()
                                .map(child -> value(child.type(), random, Math.min(values, 4)))
                                .toArray()));
            default -> throw new IllegalArgumentException(type.toString());
        };
    }

    private static List<@Nullable Object> elements(DataType type, Random random, int count, int values) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(value(type, random, Math.min(values, 5)));
        }
        return elements;
    }

    private static Map<Object, @Nullable Object> entries(DataType type, Random random, int count, int values) {
        Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Object key = value(type.child(0), random, values);
            if (key != null) {
                entries.put(key, value(type.child(1), random, Math.min(values, 5)));
            }
        }
        return entries;
    }

    private static Object oddDouble(int n, Random random) {
        return switch (n) {
            case 1 -> Double.NaN;
            case 2 -> random.nextBoolean() ? -0.0 : 0.0;
            case 3 -> Double.NEGATIVE_INFINITY;
            case 4 -> Double.POSITIVE_INFINITY;
            default -> (n % 2 == 0 ? -n : n) / 3.0;
        };
    }

    private static String text(int n) {
        return switch (n % 8) {
            case 0 -> "" + n;
            case 1 -> "\0".repeat(n / 8);
            case 2 -> "a\0b" + n;
            case 3 -> "żółć 火 😀" + n;
            case 4 -> "x".repeat(n);
            case 5 -> "\u00ff" + n;
            case 6 -> "\0\u0001".repeat(n / 8);
            default -> "k".repeat(1000) + n;
        };
    }

    /** The value as it comes back: −0.0 is 0.0. */
    static @Nullable Object canonical(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return canonical((List<@Nullable Object>) new ArrayList<@Nullable Object>(list));
        } else if (value instanceof RowValue row) {
            return new RowValue(row.names(), canonical(row.values()));
        }
        return value instanceof Double number ? (Object) DoubleColumn.canonical(number) : value;
    }

    static void append(ColumnBuilder builder, DataType type, @Nullable Object value) {
        JavaValues.append(builder, type, value);
    }

    static List<@Nullable Object> row(RowBatch batch, int row, List<DataType> types) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            values.add(JavaValues.read(batch.column(i), row, types.get(i)));
        }
        return values;
    }

    /** The row that the filler appends. */
    static List<@Nullable Object> built(List<DataType> types, Consumer<BatchBuilder> filler) {
        BatchBuilder builder = new BatchBuilder(types, 1);
        filler.accept(builder);
        builder.endRow();
        return row(builder.build(), 0, types);
    }

    static RowBatch batch(List<DataType> types, List<List<@Nullable Object>> rows) {
        BatchBuilder builder = new BatchBuilder(types, rows.size());
        for (List<@Nullable Object> row : rows) {
            for (int i = 0; i < types.size(); i++) {
                append(builder.column(i), types.get(i), row.get(i));
            }
            builder.endRow();
        }
        return builder.build();
    }

    /** The task that owns a key. */
    int taskOf(List<DataType> types, List<@Nullable Object> key, int[] partitionColumns) {
        RowBatch one = batch(types, List.of(key));
        return IntStream.range(0, parallelism())
                .filter(task -> partOf(one, partitionColumns, task).rows() == 1)
                .findFirst()
                .orElseThrow();
    }

    static List<@Nullable Object> canonical(List<@Nullable Object> row) {
        List<@Nullable Object> values = new ArrayList<>();
        row.forEach(value -> values.add(canonical(value)));
        return values;
    }
}
