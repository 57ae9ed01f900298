package io.millrace.server.setting;

import io.millrace.executor.engine.EngineOptions;
import io.millrace.executor.engine.QueryTuning;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.option.Option;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings that hold for a whole database, from its opening to its closing. */
public final class DatabaseSettings {
    public static final Option<Duration> EPOCH_INTERVAL = Option.duration("epoch.interval")
            .defaultValue(Duration.ofMillis(100))
            .describedAs("a new epoch at least that often while there is input");
    public static final Option<Duration> CHECKPOINT_INTERVAL = Option.duration("checkpoint.interval")
            .defaultValue(Duration.ofSeconds(10))
            .describedAs("a checkpoint that often; 0 s for only on demand");
    public static final Option<Duration> CHECKPOINT_TIMEOUT = Option.duration("checkpoint.timeout")
            .defaultValue(EngineOptions.Checkpoints.DEFAULT.timeout())
            .describedAs("a checkpoint that is not complete by then is given up");
    public static final Option<Integer> CHECKPOINTS_KEPT =
            Option.integer("checkpoint.kept", 1, 1_000).defaultValue(3).describedAs("newest checkpoints that are kept");
    public static final Option<Duration> CHECKPOINT_PAUSE = Option.duration("checkpoint.min-pause")
            .defaultValue(EngineOptions.Checkpoints.DEFAULT.pauseMin())
            .describedAs("no checkpoint begins by itself sooner after the end of the one before");
    public static final Option<Integer> CHECKPOINTS_CONCURRENT = Option.integer("checkpoint.max-concurrent", 1, 16)
            .defaultValue(EngineOptions.Checkpoints.DEFAULT.concurrentMax())
            .describedAs("checkpoints that may be under way at once");
    public static final Option<Integer> CHECKPOINT_FAILURES = Option.integer(
                    "checkpoint.tolerated-failures", 0, Integer.MAX_VALUE)
            .defaultValue(EngineOptions.Checkpoints.DEFAULT.failuresTolerated())
            .describedAs("checkpoints in a row that may fail because of one query before that query fails, so that the"
                    + " others get theirs; by default any number");
    public static final Option<String> SAVEPOINT_DIR = Option.string("savepoint.dir")
            .describedAs(
                    "where savepoints lie, a path or a file: URI; by default savepoints/ in the database's folder, and for a"
                            + " database in memory a temporary folder that goes with it");
    public static final Option<String> CHECKPOINT_MODE = Option.choice(
                    "checkpoint.mode", QueryTuning.CheckpointMode.names())
            .defaultValue(EngineOptions.Checkpoints.DEFAULT.mode().toString())
            .describedAs("how the barrier of a checkpoint meets rows, in views and pipelines that do not say");
    public static final Option<Duration> ALIGNMENT_TIMEOUT = Option.duration("alignment.timeout")
            .defaultValue(EngineOptions.Checkpoints.DEFAULT.alignmentTimeout())
            .describedAs(
                    "how long a checkpoint waits for a barrier in mode auto, in views and pipelines that do not say");
    public static final Option<Integer> WORKERS = Option.integer("workers", 1, 1_024)
            .defaultValue(EngineOptions.defaultWorkers())
            .describedAs("worker threads; by default one a core");
    public static final Option<Long> STATE_MEMORY = bytes("state.memory")
            .defaultValue(256L << 20)
            .describedAs("memory for the state of one query before entries move to the state store");
    public static final Option<String> STATE_BACKEND = Option.choice(
                    "state.backend", List.of("rocksdb", "memory", "filesystem"))
            .describedAs(
                    "where state is kept: rocksdb by default where there is a directory, memory where there is none");

    public static final Option<Long> CHANGE_ROWS = Option.bigint("changes.rows", 1_000, 1_000_000_000)
            .defaultValue(EngineOptions.CHANGE_ROWS_MAX)
            .describedAs(
                    "changed rows of a table or view kept in memory: beyond, a checkpoint is taken early, and an open"
                            + " result that has not read them ends with 53400");

