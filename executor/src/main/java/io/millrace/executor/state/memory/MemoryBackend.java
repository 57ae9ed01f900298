package io.millrace.executor.state.memory;

import io.millrace.executor.state.StateBackend;
import io.millrace.executor.state.StateStore;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps state in the heap. Under the name {@code memory} every snapshot is whole; under {@code filesystem} one shares the files
 * of maps that have not changed with the one before it.
 */
public final class MemoryBackend implements StateBackend {
    private final String name;
    private final boolean sharesFiles;

    private MemoryBackend(String name, boolean sharesFiles) {
        this.name = name;
        this.sharesFiles = sharesFiles;
    }

    public static MemoryBackend memory() {
        return new MemoryBackend("memory", false);
    }

    public static MemoryBackend filesystem() {
        return new MemoryBackend("filesystem", true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean reads(Path snapshot) {
        try (Stream<Path> files = Files.list(snapshot)) {
            return files.allMatch(SnapshotFile::isAny);
        } catch (IOException e) {
            throw new MillraceException(SqlState.IO_ERROR, "cannot list " + snapshot + ": " + e, e);
        }
    }

    @Override
    public StateStore open(Path directory, @Nullable Path restoreFrom) {
        return MemoryStore.open(directory, restoreFrom, sharesFiles);
    }

    @Override
    public void close() {}
}
