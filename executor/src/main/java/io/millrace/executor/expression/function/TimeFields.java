package io.millrace.executor.expression.function;

import java.util.List;
import java.util.Locale;

/** A point in time by the words of {@link TimeFormat}. */
final class TimeFields {
    static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    private static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
    private static final int NAME_LENGTH = 9;
    private static final long JULIAN_1970 = 2_440_588;

    private final long days;
    private final long time;
    private final boolean zoned;

    TimeFields(long micros, boolean zoned) {
        this.days = Math.floorDiv(micros, Times.DAY);
        this.time = Math.floorMod(micros, Times.DAY);
        this.zoned = zoned;
    }

    /** @param filled whether to fill up with zeros or blanks to the usual width */
    String text(String word, boolean filled) {
        long year = Times.year(days);
        return switch (word) {
            case "YYYY" -> number(year, 4, filled);
            case "YYY" -> number(Math.floorMod(year, 1_000), 3, filled);
            case "YY" -> number(Math.floorMod(year, 100), 2, filled);
            case "Y" -> number(Math.floorMod(year, 10), 1, filled);
            case "IYYY" -> number(TimeUnits.isoYear(days), 4, filled);
            case "CC" -> number(TimeUnits.century(days), 2, filled);
            case "Q" -> number((Times.month(days) + 2) / 3, 1, filled);
            case "MM" -> number(Times.month(days), 2, filled);
            case "WW" -> number((TimeUnits.dayOfYear(days) + 6) / 7, 2, filled);
            case "W" -> number((Times.dayOfMonth(days) + 6) / 7, 1, filled);
            case "IW" -> number(TimeUnits.isoWeek(days), 2, filled);
            case "DDD" -> number(TimeUnits.dayOfYear(days), 3, filled);
            case "DD" -> number(Times.dayOfMonth(days), 2, filled);
            case "D" -> number(Times.isoDayOfWeek(days) % 7 + 1, 1, filled);
            case "ID" -> number(Times.isoDayOfWeek(days), 1, filled);
            case "J" -> number(days + JULIAN_1970, 1, filled);
            default -> names(word, filled);
        };
    }

    private String names(String word, boolean filled) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "MONTH" -> name(MONTHS.get(Times.month(days) - 1), word, filled ? NAME_LENGTH : 0);
            case "MON" -> name(MONTHS.get(Times.month(days) - 1).substring(0, 3), word, 0);
            case "DAY" -> name(DAYS.get(Times.isoDayOfWeek(days) - 1), word, filled ? NAME_LENGTH : 0);
            case "DY" -> name(DAYS.get(Times.isoDayOfWeek(days) - 1).substring(0, 3), word, 0);
            case "AM", "PM" -> cased(time < Times.DAY / 2 ? "AM" : "PM", word);
            case "A.M.", "P.M." -> cased(time < Times.DAY / 2 ? "A.M." : "P.M.", word);
            case "TZ" -> zoned ? cased("UTC", word) : "";
            case "TZH", "OF" -> zoned ? "+00" : "";
            case "TZM" -> zoned ? "00" : "";
            default -> clock(word, filled);
        };
    }

    private String clock(String word, boolean filled) {
        long hour = time / Times.HOUR;
        long fraction = time % Times.SECOND;
        return switch (word) {
            case "HH24" -> number(hour, 2, filled);
            case "HH12", "HH" -> number((hour + 11) % 12 + 1, 2, filled);
            case "MI" -> number(time / Times.MINUTE % 60, 2, filled);
            case "SS" -> number(time / Times.SECOND % 60, 2, filled);
            case "SSSS" -> number(time / Times.SECOND, 1, filled);
            case "MS" -> number(fraction / 1_000, 3, filled);
            case "US" -> number(fraction, 6, filled);
            default -> number(fraction / Decimals.power('6' - word.charAt(2)), word.charAt(2) - '0', true);
        };
    }

    private static String number(long value, int width, boolean filled) {
        String digits = Long.toString(Math.abs(value));
        String zeros = filled ? "0".repeat(Math.max(0, width - digits.length())) : "";
        return (value < 0 ? "-" : "") + zeros + digits;
    }

    private static String name(String name, String word, int width) {
        return cased(name, word) + " ".repeat(Math.max(0, width - name.length()));
    }

    /** A name in upper case, lower case or with a capital, as the word is written. */
    private static String cased(String name, String word) {
        if (word.equals(word.toLowerCase(Locale.ROOT))) {
            return name.toLowerCase(Locale.ROOT);
        }
        return word.equals(word.toUpperCase(Locale.ROOT)) ? name.toUpperCase(Locale.ROOT) : name;
    }
}
