package io.millrace.connector.filesystem;

import io.millrace.connector.filesystem.csv.CsvDecoder;
import io.millrace.connector.filesystem.csv.CsvDialect;
import io.millrace.connector.filesystem.csv.CsvEncoder;
import io.millrace.connector.filesystem.json.JsonDecoder;
import io.millrace.connector.filesystem.json.JsonEncoder;
import io.millrace.connector.filesystem.text.RowDecoder;
import io.millrace.connector.filesystem.text.RowEncoder;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.option.Option;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Options of a table of files, parsed.
 *
 * @param monitorInterval how often files and folders are looked at again; absent if they do not grow
 * @param rowsPerSecond over all readers; 0 for no limit
 */
record FilesystemOptions(
        String path, FileFormat format, CsvDialect dialect, Optional<Duration> monitorInterval, long rowsPerSecond) {

    static final Option<String> PATH = Option.string("path")
            .describedAs("a file, a folder or a pattern such as '/data/*.csv'; a folder if the table is written to");
    static final Option<String> FORMAT = Option.choice("format", FileFormat.texts())
            .describedAs("what rows look like: CSV, or one JSON object a line");
    static final Option<Duration> MONITOR_INTERVAL = Option.duration("monitor-interval")
            .describedAs(
                    "how often to look for new files and appended rows; by default files are read once, to their end");
    static final Option<Long> ROWS_PER_SECOND = Option.bigint("rows-per-second", 1, 1_000_000_000)
            .describedAs("most rows read in a second, over all readers; by default no limit");
    static final Option<Boolean> CSV_HEADER = Option.bool("csv.header")
            .defaultValue(true)
            .describedAs("whether the first line of a file names its columns; if not, they are in the table's order");
    static final Option<Byte> CSV_DELIMITER =
            character("csv.delimiter", ',').describedAs("what stands between fields; '\\t' for a tabulator");
    static final Option<Byte> CSV_QUOTE =
            character("csv.quote", '"').describedAs("what encloses fields that hold delimiters, quotes or line feeds");
    static final Option<String> CSV_NULL =
            Option.string("csv.null").defaultValue("").describedAs("what stands for NULL, unquoted");

    static final List<Option<?>> ALL =
            List.of(PATH, FORMAT, MONITOR_INTERVAL, ROWS_PER_SECOND, CSV_HEADER, CSV_DELIMITER, CSV_QUOTE, CSV_NULL);

    static FilesystemOptions of(Map<String, String> options) {
        String path = PATH.read(options);
        if (path.isBlank()) {
            throw new MillraceException(SqlState.INVALID_PARAMETER, "option 'path' is empty");
        }
        FileFormat format = FileFormat.valueOf(FORMAT.read(options).toUpperCase(Locale.ROOT));
        if (format != FileFormat.CSV) {
            refuse(options, "csv.", format);
        }
        return new FilesystemOptions(
                path,
                format,
                dialect(options),
                MONITOR_INTERVAL.find(options),
                ROWS_PER_SECOND.find(options).orElse(0L));
    }

    /** @throws MillraceException 0A000 for columns that the format has no form for */
    void check(RowType columns) {
        for (Field column : columns.fields()) {
            if (format == FileFormat.CSV && column.type().kind().isNested()) {
                throw MillraceException.notSupported("column \"" + column.name() + "\" of type "
                        + column.type().sqlName() + " in a CSV file (format json has it)");
            }
        }
    }

    RowDecoder decoder(RowType columns, List<Integer> wanted) {
        return switch (format) {
            case CSV -> new CsvDecoder(dialect, columns, wanted);
            case JSON -> new JsonDecoder(columns.project(wanted));
        };
    }

    RowEncoder encoder(RowType columns) {
        return switch (format) {
            case CSV -> new CsvEncoder(dialect, columns);
            case JSON -> new JsonEncoder(columns);
        };
    }

    private static CsvDialect dialect(Map<String, String> options) {
        byte delimiter = CSV_DELIMITER.read(options);
        byte quote = CSV_QUOTE.read(options);
        String nullText = CSV_NULL.read(options);
        try {
            return new CsvDialect(CSV_HEADER.read(options), delimiter, quote, nullText);
        } catch (IllegalArgumentException e) {
            throw new MillraceException(
                    SqlState.INVALID_PARAMETER,
                    "options 'csv.delimiter' '" + (char) delimiter + "', 'csv.quote' '" + (char) quote
                            + "' and 'csv.null' '" + nullText
                            + "' do not go together; expected two different characters"
                            + " and a text with neither of them",
                    e);
        }
    }

    private static void refuse(Map<String, String> options, String prefix, FileFormat format) {
        for (String name : options.keySet()) {
            if (name.startsWith(prefix)) {
                throw new MillraceException(
                        SqlState.INVALID_PARAMETER,
                        "option '" + name + "' does not go with 'format' = '" + format.text() + "'");
            }
        }
    }

    private static Option<Byte> character(String name, char defaultValue) {
        return new Option<>(name, "one ASCII character", FilesystemOptions::parseCharacter, (byte) defaultValue, "");
    }

    private static Byte parseCharacter(String text) {
        String character = text.equals("\\t") ? "\t" : text;
        if (character.length() != 1 || character.charAt(0) > 127) {
            throw new IllegalArgumentException(text);
        }
        return (byte) character.charAt(0);
    }
}
