package io.millrace.connector.nexmark;

import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.connector.ConnectorTable;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.option.Option;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Options of a Nexmark table, parsed.
 *
 * @param realtime whether events wait for their event time, counted from when the reader began
 * @param rowsPerSecond most rows of this table a second, over all readers; 0 for no limit
 */
record NexmarkOptions(EventKind kind, NexmarkConfig config, int splits, boolean realtime, long rowsPerSecond) {
    static final Option<String> TABLE = Option.choice("table", List.of("person", "auction", "bid"))
            .describedAs("which of the three tables; by default the one of the same name");
    static final Option<Long> ROWS = Option.bigint("rows", 0, NexmarkConfig.ENDLESS)
            .describedAs(
                    "number of events of all three tables together, after which the table ends; by default it never ends");
    static final Option<Long> EVENTS_PER_SECOND = Option.bigint("events-per-second", 1, 1_000_000_000)
            .defaultValue(NexmarkConfig.EVENTS_PER_SECOND_DEFAULT)
            .describedAs("events of all three tables in one second of event time");
    static final Option<Boolean> REALTIME = Option.bool("realtime")
            .defaultValue(false)
            .describedAs("hold each event back until as much wall-clock as event time has passed since reading began");
    static final Option<Long> ROWS_PER_SECOND = Option.bigint("rows-per-second", 1, 1_000_000_000)
            .describedAs(
                    "most rows of this table in a second of wall-clock time, over all readers; by default no limit");
    static final Option<Integer> SPLITS = Option.integer("splits", 1, 1024)
            .defaultValue(4)
            .describedAs("number of parts that can be read in parallel; the rows are the same for any number");
    static final Option<Long> SEED = Option.bigint("seed", Long.MIN_VALUE, Long.MAX_VALUE)
            .defaultValue(0L)
            .describedAs("another seed makes other events");
    static final Option<LocalDateTime> BASE_TIME = new Option<>(
            "base-time",
            "a timestamp such as '2024-01-01 00:00:00'",
            NexmarkOptions::timestamp,
            NexmarkConfig.BASE_TIME_DEFAULT,
            "event time of the first event");

    static final List<Option<?>> ALL =
            List.of(TABLE, ROWS, EVENTS_PER_SECOND, REALTIME, ROWS_PER_SECOND, SPLITS, SEED, BASE_TIME);

    static NexmarkOptions of(ConnectorTable table) {
        Map<String, String> options = table.options();
        NexmarkConfig config = new NexmarkConfig(
                ROWS.find(options).orElse(NexmarkConfig.ENDLESS),
                EVENTS_PER_SECOND.read(options),
                SEED.read(options),
                JavaValues.micros(BASE_TIME.read(options)));
        return new NexmarkOptions(
                kind(table),
                config,
                SPLITS.read(options),
                REALTIME.read(options),
                ROWS_PER_SECOND.find(options).orElse(0L));
    }

    static EventKind kind(ConnectorTable table) {
        Optional<String> given = TABLE.find(table.options());
        String name = given.orElse(table.name().substring(table.name().lastIndexOf('.') + 1));
        return Arrays.stream(EventKind.values())
                .filter(kind -> kind.table().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                        SqlState.INVALID_PARAMETER,
                        "table \"" + table.name() + "\": its name is none of person, auction, bid, so option 'table'"
                                + " must say which of them it is"));
    }

    private static LocalDateTime timestamp(String text) {
        try {
            return LocalDateTime.parse(text.trim().replace(' ', 'T'));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
