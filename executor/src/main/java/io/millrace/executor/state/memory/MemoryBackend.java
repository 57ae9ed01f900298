package io.millrace.executor.state.memory;

import io.millrace.executor.state.StateBackend;
import io.millrace.executor.state.StateStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps state in the heap; a snapshot is a file for each map. */
public final class MemoryBackend implements StateBackend {
    @Override
    public String name() {
        return "memory";
    }

    @Override
    public StateStore open(Path directory, @Nullable Path restoreFrom) {
        return MemoryStore.open(directory, restoreFrom);
    }

    @Override
    public void close() {}
}
