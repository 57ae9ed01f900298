package io.millrace.connector.datagen;

import io.millrace.spi.connector.Connector;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.connector.RateLimit;
import io.millrace.spi.connector.Sink;
import io.millrace.spi.connector.Source;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.option.Option;
import io.millrace.spi.type.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connector {@code 'datagen'}: rows of the declared columns, made up. */
public final class DatagenConnector implements Connector {
    private static final String FIELDS = "fields.";

    @Override
    public String name() {
        return "datagen";
    }

    @Override
    public String description() {
        return "makes up rows, sequences or random values, the same at each reading";
    }

    @Override
    public List<Option<?>> options() {
        return DatagenOptions.ALL;
    }

    @Override
    public Optional<Source> source(ConnectorTable table) {
        DatagenOptions options = DatagenOptions.of(table.options());
        Map<String, Map<String, String>> byColumn = columnOptions(table);
        List<ValueGenerator> generators = new ArrayList<>();
        for (Field field : table.columns().fields()) {
            Map<String, String> own = byColumn.getOrDefault(field.name(), Map.of());
            generators.add(new ColumnPlan(field, own, options).generator());
        }
        return Optional.of(new DatagenSource(options, new RateLimit(options.rowsPerSecond()), generators));
    }

    @Override
    public Optional<Sink> sink(ConnectorTable table) {
        return Optional.empty();
    }

    /** The options {@code fields.<column>.<part>} by column and part. Option names are in lower case, columns need not be. */
    private static Map<String, Map<String, String>> columnOptions(ConnectorTable table) {
        Map<String, Map<String, String>> byColumn = new HashMap<>();
        table.options().forEach((name, value) -> {
            if (name.startsWith(FIELDS)) {
                int end = name.lastIndexOf('.');
                String wanted = end < FIELDS.length() ? "" : name.substring(FIELDS.length(), end);
                String column = table.columns().names().stream()
                        .filter(wanted::equalsIgnoreCase)
                        .findFirst()
                        .orElseThrow(() -> new MillraceException(
                                SqlState.UNDEFINED_COLUMN,
                                "option '" + name + "': table \"" + table.name() + "\" has no column \"" + wanted + "\""
                                        + Nearest.hint(wanted, table.columns().names())));
                byColumn.computeIfAbsent(column, absent -> new HashMap<>()).put(name.substring(end + 1), value);
            }
        });
        return byColumn;
    }
}
