package io.millrace.planner;

import io.millrace.spi.type.DataType;

/**
 * A column of a result.
 *
 * @param name of the column it comes from, otherwise the label
 * @param label its name in the result
 * @param schema of the table it comes from, or empty
 * @param table it comes from, or empty
 */
public record PlannedColumn(String name, String label, DataType type, String schema, String table) {}
