package io.millrace.server.session;

import io.millrace.spi.type.DataType;

/**
 * A column of a result.
 *
 * @param name the name of the column it comes from, or the label if it comes from an expression
 * @param label the name it has in the result
 * @param schema the schema of the table it comes from, or ""
 * @param table the table it comes from, or ""
 */
public record ResultColumn(String name, String label, DataType type, String schema, String table) {

    /** A column that comes from no table. */
    public static ResultColumn of(String label, DataType type) {
        return new ResultColumn(label, label, type, "", "");
    }
}
