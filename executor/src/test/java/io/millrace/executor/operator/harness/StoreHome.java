package io.millrace.executor.operator.harness;

import io.millrace.executor.state.KeyedState;
import io.millrace.executor.state.StateBackend;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.TaskState;
import io.millrace.executor.state.TestBackends;
import io.millrace.executor.state.table.TaskStates;
import io.millrace.spi.key.KeyGroups;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Real state over a store, checkpointed as a query's runner would. */
final class StoreHome implements StateHome {
    private final Circumstances circumstances;
    private final StateBackend backend;
    private final Path directory;
    private final List<TaskState> tasks = new ArrayList<>();
    private StateStore store;
    private int directories;

    StoreHome(Circumstances circumstances) {
        this.circumstances = circumstances;
        backend = TestBackends.open(circumstances.state().backend());
        try {
            directory = Files.createTempDirectory("operator-state");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store = backend.open(newDirectory(), null);
        openTasks(circumstances.parallelism());
    }

    private Path newDirectory() {
        try {
            return Files.createDirectory(directory.resolve("d" + ++directories));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void openTasks(int parallelism) {
        tasks.clear();
        for (int task = 0; task < parallelism; task++) {
            long cacheBytes = circumstances.state().cacheBytes();
            tasks.add(TaskStates.open(store, task, parallelism, KeyGroups.COUNT_DEFAULT, cacheBytes));
        }
    }

    @Override
    public KeyedState state(int task) {
        return tasks.get(task).operator("operator");
    }

    @Override
    public void checkpoint() {
        snapshot(null);
    }

    private void snapshot(@Nullable Path target) {
        List<TaskState.Frozen> frozen = tasks.stream().map(TaskState::freeze).toList();
        frozen.forEach(TaskState.Frozen::write);
        if (target != null) {
            store.snapshot(target, true);
        }
        frozen.forEach(TaskState.Frozen::snapshotTaken);
    }

    /** Where rows are partitioned, the parallelism changes each time. */
    @Override
    public int restart(int epoch) {
        Path target = newDirectory();
        snapshot(target);
        tasks.forEach(TaskState::close);
        store.close();
        store = backend.open(newDirectory(), target);
        openTasks(circumstances.parallelism() == 1 ? 1 : 1 + epoch % 4);
        return tasks.size();
    }

    @Override
    public int entries() {
        return -1;
    }

    @Override
    public void close() {
        tasks.forEach(TaskState::close);
        store.close();
        backend.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
