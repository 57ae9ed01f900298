package io.millrace.spi.connector;

import io.millrace.spi.type.RowType;
import java.util.List;
import java.util.Map;

/**
 * A table as its connector sees it.
 *
 * @param columns the physical columns, without computed ones
 * @param primaryKey indexes into the columns, empty if there is none
 * @param options as given in {@code WITH}, names in lower case
 */
public record ConnectorTable(String name, RowType columns, List<Integer> primaryKey, Map<String, String> options) {
    public ConnectorTable {
        primaryKey = List.copyOf(primaryKey);
        options = Map.copyOf(options);
    }
}
