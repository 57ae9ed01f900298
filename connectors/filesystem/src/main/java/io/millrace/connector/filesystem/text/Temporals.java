package io.millrace.connector.filesystem.text;

import io.millrace.spi.batch.JavaValues;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;

/** Dates and times from and to bytes, in ISO 8601. Days and microseconds since 1970-01-01. */
final class Temporals {
    /** Not a date or time. */
    static final long NONE = Long.MIN_VALUE;

    private static final int DATE_LENGTH = "2024-01-01".length();
    private static final int MINUTES_LENGTH = "10:00".length();
    private static final int SECONDS_LENGTH = "10:00:00".length();
    private static final int FRACTION_DIGITS_MAX = 9;
    private static final int MICRO_DIGITS = 6;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
    private static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
    private static final long MICROS_PER_DAY = 24 * MICROS_PER_HOUR;
    private static final int YEAR_MAX = 9999;
    private static final int DAYS_BEFORE_1970 = 719_468;
    private static final int DAYS_PER_ERA = 146_097;

    private Temporals() {}

    /** {@code 2024-01-31}, in days. */
    static long date(byte[] data, int from, int to) {
        if (to - from == DATE_LENGTH) {
            return days(data, from);
        }
        try {
            return LocalDate.parse(text(data, from, to)).toEpochDay();
        } catch (DateTimeParseException e) {
            return NONE;
        }
    }

    /** {@code 10:00}, {@code 10:00:00} or {@code 10:00:00.123456}, in microseconds since midnight. */
    static long time(byte[] data, int from, int to) {
        int end = endOfTime(data, from, to);
        return end == to ? micros(data, from, to) : NONE;
    }

    /**
     * A date, {@code T} or a space, a time and perhaps {@code Z}; a date alone means its midnight.
     *
     * @param zoned whether an offset such as {@code +02:00} is allowed in the place of {@code Z}
     */
    static long timestamp(byte[] data, int from, int to, boolean zoned) {
        if (to - from < DATE_LENGTH) {
            return NONE;
        }
        long days = days(data, from);
        if (days == NONE) {
            return unusual(data, from, to);
        }
        int start = from + DATE_LENGTH;
        if (start == to) {
            return days * MICROS_PER_DAY;
        }
        byte separator = data[start];
        if (separator != 'T' && separator != ' ' && separator != 't') {
            return NONE;
        }
        int end = endOfTime(data, start + 1, to);
        long micros = end < 0 ? NONE : micros(data, start + 1, end);
        long offset = end < 0 ? NONE : offset(data, end, to, zoned);
        return micros == NONE || offset == NONE ? NONE : days * MICROS_PER_DAY + micros - offset;
    }

    static void appendDate(Bytes out, long days) {
        LocalDate date = LocalDate.ofEpochDay(days);
        if (date.getYear() < 0 || date.getYear() > YEAR_MAX) {
            out.append(date.toString());
            return;
        }
        out.appendDigits(date.getYear(), 4);
        out.append('-');
        out.appendDigits(date.getMonthValue(), 2);
        out.append('-');
        out.appendDigits(date.getDayOfMonth(), 2);
    }

    static void appendTime(Bytes out, long micros) {
        out.appendDigits(micros / MICROS_PER_HOUR, 2);
        out.append(':');
        out.appendDigits(micros / MICROS_PER_MINUTE % 60, 2);
        out.append(':');
        out.appendDigits(micros / MICROS_PER_SECOND % 60, 2);
        long fraction = micros % MICROS_PER_SECOND;
        if (fraction != 0) {
            out.append('.');
            boolean millis = fraction % 1_000 == 0;
            out.appendDigits(millis ? fraction / 1_000 : fraction, millis ? 3 : MICRO_DIGITS);
        }
    }

    static void appendTimestamp(Bytes out, long micros, char separator) {
        appendDate(out, Math.floorDiv(micros, MICROS_PER_DAY));
        out.append(separator);
        appendTime(out, Math.floorMod(micros, MICROS_PER_DAY));
    }

