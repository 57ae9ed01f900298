package io.millrace.executor.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a database is opened.
 *
 * @param directory where it lives; empty for one in memory
 * @param epochInterval a new epoch at least that often while there is input
 * @param checkpointInterval a checkpoint that often; zero for only on demand
 * @param checkpointsKept number of newest checkpoints kept
 * @param workers worker threads
 * @param stateMemoryBytes memory for the state of one query before entries move to the state store
 * @param stateBackend {@code "rocksdb"} or {@code "memory"}
 * @param changeRowsMax changed rows of a table or view that are kept in memory, for the next checkpoint and for each open result
 */
public record EngineOptions(
        Optional<Path> directory,
        Duration epochInterval,
        Duration checkpointInterval,
        int checkpointsKept,
        int workers,
        long stateMemoryBytes,
        String stateBackend,
        long changeRowsMax) {
    public static final long CHANGE_ROWS_MAX = 1_000_000;

    public static EngineOptions inMemory() {
        return new EngineOptions(
                Optional.empty(),
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                3,
                defaultWorkers(),
                256L << 20,
                "memory",
                CHANGE_ROWS_MAX);
    }

    public static EngineOptions at(Path directory) {
        return new EngineOptions(
                Optional.of(directory),
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                3,
                defaultWorkers(),
                256L << 20,
                "rocksdb",
                CHANGE_ROWS_MAX);
    }

    /** One worker a core. */
    public static int defaultWorkers() {
        return Runtime.getRuntime().availableProcessors();
    }

    public EngineOptions withEpochInterval(Duration interval) {
        return new EngineOptions(
                directory,
                interval,
                checkpointInterval,
                checkpointsKept,
                workers,
                stateMemoryBytes,
                stateBackend,
                changeRowsMax);
    }

    public EngineOptions withCheckpointInterval(Duration interval) {
        return new EngineOptions(
                directory,
                epochInterval,
                interval,
                checkpointsKept,
                workers,
                stateMemoryBytes,
                stateBackend,
                changeRowsMax);
    }

    public EngineOptions withWorkers(int count) {
        return new EngineOptions(
                directory,
                epochInterval,
                checkpointInterval,
                checkpointsKept,
                count,
                stateMemoryBytes,
                stateBackend,
                changeRowsMax);
    }

    public EngineOptions withStateMemoryBytes(long bytes) {
        return new EngineOptions(
                directory,
                epochInterval,
                checkpointInterval,
                checkpointsKept,
                workers,
                bytes,
                stateBackend,
                changeRowsMax);
    }

    public EngineOptions withStateBackend(String backend) {
        return new EngineOptions(
                directory,
                epochInterval,
                checkpointInterval,
                checkpointsKept,
                workers,
                stateMemoryBytes,
                backend,
                changeRowsMax);
    }

    public EngineOptions withChangeRowsMax(long rows) {
        return new EngineOptions(
                directory,
                epochInterval,
                checkpointInterval,
                checkpointsKept,
                workers,
                stateMemoryBytes,
                stateBackend,
                rows);
    }
}
