package io.millrace.server.session;

/**
 * A {@code ?} of a statement.
 *
 * @param jdbcType its type as one of {@link java.sql.Types}
 * @param typeName its type as SQL writes it, e.g. {@code DECIMAL(10, 2)}
 * @param precision digits, characters or bytes; 0 if it has none
 * @param scale digits after the point, or of the second; 0 if it has none
 */
public record QueryParameter(int jdbcType, String typeName, int precision, int scale) {}
