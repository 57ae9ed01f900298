package io.millrace.server.avatica;

import io.millrace.executor.clock.SystemClock;
import io.millrace.jdbc.EmbeddedEngine;
import io.millrace.jdbc.link.Link;
import io.millrace.jdbc.link.LinkException;
import io.millrace.jdbc.url.DatabaseUrl;
import io.millrace.server.session.Database;
import io.millrace.server.session.DatabaseLocation;
import io.millrace.server.session.DatabaseOpener;
import io.millrace.server.session.DatabaseRegistry;
import java.util.Iterator;
import java.util.Map;
import java.util.ServiceLoader;

/** The engine behind embedded URLs. {@link DatabaseRegistry} sees to it that all connections of the JVM share databases. */
public final class EmbeddedDatabases implements EmbeddedEngine {
    private static final long FETCH_WAIT_MILLIS = 20_000;
    private static final Timers TIMERS = new Timers("millrace-jdbc-timer");

    private final DatabaseRegistry registry;

    /** For {@link ServiceLoader}: the databases of this JVM, opened by the engine that is on the class path. */
    public EmbeddedDatabases() {
        this(Shared.REGISTRY);
    }

    public EmbeddedDatabases(DatabaseRegistry registry) {
        this.registry = registry;
    }

    /** The registry of this JVM; made when the first embedded URL is opened. */
    public static DatabaseRegistry registry() {
        return Shared.REGISTRY;
    }

    private static final class Shared {
        static final DatabaseRegistry REGISTRY = new DatabaseRegistry(new DatabaseOpener() {
            @Override
            public Database open(DatabaseLocation location) {
                return opener().open(location);
            }

            @Override
            public Database open(DatabaseLocation location, Map<String, String> settings) {
                return opener().open(location, settings);
            }
        });

        private static DatabaseOpener opener() {
            Iterator<DatabaseOpener> openers = ServiceLoader.load(
                            DatabaseOpener.class, EmbeddedDatabases.class.getClassLoader())
                    .iterator();
            if (!openers.hasNext()) {
                throw new LinkException("08001", "this build of Millrace has no engine for embedded URLs");
            }
            return openers.next();
        }
    }

    @Override
    public Link open(DatabaseUrl.Embedded url, Map<String, String> properties) {
        return Failures.translated(() -> {
            DatabaseRegistry.Lease lease = registry.acquire(location(url), properties);
            MillraceMeta meta = new MillraceMeta(
                    lease.database(),
                    new ClientConnection.ConnectionContext(new SystemClock(), TIMERS, false, FETCH_WAIT_MILLIS));
            return new EmbeddedLink(lease, meta);
        });
    }

    private static DatabaseLocation location(DatabaseUrl.Embedded url) {
        if (url instanceof DatabaseUrl.SharedMemory shared) {
            return new DatabaseLocation.SharedMemory(shared.name());
        } else if (url instanceof DatabaseUrl.Directory directory) {
            return new DatabaseLocation.Directory(directory.path());
        }
        return new DatabaseLocation.PrivateMemory();
    }
}
