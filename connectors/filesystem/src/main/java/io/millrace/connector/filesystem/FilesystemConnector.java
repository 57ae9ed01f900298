package io.millrace.connector.filesystem;

import io.millrace.spi.connector.Connector;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.connector.RateLimit;
import io.millrace.spi.connector.Sink;
import io.millrace.spi.connector.Source;
import io.millrace.spi.option.Option;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The connector {@code 'filesystem'}: files of CSV or JSON lines. */
public final class FilesystemConnector implements Connector {
    @Override
    public String name() {
        return "filesystem";
    }

    @Override
    public String description() {
        return "reads files of CSV or JSON lines, also while they grow, and writes part files";
    }

    @Override
    public List<Option<?>> options() {
        return FilesystemOptions.ALL;
    }

    @Override
    public Optional<Source> source(ConnectorTable table) {
        FilesystemOptions options = FilesystemOptions.of(table.options());
        options.check(table.columns());
        RateLimit rateLimit = new RateLimit(options.rowsPerSecond());
        FilePattern pattern = new FilePattern(options.path());
        return Optional.of(new FilesystemSource(options, rateLimit, pattern, table.columns()));
    }

    /** A single file and a pattern can be read only. */
    @Override
    public Optional<Sink> sink(ConnectorTable table) {
        FilesystemOptions options = FilesystemOptions.of(table.options());
        options.check(table.columns());
        FilePattern pattern = new FilePattern(options.path());
        if (pattern.isPattern()) {
            return Optional.empty();
        }
        Path folder = Path.of(pattern.text());
        return Files.exists(folder) && !Files.isDirectory(folder)
                ? Optional.empty()
                : Optional.of(new FilesystemSink(folder, options, table.columns()));
    }
}
