package io.millrace.server.session;

/**
 * Makes a running database of a location: found by {@link java.util.ServiceLoader}, implemented by the engine.
 *
 * <p>Called once per location and JVM; sharing and reference counting are done by {@link DatabaseRegistry}.
 */
@FunctionalInterface
public interface DatabaseOpener {

    /** Opens (recovering it where there is something to recover) the database at {@code location}. */
    Database open(DatabaseLocation location);
}
