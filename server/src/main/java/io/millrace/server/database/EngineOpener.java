package io.millrace.server.database;

import io.millrace.executor.clock.Clock;
import io.millrace.executor.clock.SystemClock;
import io.millrace.executor.engine.Engine;
import io.millrace.executor.engine.EngineOptions;
import io.millrace.executor.engine.Engines;
import io.millrace.executor.function.FunctionJars;
import io.millrace.server.catalog.Connectors;
import io.millrace.server.session.Database;
import io.millrace.server.session.DatabaseLocation;
import io.millrace.server.session.DatabaseOpener;
import io.millrace.server.setting.DatabaseSettings;
import io.millrace.server.system.SystemTables;
import io.millrace.spi.error.MillraceException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Opens databases of this JVM: the engine behind every door. */
public final class EngineOpener implements DatabaseOpener {
    private final Connectors connectors;
    private final Clock clock;

    /** For {@link java.util.ServiceLoader}: all connectors of the class path, the machine's clock. */
    public EngineOpener() {
        this(Connectors.onClassPath(), new SystemClock());
    }

    public EngineOpener(Connectors connectors, Clock clock) {
        this.connectors = connectors;
        this.clock = clock;
    }

    @Override
    public Database open(DatabaseLocation location) {
        return open(location, Map.of());
    }

    /** @throws MillraceException 22023 for a setting with a bad value */
    @Override
    public Database open(DatabaseLocation location, Map<String, String> settings) {
        WarmUp.begin();
        Optional<Path> directory =
                location instanceof DatabaseLocation.Directory place ? Optional.of(place.path()) : Optional.empty();
        EngineOptions options = DatabaseSettings.engineOptions(directory, settings);
        directory.ifPresent(FunctionJars::open);
        SystemTables systemTables = new SystemTables();
        Engine engine = Engines.open(options, connectors.byName(), systemTables);
        try {
            return new MillraceDatabase(engine, options, connectors, systemTables, clock);
        } catch (RuntimeException e) {
            engine.close();
            throw e;
        }
    }
}
