package io.millrace.campaign.query;

import io.millrace.campaign.choice.Choices;
import io.millrace.campaign.grammar.Dialect;
import io.millrace.campaign.grammar.EventTable;
import io.millrace.campaign.grammar.LiteralValues;
import io.millrace.campaign.grammar.Type;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What happens to the tables of {@link EventTable}: rows come with times near a clock that goes on with each statement, some of them late.
 * In DuckDB each statement is also applied to the rows on time, as far as it is not late there.
 */
final class EventChanges {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Choices choices;
    private final TimedTable rows = new TimedTable(EventTable.NAME);
    private final TimedTable versions = new TimedTable(EventTable.VERSIONS);
    private final Set<String> versionKeys = new HashSet<>();
    private LocalDateTime now = LocalDateTime.of(2024, 1, 1, 1, 0);
    private int ids;

    EventChanges(Choices choices) {
        this.choices = choices;
    }

    List<String> setup() {
        List<String> setup = new ArrayList<>();
        setup.add(rows.create("id INTEGER NOT NULL, x INTEGER, s VARCHAR, ts TIMESTAMP", "id"));
        setup.add(versions.create("s VARCHAR NOT NULL, ts TIMESTAMP NOT NULL, x INTEGER", "s, ts"));
        List<String> first = choices.list(3, 24, 92, () -> row(time(60)));
        setup.add(rows.insert(first, first));
        List<String> versionsFirst = choices.list(1, 12, 90, () -> version(time(90)));
        setup.add(versions.insert(versionsFirst, versionsFirst));
        return setup;
    }

    /** One statement. */
    String change() {
        now = now.plusMinutes(choices.below(13));
        boolean ofVersions = choices.chance(35);
        TimedTable table = ofVersions ? versions : rows;
        int pick = choices.below(10);
        if (pick < 5) {
            LocalDateTime late = table.watermark();
            List<String> onTime = new ArrayList<>();
            List<String> all = choices.list(1, 6, 75, () -> {
                LocalDateTime time = time(choices.chance(15) ? 90 : 15);
                String row = ofVersions ? version(time) : row(time);
                // A row without a time is never late.
                if (!time.isBefore(late) || row.endsWith("NULL)")) {
                    onTime.add(row);
                }
                return row;
            });
            return table.insert(all, onTime);
        } else if (pick < 8) {
            return table.both("DELETE FROM ", " WHERE " + condition(ofVersions));
        }
        String set = ofVersions || choices.chance(50)
                ? "x = " + LiteralValues.value(Type.integer(4), choices)
                : "s = " + LiteralValues.value(Type.TEXT, choices);
        return table.both("UPDATE ", " SET " + set + " WHERE " + condition(ofVersions));
    }

    private String condition(boolean ofVersions) {
        return switch (choices.below(3)) {
            case 0 -> ofVersions ? "x % 2 = " + choices.below(2) : "id % 2 = " + choices.below(2);
            case 1 -> "ts > TIMESTAMP '" + TIME.format(now.minusMinutes(choices.below(20))) + "'";
            default -> "x = " + choices.below(6);
        };
    }

    private LocalDateTime time(int minutesBefore) {
        return now.minusMinutes(choices.below(minutesBefore)).plusSeconds(30L * choices.below(2));
    }

    private String row(LocalDateTime time) {
        boolean none = choices.chance(4);
        if (!none) {
            rows.reach(time);
        }
        return "(" + ++ids + ", " + (choices.chance(10) ? "NULL" : "" + choices.below(4)) + ", '" + text() + "', "
                + (none ? "NULL" : "TIMESTAMP '" + TIME.format(time) + "'") + ")";
    }

    /** None is there twice: a key once taken is not taken again; the time then is a little later. */
    private String version(LocalDateTime time) {
        String text = text();
        LocalDateTime free = time;
        while (!versionKeys.add(text + free)) {
            free = free.plusSeconds(1);
        }
        versions.reach(free);
        return "('" + text + "', TIMESTAMP '" + TIME.format(free) + "', " + choices.below(6) + ")";
    }

    private String text() {
        return choices.pick(List.of("a", "b", "c"));
    }

    /** A table, and in DuckDB its rows on time and its watermark. */
    private static final class TimedTable {
        private final String name;
        private LocalDateTime greatest = LocalDateTime.of(1, 1, 1, 0, 0);

        TimedTable(String name) {
            this.name = name;
        }

        String create(String columns, String key) {
            return Dialect.either(
                    "CREATE TABLE " + name + " (" + columns + ", PRIMARY KEY (" + key
                            + "), WATERMARK FOR ts AS ts - INTERVAL '" + EventTable.DELAY_MINUTES + "' MINUTE)",
                    "CREATE TABLE " + name + " (" + columns + "); CREATE TABLE on_time_" + name + " (" + columns
                            + "); CREATE TABLE watermark_" + name + " (w TIMESTAMP); INSERT INTO watermark_" + name
                            + " VALUES (NULL)");
        }

        void reach(LocalDateTime time) {
            if (time.isAfter(greatest)) {
                greatest = time;
            }
        }

        LocalDateTime watermark() {
            return greatest.minusMinutes(EventTable.DELAY_MINUTES);
        }

        String both(String verb, String rest) {
            String onTime = rest + " AND (ts IS NULL OR ts >= TIMESTAMP '" + TIME.format(watermark()) + "')";
            return Dialect.either(verb + name + rest, verb + "on_time_" + name + onTime + "; " + verb + name + rest);
        }

        String insert(List<String> all, List<String> onTime) {
            String ours = "INSERT INTO " + name + " VALUES " + String.join(", ", all);
            String copy = onTime.isEmpty()
                    ? ""
                    : "INSERT INTO on_time_" + name + " VALUES " + String.join(", ", onTime) + "; ";
            String time = greatest.getYear() < 1000
                    ? ""
                    : "UPDATE watermark_" + name + " SET w = TIMESTAMP '" + TIME.format(watermark()) + "'; ";
            return Dialect.either(ours, copy + time + ours);
        }
    }
}
