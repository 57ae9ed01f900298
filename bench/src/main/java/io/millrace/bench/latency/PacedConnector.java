package io.millrace.bench.latency;

import io.millrace.spi.connector.Connector;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.connector.Sink;
import io.millrace.spi.connector.Source;
import io.millrace.spi.option.Option;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.TypeKind;
import java.util.List;
import java.util.Optional;

/** The connector {@code 'paced'}: row <i>n</i> becomes due <i>n</i> / rate after reading began, and carries that moment. */
public final class PacedConnector implements Connector {
    static final Option<Long> ROWS_PER_SECOND = Option.bigint("rows-per-second", 1, 1_000_000_000)
            .defaultValue(1_000_000L)
            .describedAs("rows that become due in a second");

    private static final List<Field> COLUMNS = List.of(
            new Field("n", DataType.of(TypeKind.BIGINT).notNull()),
            new Field("due_nanos", DataType.of(TypeKind.BIGINT).notNull()));

    @Override
    public String name() {
        return "paced";
    }

    @Override
    public String description() {
        return "numbers its rows and says when each became due";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(ROWS_PER_SECOND);
    }

    @Override
    public List<Field> defaultColumns(ConnectorTable table) {
        return COLUMNS;
    }

    @Override
    public Optional<Source> source(ConnectorTable table) {
        return Optional.of(new PacedSource(ROWS_PER_SECOND.read(table.options())));
    }

    @Override
    public Optional<Sink> sink(ConnectorTable table) {
        return Optional.empty();
    }
}
