package io.millrace.jdbc.link;

import org.jspecify.annotations.Nullable;

/**
 * A savepoint as both ends know it.
 *
 * @param durable whether it is one of the database, known by its name; otherwise it is a marker, known by its number to the
 *     connection that set it
 * @param connectionId the connection that set the marker, null if durable
 */
public record SavepointReference(
        boolean durable,
        int id,
        @Nullable String name,
        @Nullable String connectionId) {}
