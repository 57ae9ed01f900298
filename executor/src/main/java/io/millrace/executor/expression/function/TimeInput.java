package io.millrace.executor.expression.function;

import io.millrace.spi.error.MillraceException;
import java.util.Locale;

/** Reads a point in time by the words of {@link TimeFormat}. */
final class TimeInput {
    private final String text;
    private final String type;
    private int at;

    private long year = 1;
    private int month = 1;
    private int day = 1;
    private int dayOfYear;
    private long julian = Long.MIN_VALUE;
    private int hour;
    private int minute;
    private int second;
    private long fraction;
    private long secondOfDay = -1;
    private int halfOfDay = -1;
    private long offset;

    TimeInput(String text, String type) {
        this.text = text;
        this.type = type;
    }

    /** Passes over text of the pattern: a blank stands for any number of them, other signs for any sign. */
    void skip(String literal) {
        for (char wanted : literal.toCharArray()) {
            if (wanted == ' ') {
                skipBlanks();
            } else if (at < text.length()
                    && (text.charAt(at) == wanted || !Character.isLetterOrDigit(text.charAt(at)))) {
                at++;
            } else if (Character.isLetterOrDigit(wanted)) {
                throw wrong();
            }
        }
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    /** @param adjacent whether another number follows at once, so that this one has its usual width */
    void read(String word, boolean adjacent) {
        skipBlanks();
        switch (word.toUpperCase(Locale.ROOT)) {
            case "YYYY" -> year = signedYear(adjacent);
            case "YYY" -> year = 2_000L + number(3);
            case "YY" -> year = century(number(2));
            case "Y" -> year = 2_020L + number(1);
            case "MM" -> month = number(2);
            case "MONTH" -> month = monthName(false);
            case "MON" -> month = monthName(true);
            case "DD" -> day = number(2);
            case "DDD" -> dayOfYear = number(3);
            case "J" -> julian = number(7);
            case "HH24" -> hour = number(2);
            case "HH12", "HH" -> hour = twelve(number(2));
            case "MI" -> minute = number(2);
            case "SS" -> second = number(2);
            case "SSSS" -> secondOfDay = number(5);
            case "MS" -> fraction += fraction(3);
            case "US", "FF6" -> fraction += fraction(6);
            case "FF1", "FF2", "FF3", "FF4", "FF5" -> fraction += fraction(word.charAt(2) - '0');
            case "AM", "PM", "A.M.", "P.M." -> halfOfDay = half(word.contains("."));
            case "DAY", "DY" -> letters();
            case "D", "ID", "Q" -> number(1);
            case "TZH" -> offset += zoneHours();
            case "TZM" -> offset += (offset < 0 ? -1L : 1L) * number(2) * Times.MINUTE;
            default -> throw MillraceException.notSupported("reading a time by the pattern " + word);
        }
    }

    private static int century(int twoDigits) {
        return twoDigits < 70 ? 2_000 + twoDigits : 1_900 + twoDigits;
    }

    private int twelve(int value) {
        if (value < 1 || value > 12) {
            throw wrong();
        }
        return value;
    }

    private long signedYear(boolean adjacent) {
        boolean negative = at < text.length() && text.charAt(at) == '-';
        at += negative ? 1 : 0;
        int value = number(adjacent ? 4 : 6);
        return negative ? -value : value;
    }

    private long zoneHours() {
        boolean negative = at < text.length() && text.charAt(at) == '-';
        if (at < text.length() && (negative || text.charAt(at) == '+')) {
            at++;
        }
        long micros = number(2) * Times.HOUR;
        return negative ? -micros : micros;
    }

    private int number(int digitsMax) {
        int value = 0;
        int digits = 0;
        for (; digits < digitsMax && at < text.length() && isDigit(text.charAt(at)); at++, digits++) {
            value = value * 10 + text.charAt(at) - '0';
        }
        if (digits == 0) {
            throw wrong();
        }
        return value;
    }

    /** Digits after the point, as microseconds. */
    private long fraction(int digitsMax) {
        int start = at;
        long value = number(digitsMax);
        return value * Decimals.power(6 - (at - start));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private String letters() {
        int start = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private int monthName(boolean abbreviated) {
        String name = letters();
        for (int i = 0; i < TimeFields.MONTHS.size(); i++) {
            String month = TimeFields.MONTHS.get(i);
            if (name.equalsIgnoreCase(abbreviated ? month.substring(0, 3) : month)) {
                return i + 1;
            }
        }
        throw wrong();
    }

    private int half(boolean dotted) {
        String word = text.substring(at, Math.min(text.length(), at + (dotted ? 4 : 2)))
                .replace(".", "");
        at += dotted ? 4 : 2;
        if (!word.equalsIgnoreCase("AM") && !word.equalsIgnoreCase("PM")) {
            throw wrong();
        }
        return word.equalsIgnoreCase("PM") ? 1 : 0;
    }

    /** What was read; fails if it is no point in time or text is left over. */
    long micros() {
        skipBlanks();
        if (at < text.length()) {
            throw wrong();
        }
        int hours = halfOfDay < 0 ? hour : hour % 12 + 12 * halfOfDay;
        boolean clock = hours <= 23 && minute <= 59 && second <= 59 && secondOfDay < Times.DAY / Times.SECOND;
        boolean date = month >= 1
                && month <= 12
                && day >= 1
                && day <= Times.monthLength(year, Math.max(1, Math.min(12, month)));
        if (!clock || !date || Math.abs(year) > 290_000) {
            throw wrong();
        }
        long days = Times.days(year, month, day);
        if (dayOfYear > 0) {
            days = Times.days(year, 1, 1) + dayOfYear - 1;
        } else if (julian != Long.MIN_VALUE) {
            days = julian - 2_440_588;
        }
        long time = secondOfDay >= 0
                ? secondOfDay * Times.SECOND
                : hours * Times.HOUR + minute * Times.MINUTE + second * Times.SECOND;
        return days * Times.DAY + time + fraction - offset;
    }

    private RuntimeException wrong() {
        return DataErrors.invalidTime(text, type);
    }
}
