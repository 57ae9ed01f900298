package io.millrace.server.session;

/**
 * Something a client should know about a statement that worked: an {@link java.sql.SQLWarning} at the other end.
 *
 * @param sqlState class {@code 01}
 */
public record Warning(String sqlState, String message) {}
