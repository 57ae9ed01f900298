package io.millrace.server.session;

/**
 * A durable savepoint.
 *
 * @param id its number in the database, never used twice
 * @param name its name
 * @param epoch the epoch it holds
 */
public record SavepointInfo(long id, String name, long epoch) {}
