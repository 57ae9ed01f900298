package io.millrace.bench.loaded;

import io.millrace.connector.nexmark.NexmarkConnector;
import io.millrace.spi.connector.Connector;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.connector.Sink;
import io.millrace.spi.connector.Source;
import io.millrace.spi.option.Option;
import io.millrace.spi.type.Field;
import java.util.List;
import java.util.Optional;

/** The connector {@code 'nexmark-loaded'}: the rows of {@code 'nexmark'}, made at the first reading and kept in memory. */
public final class LoadedConnector implements Connector {
    private final Connector made = new NexmarkConnector();

    @Override
    public String name() {
        return "nexmark-loaded";
    }

    @Override
    public String description() {
        return "the rows of nexmark, kept in memory from the first reading on";
    }

    @Override
    public List<Option<?>> options() {
        return made.options();
    }

    @Override
    public List<Field> defaultColumns(ConnectorTable table) {
        return made.defaultColumns(table);
    }

    @Override
    public Optional<Source> source(ConnectorTable table) {
        return made.source(table).map(source -> new LoadedSource(table, source));
    }

    @Override
    public Optional<Sink> sink(ConnectorTable table) {
        return Optional.empty();
    }
}
