package io.millrace.jdbc;

import io.millrace.jdbc.link.Link;
import io.millrace.jdbc.link.LinkException;
import io.millrace.jdbc.url.DatabaseUrl;
import java.util.Iterator;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds the engine for embedded URLs. */
@FunctionalInterface
interface Engines {
    Link open(DatabaseUrl.Embedded url, Map<String, String> properties);

    static Engines only(EmbeddedEngine engine) {
        return engine::open;
    }

    /** The first engine that the driver's class loader, or else that of the thread, has. */
    static Engines onClassPath() {
        return (url, properties) -> {
            EmbeddedEngine engine = find(MillraceDriver.class.getClassLoader());
            if (engine == null) {
                engine = find(Thread.currentThread().getContextClassLoader());
            }
            if (engine == null) {
                throw new LinkException(
                        "08001",
                        "there is no Millrace engine on the class path, which embedded URLs need: add millrace.jar, or"
                                + " connect to a server with jdbc:millrace://HOST:PORT/");
            }
            return engine.open(url, properties);
        };
    }

    private static @Nullable EmbeddedEngine find(ClassLoader loader) {
        try {
            Iterator<EmbeddedEngine> engines =
                    ServiceLoader.load(EmbeddedEngine.class, loader).iterator();
            return engines.hasNext() ? engines.next() : null;
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new LinkException(
                    "08001",
                    "the Millrace engine on the class path cannot be used; use either millrace.jar, which holds the driver,"
                            + " or millrace-jdbc.jar, not both (" + e.getMessage() + ")",
                    0,
                    e);
        }
    }
}
