package io.millrace.executor.expression.function;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;

/** Units of time that are not a number of microseconds, and the beginnings of units. Weeks begin on Monday (ISO 8601). */
public final class TimeUnits {
    private static final int CENTURY_MONTHS = 1_200;

    private TimeUnits() {}

    public static int dayOfYear(long days) {
        return (int) (days - Times.days(Times.year(days), 1, 1)) + 1;
    }

    public static int isoWeek(long days) {
        long thursday = thursday(days);
        return (dayOfYear(thursday) + 6) / 7;
    }

    public static long isoYear(long days) {
        return Times.year(thursday(days));
    }

    /** The Thursday of the same week, whose year is the week's. */
    private static long thursday(long days) {
        return days + 4 - Times.isoDayOfWeek(days);
    }

    /** The years 1 … 100 are century 1; there is no century 0. */
    public static long century(long days) {
        return numbered(Times.year(days), 100);
    }

    public static long millennium(long days) {
        return numbered(Times.year(days), 1_000);
    }

    private static long numbered(long year, int years) {
        return year > 0 ? (year + years - 1) / years : -((years - 1 - year + 1) / years);
    }

    /** The last multiple of the unit that is not later. */
    public static long floor(long micros, long unit) {
        return micros - Math.floorMod(micros, unit);
    }

    public static long ceil(long micros, long unit) {
        long floored = floor(micros, unit);
        return floored == micros ? micros : Times.plus(floored, unit);
    }

    public static long floorToWeek(long micros) {
        return Times.microsOfDate(floorDateToWeek(Times.dateOfMicros(micros)));
    }

    public static long ceilToWeek(long micros) {
        long floored = floorToWeek(micros);
        return floored == micros ? micros : Times.plus(floored, 7 * Times.DAY);
    }

    public static int floorDateToWeek(int days) {
        return Times.dateOf(days - (long) Times.isoDayOfWeek(days) + 1);
    }

    public static int ceilDateToWeek(int days) {
        int floored = floorDateToWeek(days);
        return floored == days ? days : Times.dateOf(floored + 7L);
    }

    public static long floorToMonths(long micros, int months) {
        return Times.microsOfDate(floorDateToMonths(Times.dateOfMicros(micros), months));
    }

    public static long ceilToMonths(long micros, int months) {
        long floored = floorToMonths(micros, months);
        return floored == micros ? micros : Times.plusMonths(floored, months);
    }

    /** The first day of the month, quarter, year, decade, century or millennium. */
    public static int floorDateToMonths(int days, int months) {
        // Centuries and millennia begin with a year 1, shorter units with a year 0.
        long first = months >= CENTURY_MONTHS ? 12 : 0;
        long month = Times.year(days) * 12 + Times.month(days) - 1 - first;
        long floored = Math.floorDiv(month, (long) months) * months + first;
        return Times.dateOf(Times.days(Math.floorDiv(floored, 12L), (int) Math.floorMod(floored, 12L) + 1, 1));
    }

    public static int ceilDateToMonths(int days, int months) {
        int floored = floorDateToMonths(days, months);
        return floored == days ? days : Times.datePlusMonths(floored, months);
    }

    /** A timestamp from seconds since 1970-01-01. */
    public static long ofSeconds(double seconds) {
        double micros = Doubles.round(seconds * Times.SECOND);
        if (!(Math.abs(micros) < Long.MAX_VALUE)) {
            throw DataErrors.timeOutOfRange(seconds + " seconds after 1970-01-01", "TIMESTAMP");
        }
        return (long) micros;
    }

    /** The beginning of the span of that width, counted from the origin, in which a time lies. */
    public static long bin(long width, long micros, long origin) {
        if (width <= 0) {
            throw DataErrors.timeOutOfRange(
                    "a width of " + width + " microseconds", "date_bin, which needs more than 0");
        }
        long distance = Integers.subtract(micros, origin);
        return micros - Math.floorMod(distance, width);
    }

    /** Of hours 0 to 23, minutes 0 to 59 and seconds to below 60; exactly 60 is the next minute. */
    public static long makeTime(long hour, long minute, double seconds) {
        boolean valid = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && seconds >= 0 && seconds <= 60;
        long micros = valid ? hour * Times.HOUR + minute * Times.MINUTE + ofSeconds(seconds) : Times.DAY;
        if (micros >= Times.DAY) {
            throw new MillraceException(
                    SqlState.DATETIME_OVERFLOW, "there is no time " + hour + ":" + minute + ":" + seconds);
        }
        return micros;
    }

    public static long makeTimestamp(long year, long month, long day, long hour, long minute, double seconds) {
        boolean midnight = hour == 23 && minute == 59 && seconds == 60;
        long time = midnight ? Times.DAY : makeTime(hour, minute, seconds);
        return Times.plus(Times.microsOfDate(Times.makeDate(year, month, day)), time);
    }
}
