package io.millrace.executor.engine;

import io.millrace.executor.clock.SystemClock;
import io.millrace.executor.query.CompiledOperators;
import io.millrace.executor.state.StateBackends;
import io.millrace.executor.state.memory.MemoryBackend;
import io.millrace.executor.state.rocksdb.RocksBackend;
import io.millrace.executor.storage.LocalStorage;
import io.millrace.executor.task.WorkerScheduler;
import io.millrace.spi.connector.Connector;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens databases on this machine. <b>Threading:</b> any thread. */
public final class Engines {
    private static final long BLOCK_CACHE_BYTES = 128L << 20;
    private static final long WRITE_BUFFER_BYTES = 128L << 20;

    private Engines() {}

    /**
     * Opens a database, recovering it if need be.
     *
     * @throws MillraceException 55P03 if another process holds it, XX001 if it is damaged beyond what checkpoints can mend
     */
    public static Engine open(EngineOptions options, Map<String, Connector> connectors, SystemRelations system) {
        return options.directory().isPresent()
                ? openDurable(options, options.directory().get(), connectors, system)
                : openInMemory(options, connectors, system);
    }

    private static Engine openInMemory(
            EngineOptions options, Map<String, Connector> connectors, SystemRelations system) {
        Path scratch;
        try {
            scratch = Files.createTempDirectory("millrace-");
        } catch (IOException e) {
            throw new MillraceException(SqlState.IO_ERROR, "cannot make a temporary folder: " + e.getMessage(), e);
        }
        Runnable unlock = lockSavepoints(options);
        try {
            StreamEngine engine = StreamEngine.open(options, parts(options, connectors, system), scratch, false);
            engine.onClosed(unlock);
            return engine;
        } catch (RuntimeException e) {
            unlock.run();
            throw e;
        }
    }

    private static Engine openDurable(
            EngineOptions options, Path directory, Map<String, Connector> connectors, SystemRelations system) {
        DirectoryLock lock = DirectoryLock.take("the database", directory);
        Runnable unlock = lock::close;
        try {
            Runnable savepoints = lockSavepoints(options);
            unlock = () -> {
                savepoints.run();
                lock.close();
            };
            StreamEngine engine = StreamEngine.open(options, parts(options, connectors, system), directory, true);
            engine.onClosed(unlock);
            return engine;
        } catch (RuntimeException e) {
            unlock.run();
            throw e;
        }
    }

    /** A folder for savepoints of its own belongs to one database at a time. */
    private static Runnable lockSavepoints(EngineOptions options) {
        return options.checkpoints()
                .savepoints()
                .map(folder -> DirectoryLock.take("the folder of savepoints", folder))
                .<Runnable>map(lock -> lock::close)
                .orElse(() -> {});
    }

    private static EngineParts parts(EngineOptions options, Map<String, Connector> connectors, SystemRelations system) {
        return new EngineParts(
                new WorkerScheduler("millrace", options.workers()),
                new SystemClock(),
                new LocalStorage(),
                backends(options),
                new CompiledOperators(),
                connectors,
                system);
    }

    private static StateBackends backends(EngineOptions options) {
        StateBackends all = new StateBackends(List.of(
                new RocksBackend(BLOCK_CACHE_BYTES, WRITE_BUFFER_BYTES),
                MemoryBackend.memory(),
                MemoryBackend.filesystem()));
        all.byName(options.state().backend());
        return all;
    }

    /** Keeps other processes out of a database's folder. */
    record DirectoryLock(FileChannel channel, FileLock lock) {
        static DirectoryLock take(String what, Path directory) {
            Path file = directory.resolve("LOCK");
            try {
                Files.createDirectories(directory);
                FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel);
                if (lock == null) {
                    String holder = Files.readString(file).strip();
                    channel.close();
                    throw new MillraceException(
                            SqlState.LOCKED_BY_ANOTHER_PROCESS,
                            what + " " + directory + " is open in "
                                    + (holder.isEmpty() ? "another process" : "process " + holder));
                }
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
                return new DirectoryLock(channel, lock);
            } catch (IOException e) {
                throw new MillraceException(
                        SqlState.IO_ERROR, "cannot open " + what + " " + directory + ": " + e.getMessage(), e);
            }
        }

        private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
            try {
                return channel.tryLock();
            } catch (OverlappingFileLockException e) {
                return null;
            }
        }

        void close() {
            try {
                lock.release();
                channel.close();
            } catch (IOException e) {
                throw new MillraceException(
                        SqlState.IO_ERROR, "cannot release the database's lock: " + e.getMessage(), e);
            }
        }
    }
}
