package io.millrace.server.database;

import io.millrace.executor.clock.Clock;
import io.millrace.executor.engine.Engine;
import io.millrace.executor.engine.EngineOptions;
import io.millrace.planner.Planner;
import io.millrace.planner.catalog.Catalog;
import io.millrace.planner.catalog.UserFunction;
import io.millrace.server.catalog.CatalogSnapshot;
import io.millrace.server.catalog.Connectors;
import io.millrace.server.catalog.DatabaseCatalog;
import io.millrace.server.session.Database;
import io.millrace.server.session.Session;
import io.millrace.server.session.Warning;
import io.millrace.server.setting.DatabaseSettings;
import io.millrace.server.setting.SessionVariables;
import io.millrace.server.system.DatabaseState;
import io.millrace.server.system.SystemTables;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.option.Option;
import io.millrace.spi.type.DataType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** An open database: engine, catalog, system relations and sessions. <b>Threading:</b> any thread. */
public final class MillraceDatabase implements Database {
    private final Engine engine;
    private final Connectors connectors;
    private final Clock clock;
    private final DatabaseCatalog catalog;
    private final Map<String, String> databaseValues;
    private final Map<String, MillraceSession> sessions = new ConcurrentHashMap<>();
    private final Optional<Path> directory;
    private final AtomicLong sessionsOpened = new AtomicLong();
    /** Grows with each rollback, after which what sessions wrote before is no more. */
    private final AtomicLong rollbacks = new AtomicLong();

    private volatile boolean closed;

    /**
     * Takes over the engine.
     *
     * @param systemTables those the engine reads; attached to this database here
     */
    public MillraceDatabase(
            Engine engine, EngineOptions options, Connectors connectors, SystemTables systemTables, Clock clock) {
        this.engine = engine;
        this.directory = options.directory();
        this.connectors = connectors;
        this.clock = clock;
        this.databaseValues = DatabaseSettings.values(options);
        this.catalog = new DatabaseCatalog(engine, SystemTables.rowTypes());
        systemTables.attach(new State());
    }

    Optional<Path> directory() {
        return directory;
    }

    Engine engine() {
        return engine;
    }

    Connectors connectors() {
        return connectors;
    }

    Clock clock() {
        return clock;
    }

    DatabaseCatalog catalog() {
        return catalog;
    }

    AtomicLong rollbacks() {
        return rollbacks;
    }

    @Override
    public Session openSession(Map<String, String> settings) {
        if (closed) {
            throw new MillraceException(SqlState.CONNECTION_CLOSED, "the database is closed");
        }
        SessionVariables variables = new SessionVariables(databaseValues);
        List<Warning> warnings = new ArrayList<>();
        settings.forEach((name, value) -> {
            if (DatabaseSettings.isOne(name)) {
                warnIfOther(name, value, warnings);
            } else {
                variables.set(name, value);
            }
        });
        MillraceSession session =
                new MillraceSession(this, "s" + sessionsOpened.incrementAndGet(), variables, warnings);
        sessions.put(session.id(), session);
        return session;
    }

    /** A database that is open already keeps its settings, whatever the next URL says. */
    private void warnIfOther(String name, String value, List<Warning> warnings) {
        Option<?> option = DatabaseSettings.ALL.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        String holds = databaseValues.get(name);
        if (holds != null && !Objects.equals(option.parse(value), option.parse(holds))) {
            warnings.add(new Warning(
                    SqlState.WARNING.code(),
                    "setting \"" + name + "\" = '" + value + "' has no effect: the database is open with " + holds));
        }
    }

    void ended(MillraceSession session) {
        sessions.remove(session.id());
    }

    @Override
    public void close() {
        closed = true;
        sessions.values().forEach(MillraceSession::close);
        engine.close();
    }

    /** What the system relations show. */
    private final class State implements DatabaseState {
        @Override
        public Engine engine() {
            return engine;
        }

        @Override
        public CatalogSnapshot catalog() {
            return catalog.snapshot();
        }

        @Override
        public Connectors connectors() {
            return connectors;
        }

        @Override
        public List<SettingRow> settings() {
            Map<Option<?>, String> rows = new LinkedHashMap<>();
            List<SettingRow> settings = new ArrayList<>();
            for (Option<?> option : SessionVariables.ALL) {
                settings.add(new SettingRow(
                        option.name(),
                        SessionVariables.defaultText(option),
                        "session",
                        option.expected(),
                        option.description()));
            }
            DatabaseSettings.ALL.forEach(option -> rows.put(option, databaseValues.getOrDefault(option.name(), "")));
            rows.forEach((option, value) -> settings.add(
                    new SettingRow(option.name(), value, "database", option.expected(), option.description())));
            return settings;
        }

        @Override
        public List<SessionRow> sessions() {
            return sessions.values().stream()
                    .map(session -> new SessionRow(
                            session.id(),
                            session.variables().get(SessionVariables.USER),
                            session.settings().schema()))
                    .toList();
        }

        @Override
        public List<FunctionRow> functions() {
            List<FunctionRow> rows = new ArrayList<>();
            for (String name : Planner.supportedFunctionNames()) {
                rows.add(new FunctionRow(Catalog.DEFAULT_SCHEMA, name, null));
            }
            for (UserFunction function : catalog().functions()) {
                rows.add(new FunctionRow(
                        function.name().schema(), function.name().name(), remarks(function)));
            }
            return rows;
        }

        private static String remarks(UserFunction function) {
            String parameters =
                    function.parameters().stream().map(DataType::sqlName).collect(Collectors.joining(", "));
            String kind =
                    switch (function.kind()) {
                        case SCALAR -> "";
                        case AGGREGATE -> function.retracts() ? "aggregate " : "aggregate without retract ";
                        case TABLE -> "table ";
                    };
            return kind + "(" + parameters + ") gives " + function.result().sqlName() + "; class "
                    + function.className()
                    + (function.source().isEmpty() ? "" : " in " + function.source())
                    + (function.deterministic() ? "; deterministic" : "");
        }
    }
}