    public static final Option<Long> DISK_WARN = bytes("disk.warn-below")
            .defaultValue(EngineOptions.State.DISK_WARN_BYTES_DEFAULT)
            .describedAs("with less room than that on its disk the log has a warning, and sys.disk says so");

    public static final Option<Integer> BATCH_ROWS = Option.integer("batch.rows", 1, RowBatch.ROWS_TARGET)
            .defaultValue(RowBatch.ROWS_TARGET)
            .describedAs("rows that an operator is given at once; only speed depends on it");

    public static final Option<Integer> RESTART_ATTEMPTS = Option.integer("restart.attempts", 0, 1_000)
            .defaultValue(EngineOptions.Restarts.DEFAULT.attempts())
            .describedAs("how often in a row a view or pipeline that fails is started again; 0 for never");
    public static final Option<Duration> RESTART_DELAY = Option.duration("restart.delay")
            .defaultValue(EngineOptions.Restarts.DEFAULT.delay())
            .describedAs(
                    "how long after a failure that is, the first time; twice as long each further time, up to 1 min");

    public static final List<Option<?>> ALL = List.of(
            EPOCH_INTERVAL,
            CHECKPOINT_INTERVAL,
            CHECKPOINT_TIMEOUT,
            CHECKPOINTS_KEPT,
            CHECKPOINT_PAUSE,
            CHECKPOINTS_CONCURRENT,
            CHECKPOINT_FAILURES,
            SAVEPOINT_DIR,
            CHECKPOINT_MODE,
            ALIGNMENT_TIMEOUT,
            WORKERS,
            STATE_MEMORY,
            STATE_BACKEND,
            CHANGE_ROWS,
            DISK_WARN,
            BATCH_ROWS,
            RESTART_ATTEMPTS,
            RESTART_DELAY);

    private DatabaseSettings() {}

    public static boolean isOne(String name) {
        return ALL.stream().anyMatch(option -> option.name().equals(name));
    }

    /** How to open a database of which these settings are given, under other names too, which are left alone. */
    public static EngineOptions engineOptions(Optional<Path> directory, Map<String, String> given) {
        EngineOptions base = directory.map(EngineOptions::at).orElseGet(EngineOptions::inMemory);
        Duration interval = given.containsKey(CHECKPOINT_INTERVAL.name())
                ? CHECKPOINT_INTERVAL.read(given)
                : base.checkpoints().interval();
        return new EngineOptions(
                directory,
                EPOCH_INTERVAL.read(given),
                new EngineOptions.Checkpoints(
                        interval,
                        CHECKPOINT_TIMEOUT.read(given),
                        CHECKPOINTS_KEPT.read(given),
                        CHECKPOINT_PAUSE.read(given),
                        CHECKPOINTS_CONCURRENT.read(given),
                        CHECKPOINT_FAILURES.read(given),
                        SAVEPOINT_DIR.find(given).map(DatabaseSettings::folder),
                        QueryTuning.CheckpointMode.named(CHECKPOINT_MODE.read(given)),
                        ALIGNMENT_TIMEOUT.read(given)),
                new EngineOptions.State(
                        STATE_MEMORY.read(given),
                        STATE_BACKEND.find(given).orElse(base.state().backend()),
                        DISK_WARN.read(given)),
                WORKERS.read(given),
                CHANGE_ROWS.read(given),
                BATCH_ROWS.read(given),
                new EngineOptions.Restarts(RESTART_ATTEMPTS.read(given), RESTART_DELAY.read(given)));
    }

