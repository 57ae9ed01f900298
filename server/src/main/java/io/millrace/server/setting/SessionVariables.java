package io.millrace.server.setting;

import io.millrace.planner.catalog.Catalog;
import io.millrace.server.session.SessionSettings;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.option.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code SET} sets: the settings of one session, and behind them those of its database.
 *
 * <p><b>Threading:</b> any thread.
 */
public final class SessionVariables implements SessionSettings {
    public static final Option<String> SCHEMA = Option.choice(
                    "schema", List.of(Catalog.DEFAULT_SCHEMA, Catalog.SYSTEM_SCHEMA, Catalog.INFORMATION_SCHEMA))
            .defaultValue(Catalog.DEFAULT_SCHEMA)
            .describedAs("schema of names without one");
    public static final Option<Integer> PARALLELISM = Option.integer("parallelism", 1, 128)
            .defaultValue(Runtime.getRuntime().availableProcessors())
            .describedAs("tasks of each parallel stage of a query; by default one a core");
    public static final Option<String> ON_ERROR = Option.choice("on_error", List.of("fail", "skip"))
            .defaultValue("fail")
            .describedAs(
                    "whether a row that cannot be read or computed fails a continuous query or is skipped and kept in"
                            + " sys.rejected_rows");
    public static final Option<Boolean> STREAM_PROGRESS = Option.bool("stream.progress")
            .defaultValue(false)
            .describedAs("gives SELECT STREAM a column epoch, and one row per epoch that carries nothing else");
    public static final Option<Duration> STREAM_GRID_TIMEOUT = Option.duration("stream.grid-timeout")
            .defaultValue(Duration.ZERO)
            .describedAs("ends a SELECT STREAM with a row limit after that long, for tools that wait for their grid to"
                    + " fill; 0 ms for never");
    public static final Option<Integer> RECURSION_ROUNDS = Option.integer("recursion.rounds", 1, Integer.MAX_VALUE)
            .defaultValue(100_000)
            .describedAs("how many rounds WITH RECURSIVE may take before the query fails");
    public static final Option<String> USER = Option.string("user")
            .defaultValue("")
            .describedAs("name shown in sys.sessions; there are no passwords yet");
    public static final Option<String> APPLICATION_NAME =
            Option.string("application_name").defaultValue("").describedAs("name of the client's program");

    public static final List<Option<?>> ALL = List.of(
            SCHEMA,
            PARALLELISM,
            ON_ERROR,
            STREAM_PROGRESS,
            STREAM_GRID_TIMEOUT,
            RECURSION_ROUNDS,
            USER,
            APPLICATION_NAME);

    private final Map<String, String> databaseValues;
    private final Map<String, String> values = new LinkedHashMap<>();
    private long version;

    /** @param databaseValues settings of the database, by name */
    public SessionVariables(Map<String, String> databaseValues) {
        this.databaseValues = Map.copyOf(databaseValues);
    }

    /**
     * Changes a setting.
     *
     * @throws MillraceException 42704 with the nearest match for an unknown name, 22023 for a bad value
     */
    public synchronized void set(String name, String value) {
        Option<?> option = settable(name);
        values.put(option.name(), text(option.parse(value)));
        version++;
    }

    /** One way to write each value. */
    private static String text(@Nullable Object value) {
        return value instanceof Duration duration ? duration.toMillis() + " ms" : String.valueOf(value);
    }

    /** Puts one back to its default. */
    public synchronized void reset(String name) {
        values.remove(settable(name).name());
        version++;
    }

    public synchronized void resetAll() {
        values.clear();
        version++;
    }

    /** Grows with every change. */
    public synchronized long version() {
        return version;
    }

    public synchronized <T> T get(Option<T> option) {
        return option.read(values);
    }

    @Override
    public String catalog() {
        return Catalog.NAME;
    }

    @Override
    public String schema() {
        return get(SCHEMA);
    }

    @Override
    public void useSchema(String schema) {
        set(SCHEMA.name(), schema);
    }

    @Override
    public synchronized Optional<String> value(String name) {
        String given = values.get(name);
        if (given != null) {
            return Optional.of(given);
        }
        return find(name).map(option -> defaultText(option)).or(() -> Optional.ofNullable(databaseValues.get(name)));
    }

    /** The value, or the error that names the nearest setting. */
    public String show(String name) {
        return value(name).orElseThrow(() -> unknown(name));
    }

    /** Every setting with its value, sorted as declared: those of the session, then those of the database. */
    public Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        ALL.forEach(option -> all.put(option.name(), show(option.name())));
        DatabaseSettings.ALL.forEach(option -> all.put(option.name(), show(option.name())));
        return all;
    }

    /** The default of a session's setting, as text. */
    public static String defaultText(Option<?> option) {
        return text(option.defaultValue());
    }

    private Option<?> settable(String name) {
        Optional<Option<?>> option = find(name);
        if (option.isEmpty() && databaseValues.containsKey(name)) {
            throw DatabaseSettings.fixed(name, String.valueOf(databaseValues.get(name)));
        }
        return option.orElseThrow(() -> unknown(name));
    }

    private static Optional<Option<?>> find(String name) {
        for (Option<?> option : ALL) {
            if (option.name().equals(name)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    private MillraceException unknown(String name) {
        List<String> names = new ArrayList<>(databaseValues.keySet());
        ALL.forEach(option -> names.add(option.name()));
        return new MillraceException(
                SqlState.UNDEFINED_OBJECT, "there is no setting \"" + name + "\"" + Nearest.hint(name, names));
    }
}
