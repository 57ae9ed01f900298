package io.millrace.server.session;

/**
 * A column of a result.
 *
 * @param name the name of the column it comes from, or the label if it comes from an expression
 * @param label the name it has in the result
 * @param jdbcType its type as one of {@link java.sql.Types}; {@code OTHER} for UUID, intervals and JSON
 * @param typeName its type as SQL writes it, e.g. {@code TIMESTAMP(6)}, {@code UUID}, {@code INTERVAL DAY TO SECOND}
 * @param nullable whether it may hold nulls
 * @param precision digits, characters or bytes; 0 if it has none
 * @param scale digits after the point, or of the second; 0 if it has none
 * @param schema the schema of the table it comes from, or ""
 * @param table the table it comes from, or ""
 */
public record ResultColumn(
        String name,
        String label,
        int jdbcType,
        String typeName,
        boolean nullable,
        int precision,
        int scale,
        String schema,
        String table) {

    /** A column that comes from no table. */
    public static ResultColumn of(
            String label, int jdbcType, String typeName, boolean nullable, int precision, int scale) {
        return new ResultColumn(label, label, jdbcType, typeName, nullable, precision, scale, "", "");
    }
}
