package io.millrace.executor.engine;

import io.millrace.spi.option.Option;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a view or pipeline runs and is made durable; results do not depend on it, and all of it can be changed while it runs.
 *
 * @param mode how its checkpoint's barrier meets rows
 * @param alignmentTimeout how long the barrier has in mode {@code auto} before it is overtaken
 * @param async whether rows go on while its state is written
 * @param incremental whether a checkpoint shares the files that an earlier one wrote
 * @param backend where its state is kept
 * @param parallelism tasks of each parallel stage
 * @param history how long what a view was can be read
 */
public record QueryTuning(
        CheckpointMode mode,
        Duration alignmentTimeout,
        boolean async,
        boolean incremental,
        String backend,
        int parallelism,
        Duration history) {
    public static final Option<String> MODE = Option.choice("checkpoint.mode", CheckpointMode.names())
            .describedAs(
                    "how the barrier of a checkpoint meets rows: aligned, it waits behind them; unaligned, the checkpoint"
                            + " does not wait for it and takes what is queued with it; auto, it waits for"
                            + " alignment.timeout; by default the database's setting of that name");
    public static final Option<Duration> ALIGNMENT_TIMEOUT = Option.duration("alignment.timeout")
            .describedAs(
                    "how long a checkpoint waits for the barrier where checkpoint.mode is auto; by default the database's"
                            + " setting of that name");
    public static final Option<Boolean> ASYNC = Option.bool("checkpoint.async")
            .defaultValue(true)
            .describedAs("whether rows go on while the state of a checkpoint is written");
    public static final Option<Boolean> INCREMENTAL = Option.bool("checkpoint.incremental")
            .defaultValue(true)
            .describedAs(
                    "whether a checkpoint writes only what changed and shares the other files with the one before");
    public static final Option<String> BACKEND = Option.choice(
                    "state.backend", List.of("rocksdb", "memory", "filesystem"))
            .describedAs("where its state is kept; by default the database's setting of that name");
    /** How many tasks each parallel stage has. */
    public static final Option<Integer> PARALLELISM = Option.integer("parallelism", 1, 128)
            .describedAs("tasks of each parallel stage; by default the session's setting of that name");

    public static final Option<Duration> HISTORY = Option.duration("retain-history")
            .defaultValue(Duration.ZERO)
            .describedAs(
                    "how long a view can be read FOR SYSTEM_TIME AS OF a time, beyond the checkpoints that are kept");

    public static final Option<Integer> ATTEMPTS = Option.integer("restart.attempts", 0, 1_000)
            .describedAs(
                    "how often in a row it is started again when it fails; by default the database's setting of that"
                            + " name");
    public static final Option<Duration> DELAY = Option.duration("restart.delay")
            .describedAs(
                    "how long after a failure that is, the first time; by default the database's setting of that name");

    /** What can be given when a query is created and changed while it runs. */
    public static final List<Option<?>> ALL =
            List.of(PARALLELISM, MODE, ALIGNMENT_TIMEOUT, ASYNC, INCREMENTAL, BACKEND, HISTORY, ATTEMPTS, DELAY);

    /** How a checkpoint's barrier meets rows. */
    public enum CheckpointMode {
        /** The checkpoint waits for it. */
        ALIGNED,
        /** The checkpoint does not wait for it. */
        UNALIGNED,
        /** The checkpoint waits for it for a while. */
        AUTO;

        /** As they are given. */
        public static List<String> names() {
            return Stream.of(values()).map(CheckpointMode::toString).toList();
        }

        /** The mode of that name. */
        public static CheckpointMode named(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether a checkpoint may go on before its barrier has come through. */
    boolean maybeUnaligned() {
        return mode != CheckpointMode.ALIGNED;
    }

    /** Options without these, which say nothing of what a query answers. */
    static Map<String, String> without(Map<String, String> options) {
        Map<String, String> others = new LinkedHashMap<>(options);
        ALL.forEach(option -> others.remove(option.name()));
        return others;
    }

    /** Reads it from the options of a catalog object; what is not given is as the database has it. */
    static QueryTuning of(Map<String, String> options, EngineOptions database) {
        return new QueryTuning(
                MODE.find(options)
                        .map(CheckpointMode::named)
                        .orElse(database.checkpoints().mode()),
                ALIGNMENT_TIMEOUT.find(options).orElse(database.checkpoints().alignmentTimeout()),
                ASYNC.read(options),
                INCREMENTAL.read(options),
                BACKEND.find(options).orElse(database.state().backend()),
                PARALLELISM.find(options).orElse(database.workers()),
                HISTORY.read(options));
    }
}
