package io.millrace.executor.expression.function;

/**
 * Dates and times as text: {@code 2024-02-29}, {@code 13:05:59.25}, {@code 2024-02-29 13:05:59.25}, with {@code +00} for an
 * instant. Fractions are shown without zeros at the end and read with any number of digits, rounded to microseconds.
 */
public final class TimeText {
    private static final String DATE = "DATE";
    private static final String TIME = "TIME";
    private static final int YEAR_DIGITS_MAX = 6;

    private TimeText() {}

    public static String ofDate(int days) {
        return appendDate(new StringBuilder(), days).toString();
    }

    public static String ofTime(long micros) {
        return appendTime(new StringBuilder(), micros).toString();
    }

    public static String ofTimestamp(long micros) {
        StringBuilder text = appendDate(new StringBuilder(), Math.floorDiv(micros, Times.DAY));
        return appendTime(text.append(' '), Math.floorMod(micros, Times.DAY)).toString();
    }

    public static String ofTimestampTz(long micros) {
        return ofTimestamp(micros) + "+00";
    }

    private static StringBuilder appendDate(StringBuilder text, long days) {
        long year = Times.year(days);
        if (year < 0) {
            text.append('-');
        }
        String digits = Long.toString(Math.abs(year));
        text.append("0".repeat(Math.max(0, 4 - digits.length()))).append(digits).append('-');
        return append2(append2(text, Times.month(days)).append('-'), Times.dayOfMonth(days));
    }

    static StringBuilder appendTime(StringBuilder text, long micros) {
        append2(text, micros / Times.HOUR).append(':');
        append2(text, micros / Times.MINUTE % 60).append(':');
        append2(text, micros / Times.SECOND % 60);
        long fraction = micros % Times.SECOND;
        if (fraction != 0) {
            String digits = Long.toString(Times.SECOND + fraction).substring(1);
            int length = digits.length();
            while (digits.charAt(length - 1) == '0') {
                length--;
            }
            text.append('.').append(digits, 0, length);
        }
        return text;
    }

    private static StringBuilder append2(StringBuilder text, long number) {
        return (number < 10 ? text.append('0') : text).append(number);
    }

    /** A date, or the date of a timestamp. */
    public static int parseDate(Slice text) {
        return Times.dateOfMicros(parse(text, DATE));
    }

    public static long parseTime(Slice text) {
        Cursor cursor = new Cursor(text.toString().strip(), TIME);
        long micros = cursor.time();
        cursor.end();
        return micros == Times.DAY ? 0 : micros;
    }

    /** With an offset ({@code Z}, {@code +02}, {@code +02:30}) it is taken to UTC. */
    public static long parseTimestamp(Slice text, String type) {
        return parse(text, type);
    }

    private static long parse(Slice text, String type) {
        Cursor cursor = new Cursor(text.toString().strip(), type);
        long micros = Math.multiplyExact(cursor.date(), Times.DAY);
        if (cursor.skipsToTime()) {
            micros += cursor.time();
            micros -= cursor.offset();
        }
        cursor.end();
        return micros;
    }

    /** Reads fields from left to right. */
    private static final class Cursor {
        private final String text;
        private final String type;
        private int at;

        Cursor(String text, String type) {
            this.text = text;
            this.type = type;
        }

        long date() {
            boolean negative = take('-');
            if (!negative) {
                take('+');
            }
            long year = number(4, YEAR_DIGITS_MAX);
            need('-');
            int month = number(1, 2);
            need('-');
            int day = number(1, 2);
            long signed = negative ? -year : year;
            if (month < 1 || month > 12 || day < 1 || day > Times.monthLength(signed, month) || year > 290_000) {
                throw wrong();
            }
            return Times.days(signed, month, day);
        }

        boolean skipsToTime() {
            return take('T') || take('t') || take(' ');
        }

        long time() {
            while (take(' ')) {
                continue;
            }
            int hour = number(1, 2);
            need(':');
            int minute = number(2, 2);
            int second = take(':') ? number(2, 2) : 0;
            long fraction = take('.') ? fraction() : 0;
            long micros = hour * Times.HOUR + minute * Times.MINUTE + second * Times.SECOND + fraction;
            if (hour > 24 || minute > 59 || second > 59 || micros > Times.DAY) {
                throw wrong();
            }
            return micros;
        }

        private long fraction() {
            long micros = 0;
            int digits = 0;
            boolean roundUp = false;
            for (; at < text.length() && isDigit(text.charAt(at)); at++, digits++) {
                if (digits < 6) {
                    micros = micros * 10 + text.charAt(at) - '0';
                } else if (digits == 6) {
                    roundUp = text.charAt(at) >= '5';
                }
            }
            for (int i = digits; i < 6; i++) {
                micros *= 10;
            }
            return roundUp ? micros + 1 : micros;
        }

        /** Microseconds east of UTC. */
        long offset() {
            while (take(' ')) {
                continue;
            }
            if (take('Z') || take('z')) {
                return 0;
            }
            boolean west = take('-');
            if (!west && !take('+')) {
                return 0;
            }
            int hours = number(1, 2);
            int minutes = take(':') || at < text.length() ? number(2, 2) : 0;
            if (hours > 18 || minutes > 59) {
                throw wrong();
            }
            long micros = hours * Times.HOUR + minutes * Times.MINUTE;
            return west ? -micros : micros;
        }

        void end() {
            if (at < text.length()) {
                throw wrong();
            }
        }

        private int number(int digitsMin, int digitsMax) {
            int value = 0;
            int digits = 0;
            for (; digits < digitsMax && at < text.length() && isDigit(text.charAt(at)); at++, digits++) {
                value = value * 10 + text.charAt(at) - '0';
            }
            if (digits < digitsMin) {
                throw wrong();
            }
            return value;
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        private boolean take(char wanted) {
            boolean found = at < text.length() && text.charAt(at) == wanted;
            at += found ? 1 : 0;
            return found;
        }

        private void need(char wanted) {
            if (!take(wanted)) {
                throw wrong();
            }
        }

        private RuntimeException wrong() {
            return DataErrors.invalidTime(text, type);
        }
    }
}
