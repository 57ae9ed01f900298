package io.millrace.executor.expression.function;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;

/**
 * Calendar arithmetic on days and microseconds since 1970-01-01, proleptic Gregorian, without objects. Source of the
 * conversions: H. Hinnant, "chrono-compatible low-level date algorithms".
 */
public final class Times {
    public static final long SECOND = 1_000_000;
    public static final long MINUTE = 60 * SECOND;
    public static final long HOUR = 60 * MINUTE;
    public static final long DAY = 24 * HOUR;
    private static final String TIMESTAMP = "TIMESTAMP";
    private static final int DAYS_BEFORE_1970 = 719_468;
    private static final int ERA_DAYS = 146_097;
    private static final long DATE_MAX = Long.MAX_VALUE / DAY;

    private Times() {}

    /** Days since 1970-01-01 of a day of the calendar. */
    public static long days(long year, int month, int day) {
        long shifted = month <= 2 ? year - 1 : year;
        long era = Math.floorDiv(shifted, 400);
        long yearOfEra = shifted - era * 400;
        long dayOfYear = (153L * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * ERA_DAYS + dayOfEra - DAYS_BEFORE_1970;
    }

    /** Year, month and day in one number, {@code year × 10,000 + month × 100 + day}; the year may be negative. */
    private static long civil(long days) {
        long shifted = days + DAYS_BEFORE_1970;
        long era = Math.floorDiv(shifted, ERA_DAYS);
        int dayOfEra = (int) (shifted - era * ERA_DAYS);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
        return year * 10_000 + month * 100L + day;
    }

    public static long year(long days) {
        return Math.floorDiv(civil(days), 10_000);
    }

    public static int month(long days) {
        return Math.floorMod(civil(days), 10_000) / 100;
    }

    public static int dayOfMonth(long days) {
        return Math.floorMod(civil(days), 10_000) % 100;
    }

    public static boolean isLeap(long year) {
        return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    public static int monthLength(long year, int month) {
        return month == 2 ? (isLeap(year) ? 29 : 28) : 30 + ((month + (month >> 3)) & 1);
    }

    /** Monday is 1. */
    public static int isoDayOfWeek(long days) {
        return (int) Math.floorMod(days + 3, 7L) + 1;
    }

    public static long microsOfDate(int days) {
        if (days > DATE_MAX || days < -DATE_MAX) {
            throw DataErrors.timeOutOfRange("DATE " + days + " days after 1970-01-01", TIMESTAMP);
        }
        return days * DAY;
    }

    /** As {@link #microsOfDate}, but the nearest that can be had; for comparisons. */
    public static long microsOfDateBounded(int days) {
        return days > DATE_MAX ? Long.MAX_VALUE : days < -DATE_MAX ? Long.MIN_VALUE : days * DAY;
    }

    public static int dateOfMicros(long micros) {
        return (int) Math.floorDiv(micros, DAY);
    }

    public static long timeOfMicros(long micros) {
        return Math.floorMod(micros, DAY);
    }

    public static int dateOf(long days) {
        if ((int) days != days) {
            throw DataErrors.timeOutOfRange(days + " days after 1970-01-01", "DATE");
        }
        return (int) days;
    }

    public static long plus(long micros, long interval) {
        long sum = micros + interval;
        if (((micros ^ sum) & (interval ^ sum)) < 0) {
            throw DataErrors.timeOutOfRange(micros + " µs + " + interval + " µs", TIMESTAMP);
        }
        return sum;
    }

    /** Whole days of the interval only. */
    public static int datePlus(int days, long interval) {
        return dateOf(days + Math.floorDiv(interval, DAY));
    }

    public static long timePlus(long time, long interval) {
        return Math.floorMod(time + interval % DAY, DAY);
    }

    public static long plusMonths(long micros, int months) {
        long days = Math.floorDiv(micros, DAY);
        long shifted = daysPlusMonths(days, months);
        if (shifted > DATE_MAX || shifted < -DATE_MAX) {
            throw DataErrors.timeOutOfRange(micros + " µs + " + months + " months", TIMESTAMP);
        }
        return shifted * DAY + micros - days * DAY;
    }

    public static int datePlusMonths(int days, int months) {
        return dateOf(daysPlusMonths(days, months));
    }

    /** The same day of another month, or its last one. */
    private static long daysPlusMonths(long days, int months) {
        long monthNumber = year(days) * 12 + month(days) - 1 + months;
        long year = Math.floorDiv(monthNumber, 12L);
        int month = (int) Math.floorMod(monthNumber, 12L) + 1;
        return days(year, month, Math.min(dayOfMonth(days), monthLength(year, month)));
    }

    /** Whole months between two timestamps, negative if the second one is earlier. */
    public static int monthsBetween(long from, long to) {
        long fromDays = Math.floorDiv(from, DAY);
        long toDays = Math.floorDiv(to, DAY);
        boolean earlierInDay = to - toDays * DAY < from - fromDays * DAY;
        boolean laterInDay = to - toDays * DAY > from - fromDays * DAY;
        if (toDays > fromDays && earlierInDay) {
            toDays--;
        } else if (toDays < fromDays && laterInDay) {
            toDays++;
        }
        long months = (year(toDays) - year(fromDays)) * 12 + month(toDays) - month(fromDays);
        int days = dayOfMonth(toDays) - dayOfMonth(fromDays);
        if (months > 0 && days < 0) {
            months--;
        } else if (months < 0 && days > 0) {
            months++;
        }
        return (int) months;
    }

    public static long multiplyInterval(long interval, double factor) {
        return interval(Doubles.multiply(interval, factor));
    }

    public static long divideInterval(long interval, double divisor) {
        return interval(Doubles.divide(interval, divisor));
    }

    private static long interval(double value) {
        return Doubles.toLong(value, "INTERVAL");
    }

    /** Rounded to so many digits of a second. */
    public static long round(long micros, int precision) {
        if (precision >= 6) {
            return micros;
        }
        long unit = Decimals.power(6 - precision);
        long rounded = Math.floorDiv(plus(micros, unit / 2), unit) * unit;
        return rounded;
    }

    public static long roundTime(long time, int precision) {
        return Math.floorMod(round(time, precision), DAY);
    }

    public static int makeDate(long year, long month, long day) {
        if (month < 1 || month > 12 || Math.abs(year) > 5_000_000 || day < 1 || day > monthLength(year, (int) month)) {
            throw new MillraceException(
                    SqlState.DATETIME_OVERFLOW, "there is no date " + year + "-" + month + "-" + day);
        }
        return dateOf(days(year, (int) month, (int) day));
    }

    public static int lastDay(int date) {
        long year = year(date);
        int month = month(date);
        return dateOf(days(year, month, monthLength(year, month)));
    }
}
