package io.millrace.executor.expression.function;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Intervals as text. Shown as PostgreSQL does ({@code 1 day 02:03:04.5}, {@code 1 year 2 mons}); read in that form, in the
 * standard's ({@code 1 02:03:04}, {@code 1-2}) and as a plain number (seconds, months).
 */
public final class IntervalText {
    private static final String DAY_TIME = "INTERVAL DAY TO SECOND";
    private static final String YEAR_MONTH = "INTERVAL YEAR TO MONTH";
    private static final String PART = "\\s*([+-]?\\d+(?:\\.\\d+)?)\\s*([a-z]+)";
    private static final Pattern PARTS = Pattern.compile(PART);
    private static final Pattern CLOCK =
            Pattern.compile("\\s*(?:([+-]?)(\\d+)\\s+)?([+-]?)(\\d{1,6}):(\\d{2})(?::(\\d{2}(?:\\.\\d+)?))?\\s*");
    private static final Pattern YEARS_MONTHS = Pattern.compile("\\s*([+-]?)(\\d{1,7})-(\\d{1,2})\\s*");
    private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?\\d{1,15}(\\.\\d+)?\\s*");

    private IntervalText() {}

    public static String ofMonths(int months) {
        int years = months / 12;
        int rest = months % 12;
        if (years == 0 && rest == 0) {
            return "00:00:00";
        }
        String yearText = years == 0 ? "" : years + (years == 1 ? " year" : " years");
        String monthText = rest == 0 ? "" : rest + (rest == 1 ? " mon" : " mons");
        return yearText + (years != 0 && rest != 0 ? " " : "") + monthText;
    }

    public static String ofMicros(long micros) {
        long days = micros / Times.DAY;
        long rest = micros % Times.DAY;
        StringBuilder text = new StringBuilder();
        if (days != 0) {
            text.append(days).append(days == 1 ? " day" : " days");
        }
        if (rest != 0 || days == 0) {
            text.append(days != 0 ? " " : "").append(rest < 0 ? "-" : "");
            TimeText.appendTime(text, Math.abs(rest));
        }
        return text.toString();
    }

    public static int parseMonths(Slice text) {
        String word = text.toString().strip().toLowerCase(Locale.ROOT);
        Matcher standard = YEARS_MONTHS.matcher(word);
        BigDecimal months = BigDecimal.ZERO;
        if (standard.matches()) {
            months = new BigDecimal(standard.group(2))
                    .multiply(BigDecimal.valueOf(12))
                    .add(new BigDecimal(standard.group(3)));
            months = standard.group(1).equals("-") ? months.negate() : months;
        } else if (NUMBER.matcher(word).matches()) {
            months = new BigDecimal(word);
        } else {
            Matcher parts = parts(word, text, YEAR_MONTH);
            while (parts.lookingAt()) {
                int unit = monthsOf(parts.group(2), text);
                months = months.add(new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit)));
                parts.region(parts.end(), word.length());
            }
        }
        return Integers.narrow(whole(months, YEAR_MONTH), Integer.MIN_VALUE, Integer.MAX_VALUE, YEAR_MONTH);
    }

    public static long parseMicros(Slice text) {
        String word = text.toString().strip().toLowerCase(Locale.ROOT);
        if (NUMBER.matcher(word).matches()) {
            return whole(new BigDecimal(word).movePointRight(6), DAY_TIME);
        }
        BigDecimal micros = BigDecimal.ZERO;
        String rest = word;
        Matcher parts = PARTS.matcher(word);
        while (parts.lookingAt()) {
            long unit = microsOf(parts.group(2), text);
            micros = micros.add(new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit)));
            rest = word.substring(parts.end());
            parts.region(parts.end(), word.length());
        }
        Matcher clock = CLOCK.matcher(rest);
        if (!rest.isBlank() && clock.matches()) {
            micros = micros.add(clock(clock));
        } else if (!rest.isBlank() || word.isEmpty()) {
            throw DataErrors.invalidTime(text.toString(), DAY_TIME);
        }
        return whole(micros, DAY_TIME);
    }

    private static BigDecimal clock(Matcher clock) {
        boolean days = clock.group(2) != null;
        BigDecimal time = BigDecimal.valueOf(Long.parseLong(clock.group(4)) * Times.HOUR)
                .add(BigDecimal.valueOf(Long.parseLong(clock.group(5)) * Times.MINUTE));
        if (clock.group(6) != null) {
            time = time.add(new BigDecimal(clock.group(6)).movePointRight(6));
        }
        boolean negative = days && clock.group(3).isEmpty()
                ? "-".equals(clock.group(1))
                : clock.group(3).equals("-");
        time = negative ? time.negate() : time;
        if (days) {
            BigDecimal dayPart = new BigDecimal(clock.group(2)).multiply(BigDecimal.valueOf(Times.DAY));
            time = time.add("-".equals(clock.group(1)) ? dayPart.negate() : dayPart);
        }
        return time;
    }

    /** Fails unless all of the text is numbers with units. */
    private static Matcher parts(String word, Slice text, String type) {
        if (!Pattern.matches("(" + PART + ")+\\s*", word)) {
            throw DataErrors.invalidTime(text.toString(), type);
        }
        return PARTS.matcher(word);
    }

    private static long whole(BigDecimal number, String type) {
        BigDecimal rounded = number.setScale(0, RoundingMode.HALF_UP);
        if (rounded.unscaledValue().bitLength() > 63) {
            throw DataErrors.timeOutOfRange(number, type);
        }
        return rounded.longValueExact();
    }

    private static int monthsOf(String unit, Slice text) {
        return switch (unit) {
            case "year", "years", "yr", "yrs", "y" -> 12;
            case "month", "months", "mon", "mons" -> 1;
            default -> throw DataErrors.invalidTime(text.toString(), YEAR_MONTH);
        };
    }

    private static long microsOf(String unit, Slice text) {
        return switch (unit) {
            case "week", "weeks", "w" -> 7 * Times.DAY;
            case "day", "days", "d" -> Times.DAY;
            case "hour", "hours", "hr", "hrs", "h" -> Times.HOUR;
            case "minute", "minutes", "min", "mins", "m" -> Times.MINUTE;
            case "second", "seconds", "sec", "secs", "s" -> Times.SECOND;
            case "millisecond", "milliseconds", "ms" -> 1_000;
            case "microsecond", "microseconds", "us" -> 1;
            default -> throw DataErrors.invalidTime(text.toString(), DAY_TIME);
        };
    }
}
