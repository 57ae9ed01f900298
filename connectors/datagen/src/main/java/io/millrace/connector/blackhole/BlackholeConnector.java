package io.millrace.connector.blackhole;

import io.millrace.spi.connector.Connector;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.connector.Sink;
import io.millrace.spi.connector.Source;
import io.millrace.spi.option.Option;
import java.util.List;
import java.util.Optional;

/** The connector {@code 'blackhole'}: takes every change, keeps none. */
public final class BlackholeConnector implements Connector {
    static final Option<String> TOTALS = Option.string("totals")
            .describedAs("name under which a program in the same process finds the totals; by default the table's");

    @Override
    public String name() {
        return "blackhole";
    }

    @Override
    public String description() {
        return "forgets what is written to it, but counts it";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(TOTALS);
    }

    @Override
    public Optional<Source> source(ConnectorTable table) {
        return Optional.empty();
    }

    @Override
    public Optional<Sink> sink(ConnectorTable table) {
        String name = TOTALS.find(table.options())
                .orElse(table.name().substring(table.name().lastIndexOf('.') + 1));
        return Optional.of(new BlackholeSink(BlackholeTotals.named(name)));
    }
}
