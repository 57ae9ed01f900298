package io.millrace.server.session;

import java.util.Map;

/**
 * Makes a running database of a location: found by {@link java.util.ServiceLoader}, implemented by the engine.
 *
 * <p>Called once per location and JVM; sharing and reference counting are done by {@link DatabaseRegistry}.
 */
@FunctionalInterface
public interface DatabaseOpener {

    /** Opens (recovering it where there is something to recover) the database at {@code location}. */
    Database open(DatabaseLocation location);

    /**
     * The same with settings of the database; names that are none of its settings are left alone, since they may be those of
     * the session that is opened next.
     */
    default Database open(DatabaseLocation location, Map<String, String> settings) {
        return open(location);
    }
}
