package io.millrace.executor.engine;

import io.millrace.spi.batch.RowBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a database is opened.
 *
 * @param directory where it lives; empty for one in memory
 * @param epochInterval a new epoch at least that often while there is input
 * @param workers worker threads
 * @param changeRowsMax changed rows of a table or view that are kept in memory, for the next checkpoint and for each open result
 * @param batchRowsMax rows that an operator is given at once; results do not depend on it
 * @param restarts how queries that fail are started again
 */
public record EngineOptions(
        Optional<Path> directory,
        Duration epochInterval,
        Checkpoints checkpoints,
        State state,
        int workers,
        long changeRowsMax,
        int batchRowsMax,
        Restarts restarts) {
    public static final long CHANGE_ROWS_MAX = 1_000_000;

    /**
     * @param interval one that often; zero for only on demand
     * @param timeout after which one that is not complete is given up
     * @param kept number of newest ones kept
     * @param pauseMin none begins by itself sooner after the end of the one before
     * @param concurrentMax so many may be under way at once
     * @param failuresTolerated so many in a row may fail because of one query; then that query fails
     * @param savepoints where savepoints lie; empty for the database's own folder
     * @param mode of queries that name no other
     * @param alignmentTimeout likewise
     */
    public record Checkpoints(
            Duration interval,
            Duration timeout,
            int kept,
            Duration pauseMin,
            int concurrentMax,
            int failuresTolerated,
            Optional<Path> savepoints,
            QueryTuning.CheckpointMode mode,
            Duration alignmentTimeout) {
        public static final Duration ALIGNMENT_TIMEOUT_DEFAULT = Duration.ofSeconds(5);
        public static final Checkpoints DEFAULT = new Checkpoints(Duration.ofSeconds(10), Duration.ofMinutes(10), 3);

        public Checkpoints(Duration interval, Duration timeout, int kept) {
            this(interval, timeout, kept, Duration.ZERO, 1, Integer.MAX_VALUE);
        }

        public Checkpoints(
                Duration interval,
                Duration timeout,
                int kept,
                Duration pauseMin,
                int concurrentMax,
                int failuresTolerated) {
            this(
                    interval,
                    timeout,
                    kept,
                    pauseMin,
                    concurrentMax,
                    failuresTolerated,
                    Optional.empty(),
                    QueryTuning.CheckpointMode.ALIGNED,
                    ALIGNMENT_TIMEOUT_DEFAULT);
        }

        public Checkpoints withInterval(Duration wanted) {
            return new Checkpoints(
                    wanted,
                    timeout,
                    kept,
                    pauseMin,
                    concurrentMax,
                    failuresTolerated,
                    savepoints,
                    mode,
                    alignmentTimeout);
        }

        /** With another mode of queries that name none. */
        public Checkpoints withMode(QueryTuning.CheckpointMode wanted, Duration wantedAlignmentTimeout) {
            return new Checkpoints(
                    interval,
                    timeout,
                    kept,
                    pauseMin,
                    concurrentMax,
                    failuresTolerated,
                    savepoints,
                    wanted,
                    wantedAlignmentTimeout);
        }
    }

    /**
     * @param memoryBytes for one query, before entries move to the state store; 0 to keep none between epochs
     * @param backend of the tables, and of queries that name no other
     * @param diskWarnBytes with less room than that on the disk, there is a warning
     */
    public record State(long memoryBytes, String backend, long diskWarnBytes) {
        public static final long MEMORY_BYTES_DEFAULT = 256L << 20;
        public static final long DISK_WARN_BYTES_DEFAULT = 1L << 30;

        public State(long memoryBytes, String backend) {
            this(memoryBytes, backend, DISK_WARN_BYTES_DEFAULT);
        }
    }

    /**
     * @param attempts how often in a row before a query is given up; 0 for never
     * @param delay before the first; twice as long before each further one, up to a minute
     */
    public record Restarts(int attempts, Duration delay) {
        public static final Restarts DEFAULT = new Restarts(5, Duration.ofSeconds(1));
    }

    public static EngineOptions inMemory() {
        return defaults(Optional.empty(), "memory");
    }

    public static EngineOptions at(Path directory) {
        return defaults(Optional.of(directory), "rocksdb");
    }

    private static EngineOptions defaults(Optional<Path> directory, String backend) {
        return new EngineOptions(
                directory,
                Duration.ofMillis(100),
                Checkpoints.DEFAULT,
                new State(State.MEMORY_BYTES_DEFAULT, backend),
                defaultWorkers(),
                CHANGE_ROWS_MAX,
                RowBatch.ROWS_TARGET,
                Restarts.DEFAULT);
    }

    /** One worker a core. */
    public static int defaultWorkers() {
        return Runtime.getRuntime().availableProcessors();
    }

    public EngineOptions withEpochInterval(Duration interval) {
        return new EngineOptions(
                directory, interval, checkpoints, state, workers, changeRowsMax, batchRowsMax, restarts);
    }

    public EngineOptions withCheckpoints(Checkpoints wanted) {
        return new EngineOptions(
                directory, epochInterval, wanted, state, workers, changeRowsMax, batchRowsMax, restarts);
    }

    public EngineOptions withCheckpointInterval(Duration interval) {
        return withCheckpoints(checkpoints.withInterval(interval));
    }

    public EngineOptions withWorkers(int count) {
        return new EngineOptions(
                directory, epochInterval, checkpoints, state, count, changeRowsMax, batchRowsMax, restarts);
    }

    public EngineOptions withChangeRowsMax(long rows) {
        return new EngineOptions(directory, epochInterval, checkpoints, state, workers, rows, batchRowsMax, restarts);
    }

    public EngineOptions withRestarts(Restarts wanted) {
        return new EngineOptions(
                directory, epochInterval, checkpoints, state, workers, changeRowsMax, batchRowsMax, wanted);
    }
}