    /** What holds, as text. */
    public static Map<String, String> values(EngineOptions options) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(EPOCH_INTERVAL.name(), text(options.epochInterval()));
        values.put(CHECKPOINT_INTERVAL.name(), text(options.checkpoints().interval()));
        values.put(CHECKPOINT_TIMEOUT.name(), text(options.checkpoints().timeout()));
        values.put(
                CHECKPOINTS_KEPT.name(), Integer.toString(options.checkpoints().kept()));
        values.put(CHECKPOINT_PAUSE.name(), text(options.checkpoints().pauseMin()));
        values.put(
                CHECKPOINTS_CONCURRENT.name(),
                Integer.toString(options.checkpoints().concurrentMax()));
        values.put(
                CHECKPOINT_FAILURES.name(),
                Integer.toString(options.checkpoints().failuresTolerated()));
        values.put(
                SAVEPOINT_DIR.name(),
                options.checkpoints().savepoints().map(Path::toString).orElse(""));
        values.put(CHECKPOINT_MODE.name(), options.checkpoints().mode().toString());
        values.put(ALIGNMENT_TIMEOUT.name(), text(options.checkpoints().alignmentTimeout()));
        values.put(BATCH_ROWS.name(), Integer.toString(options.batchRowsMax()));
        values.put(WORKERS.name(), Integer.toString(options.workers()));
        values.put(STATE_MEMORY.name(), byteText(options.state().memoryBytes()));
        values.put(STATE_BACKEND.name(), options.state().backend());
        values.put(CHANGE_ROWS.name(), Long.toString(options.changeRowsMax()));
        values.put(DISK_WARN.name(), byteText(options.state().diskWarnBytes()));
        values.put(RESTART_ATTEMPTS.name(), Integer.toString(options.restarts().attempts()));
        values.put(RESTART_DELAY.name(), text(options.restarts().delay()));
        return values;
    }

    /** A folder by its path or its URI. */
    private static Path folder(String text) {
        int colon = text.indexOf(':');
        boolean isUri = colon > 1 && text.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*");
        try {
            if (!isUri) {
                return Path.of(text).toAbsolutePath().normalize();
            } else if (text.substring(0, colon).equalsIgnoreCase("file")) {
                return Path.of(URI.create(text)).normalize();
            }
        } catch (IllegalArgumentException e) {
            throw new MillraceException(
                    SqlState.INVALID_PARAMETER,
                    "setting \"" + SAVEPOINT_DIR.name() + "\" is '" + text + "'; expected a path or a file: URI",
                    e);
        }
        throw MillraceException.notSupported("setting \"" + SAVEPOINT_DIR.name() + "\" is '" + text + "': scheme "
                + text.substring(0, colon) + ": (a path or a file: URI)");
    }

    /** A time span as {@link Option#duration} reads it. */
    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1_000 != 0 || millis == 0) {
            return millis + " ms";
        }
        return millis % 60_000 == 0 ? millis / 60_000 + " min" : millis / 1_000 + " s";
    }

    /** {@code '64 MB'}, {@code '1 GB'}, {@code '65536'}. */
    private static Option<Long> bytes(String name) {
        return new Option<>(name, "a size such as '64 MB' or '1 GB'", DatabaseSettings::parseBytes, null, "");
    }

    private static long parseBytes(String text) {
        String digits = text.replaceAll("[^0-9].*$", "");
        String unit = text.substring(digits.length()).trim().toUpperCase(java.util.Locale.ROOT);
        long factor =
                switch (unit) {
                    case "", "B" -> 1L;
                    case "K", "KB" -> 1L << 10;
                    case "M", "MB" -> 1L << 20;
                    case "G", "GB" -> 1L << 30;
                    default -> throw new IllegalArgumentException(text);
                };
        long bytes = Math.multiplyExact(Long.parseLong(digits), factor);
        if (bytes != 0 && bytes < 1 << 20) {
            throw new IllegalArgumentException(text);
        }
        return bytes;
    }

    private static String byteText(long bytes) {
        return bytes % (1L << 20) == 0 ? (bytes >> 20) + " MB" : Long.toString(bytes);
    }

    /** The error for changing one while the database is open. */
    public static MillraceException fixed(String name, String value) {
        return new MillraceException(
                SqlState.NOT_IN_REQUIRED_STATE,
                "setting \"" + name + "\" is fixed while the database is open: it is " + value
                        + "; give it as a property of the URL that opens the database, or to the server");
    }
}
