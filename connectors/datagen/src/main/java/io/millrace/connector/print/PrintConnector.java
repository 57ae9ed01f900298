package io.millrace.connector.print;

import io.millrace.spi.connector.Connector;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.connector.Sink;
import io.millrace.spi.connector.Source;
import io.millrace.spi.option.Option;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The connector {@code 'print'}: one line of standard output for each change. */
public final class PrintConnector implements Connector {
    static final Option<String> PREFIX =
            Option.string("prefix").defaultValue("").describedAs("what each line begins with");

    private final Supplier<PrintStream> stream;

    /** Standard output is what this connector is for; it is looked up late, so that a program may redirect it. */
    public PrintConnector() {
        this(() -> System.out);
    }

    PrintConnector(Supplier<PrintStream> stream) {
        this.stream = stream;
    }

    @Override
    public String name() {
        return "print";
    }

    @Override
    public String description() {
        return "prints each change to standard output";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(PREFIX);
    }

    @Override
    public Optional<Source> source(ConnectorTable table) {
        return Optional.empty();
    }

    @Override
    public Optional<Sink> sink(ConnectorTable table) {
        String prefix = PREFIX.read(table.options());
        return Optional.of(new PrintSink(table.columns(), prefix, stream));
    }
}
