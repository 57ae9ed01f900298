package io.millrace.campaign.query;

import io.millrace.campaign.choice.Choices;
import io.millrace.campaign.grammar.Dialect;
import io.millrace.campaign.grammar.EventTable;
import io.millrace.campaign.grammar.LiteralValues;
import io.millrace.campaign.grammar.Type;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens to {@link EventTable}: rows come with times near a clock that goes on with each statement, some of them late.
 * In DuckDB each statement is also applied to the rows on time, as far as it is not late there.
 */
final class EventChanges {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final Choices choices;
    private LocalDateTime now = LocalDateTime.of(2024, 1, 1, 1, 0);
    private LocalDateTime greatest = LocalDateTime.of(1, 1, 1, 0, 0);
    private int ids;

    EventChanges(Choices choices) {
        this.choices = choices;
    }

    List<String> setup() {
        String columns = "id INTEGER NOT NULL, x INTEGER, s VARCHAR, ts TIMESTAMP";
        List<String> setup = new ArrayList<>();
        setup.add(Dialect.either(
                "CREATE TABLE e1 (" + columns + ", PRIMARY KEY (id), WATERMARK FOR ts AS ts - INTERVAL '"
                        + EventTable.DELAY_MINUTES + "' MINUTE)",
                "CREATE TABLE e1 (" + columns + "); CREATE TABLE " + EventTable.ON_TIME + " (" + columns
                        + "); CREATE TABLE watermark_e1 (w TIMESTAMP); INSERT INTO watermark_e1 VALUES (NULL)"));
        List<String> rows = rows(3, 24, 92, 60);
        if (!rows.isEmpty()) {
            setup.add(insert(rows, rows));
        }
        return setup;
    }

    /** One statement. */
    String change() {
        now = now.plusMinutes(choices.below(9));
        int pick = choices.below(10);
        if (pick < 4) {
            LocalDateTime late = watermark();
            List<String> onTime = new ArrayList<>();
            List<String> all = choices.list(1, 6, 75, () -> {
                LocalDateTime time = time(choices.chance(15) ? 90 : 15);
                String row = row(time);
                if (!time.isBefore(late)) {
                    onTime.add(row);
                }
                return row;
            });
            return insert(all, onTime);
        } else if (pick < 8) {
            return both("DELETE FROM ", " WHERE " + condition());
        }
        String set = choices.chance(50)
                ? "x = " + LiteralValues.value(Type.integer(4), choices)
                : "s = " + LiteralValues.value(Type.TEXT, choices);
        return both("UPDATE ", " SET " + set + " WHERE " + condition());
    }

    private String condition() {
        return switch (choices.below(3)) {
            case 0 -> "id % 2 = " + choices.below(2);
            case 1 -> "ts > TIMESTAMP '" + TIME.format(now.minusMinutes(choices.below(20))) + "'";
            default -> "x = " + choices.below(6);
        };
    }

    private String both(String verb, String rest) {
        String onTime = rest + " AND (ts IS NULL OR ts >= TIMESTAMP '" + TIME.format(watermark()) + "')";
        return Dialect.either(
                verb + EventTable.NAME + rest,
                verb + EventTable.ON_TIME + onTime + "; " + verb + EventTable.NAME + rest);
    }

    private String insert(List<String> all, List<String> onTime) {
        String ours = "INSERT INTO e1 VALUES " + String.join(", ", all);
        String copy = onTime.isEmpty()
                ? ""
                : "INSERT INTO " + EventTable.ON_TIME + " VALUES " + String.join(", ", onTime) + "; ";
        String time = greatest.getYear() < 1000
                ? ""
                : "UPDATE watermark_e1 SET w = TIMESTAMP '" + TIME.format(watermark()) + "'; ";
        return Dialect.either(ours, copy + time + ours);
    }

    private LocalDateTime watermark() {
        return greatest.minusMinutes(EventTable.DELAY_MINUTES);
    }

    private List<String> rows(int atLeast, int atMost, int percent, int minutes) {
        return choices.list(atLeast, atMost, percent, () -> row(time(minutes)));
    }

    private LocalDateTime time(int minutesBefore) {
        return now.minusMinutes(choices.below(minutesBefore)).plusSeconds(30L * choices.below(2));
    }

    private String row(LocalDateTime time) {
        boolean none = choices.chance(4);
        if (!none && time.isAfter(greatest)) {
            greatest = time;
        }
        return "(" + ++ids + ", " + (choices.chance(10) ? "NULL" : "" + choices.below(4)) + ", '"
                + choices.pick(List.of("a", "b", "c")) + "', "
                + (none ? "NULL" : "TIMESTAMP '" + TIME.format(time) + "'") + ")";
    }
}
