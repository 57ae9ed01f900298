package io.millrace.server.catalog;

import io.millrace.spi.option.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Options of a connector's table that the engine reads itself; all others are the connector's. */
public final class TableOptions {
    public static final Option<String> CONNECTOR =
            Option.string("connector").describedAs("the kind of outside system; SHOW CONNECTORS lists them");
    public static final Option<String> CHANGELOG = Option.choice("changelog", List.of("append", "upsert"))
            .defaultValue("append")
            .describedAs("append: every row is a new one; upsert: a row replaces the one with its primary key");
    public static final Option<Duration> IDLE_TIMEOUT = Option.duration("idle-timeout")
            .describedAs("after that long without a row, a split no longer holds the watermark back; by default never");
    public static final Option<Duration> MAX_FUTURE_SKEW = Option.duration("max-future-skew")
            .describedAs(
                    "a row further ahead of the clock than this does not advance the watermark; by default no limit");
    /** Those of every table with a connector. */
    public static final List<Option<?>> ALL = List.of(CONNECTOR, CHANGELOG, IDLE_TIMEOUT, MAX_FUTURE_SKEW);

    private TableOptions() {}

    public static List<String> names() {
        List<String> names = new ArrayList<>();
        ALL.forEach(option -> names.add(option.name()));
        return names;
    }

    /** Those that the connector reads. */
    public static Map<String, String> ofConnector(Map<String, String> options) {
        Map<String, String> rest = new LinkedHashMap<>(options);
        names().forEach(rest::remove);
        return rest;
    }
}
