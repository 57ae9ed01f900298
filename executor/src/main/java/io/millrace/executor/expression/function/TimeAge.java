package io.millrace.executor.expression.function;

/**
 * AGE: the years, months, days and time from one timestamp to another, as PostgreSQL counts and writes them: days that are missing
 * are taken from the month of the earlier one.
 */
public final class TimeAge {
    private static final int MONTHS = 12;

    private TimeAge() {}

    /** How old what began at {@code from} is at {@code to}; negative parts if it begins later. Microseconds. */
    public static void text(long to, long from, Slice out) {
        boolean negative = to < from;
        long later = negative ? from : to;
        long earlier = negative ? to : from;
        long laterDays = Math.floorDiv(later, Times.DAY);
        long earlierDays = Math.floorDiv(earlier, Times.DAY);
        long time = Math.floorMod(later, Times.DAY) - Math.floorMod(earlier, Times.DAY);
        long days = (long) Times.dayOfMonth(laterDays) - Times.dayOfMonth(earlierDays);
        long months = (long) Times.month(laterDays) - Times.month(earlierDays);
        long years = Times.year(laterDays) - Times.year(earlierDays);
        if (time < 0) {
            time += Times.DAY;
            days--;
        }
        if (days < 0) {
            days += Times.monthLength(Times.year(earlierDays), Times.month(earlierDays));
            months--;
        }
        if (months < 0) {
            months += MONTHS;
            years--;
        }
        StringBuilder text = new StringBuilder();
        part(negative ? -years : years, "year", text);
        part(negative ? -months : months, "mon", text);
        part(negative ? -days : days, "day", text);
        if (time != 0 || text.length() == 0) {
            text.append(text.length() == 0 ? "" : " ").append(negative ? "-" : "");
            time(time, text);
        }
        out.set(text.toString());
    }

    private static void part(long value, String unit, StringBuilder text) {
        if (value != 0) {
            text.append(text.length() == 0 ? "" : " ").append(value).append(' ').append(unit);
            text.append(value == 1 ? "" : "s");
        }
    }

    private static void time(long micros, StringBuilder text) {
        two(micros / Times.HOUR, text);
        text.append(':');
        two(micros / Times.MINUTE % 60, text);
        text.append(':');
        two(micros / Times.SECOND % 60, text);
        long fraction = micros % Times.SECOND;
        if (fraction != 0) {
            String digits = Long.toString(Times.SECOND + fraction).substring(1);
            text.append('.').append(digits.replaceFirst("0+$", ""));
        }
    }

    private static void two(long value, StringBuilder text) {
        text.append(value < 10 ? "0" : "").append(value);
    }
}