    /** Years of more or less than four digits, which only ever we ourselves have written. */
    private static long unusual(byte[] data, int from, int to) {
        try {
            String text = text(data, from, to).replace(' ', 'T');
            return JavaValues.micros(
                    LocalDateTime.parse(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text));
        } catch (DateTimeParseException | ArithmeticException e) {
            return NONE;
        }
    }

    private static long days(byte[] data, int from) {
        int year = twoDigits(data, from) * 100 + twoDigits(data, from + 2);
        int month = twoDigits(data, from + 5);
        int day = twoDigits(data, from + 8);
        boolean wellFormed = twoDigits(data, from) >= 0
                && twoDigits(data, from + 2) >= 0
                && data[from + 4] == '-'
                && data[from + 7] == '-'
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= daysOfMonth(year, month);
        return wellFormed ? daysSince1970(year, month, day) : NONE;
    }

    private static int daysOfMonth(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return 30 + ((month + (month >> 3)) & 1);
    }

    /** <b>Source:</b> H. Hinnant, chrono-compatible low-level date algorithms: years that begin in March. */
    private static long daysSince1970(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return (long) era * DAYS_PER_ERA + dayOfEra - DAYS_BEFORE_1970;
    }

    /** Where a time ends that begins at a position; negative if none does. */
    private static int endOfTime(byte[] data, int from, int to) {
        int end = from + MINUTES_LENGTH;
        if (end > to) {
            return -1;
        }
        if (end < to && data[end] == ':') {
            end = from + SECONDS_LENGTH;
            if (end > to) {
                return -1;
            }
            if (end < to && data[end] == '.') {
                end++;
                while (end < to && isDigit(data[end])) {
                    end++;
                }
            }
        }
        return end;
    }

    private static long micros(byte[] data, int from, int end) {
        int hours = twoDigits(data, from);
        int minutes = data[from + 2] == ':' ? twoDigits(data, from + 3) : -1;
        int seconds = end - from >= SECONDS_LENGTH ? twoDigits(data, from + MINUTES_LENGTH + 1) : 0;
        if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59) {
            return NONE;
        }
        long fraction = 0;
        if (end - from > SECONDS_LENGTH) {
            int digits = end - from - SECONDS_LENGTH - 1;
            if (digits < 1 || digits > FRACTION_DIGITS_MAX) {
                return NONE;
            }
            for (int i = 0; i < MICRO_DIGITS; i++) {
                fraction = fraction * 10 + (i < digits ? data[from + SECONDS_LENGTH + 1 + i] - '0' : 0);
            }
        }
        return hours * MICROS_PER_HOUR + minutes * MICROS_PER_MINUTE + seconds * MICROS_PER_SECOND + fraction;
    }

    /** Nothing, {@code Z}, {@code +02}, {@code +02:00} or {@code +0200}. */
    private static long offset(byte[] data, int from, int to, boolean zoned) {
        if (from == to || (from + 1 == to && (data[from] == 'Z' || data[from] == 'z'))) {
            return 0;
        }
        int length = to - from;
        boolean signed = data[from] == '+' || data[from] == '-';
        boolean colon = length == 6 && data[from + 3] == ':';
        if (!zoned || !signed || (length != 3 && length != 5 && !colon)) {
            return NONE;
        }
        int hours = twoDigits(data, from + 1);
        int minutes = length == 3 ? 0 : twoDigits(data, to - 2);
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return NONE;
        }
        long offset = hours * MICROS_PER_HOUR + minutes * MICROS_PER_MINUTE;
        return data[from] == '-' ? -offset : offset;
    }

    /** Negative if they are not digits. */
    private static int twoDigits(byte[] data, int at) {
        int tens = data[at] - '0';
        int ones = data[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static String text(byte[] data, int from, int to) {
        return new String(data, from, to - from, StandardCharsets.US_ASCII);
    }
}
