package io.millrace.executor.expression.function;

import io.millrace.spi.error.MillraceException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * TO_NUMBER(text, pattern): reads what {@link NumberFormat} writes. {@code 9} and {@code 0} are digits, {@code .} or {@code D} the
 * point, {@code ,} or {@code G} groups, {@code S}, {@code MI}, {@code PL} and {@code SG} signs, {@code PR} angle brackets of a
 * negative number; for all else one character is passed over.
 */
public final class NumberInput {
    private NumberInput() {}

    /** How many digits behind the point a pattern has; a character of quoted text is none. */
    public static int scale(String pattern) {
        int scale = 0;
        boolean point = false;
        boolean quoted = false;
        for (char c : pattern.toCharArray()) {
            quoted ^= c == '"';
            boolean separates = c == '.' || c == 'D' || c == 'd';
            point |= separates && !quoted;
            scale += point && !quoted && (c == '9' || c == '0') ? 1 : 0;
        }
        return scale;
    }

    /** The number as text, of the pattern's scale. */
    public static void read(Slice text, Slice pattern, Slice out) {
        out.set(new Reader(text.toString(), pattern.toString()).number().toPlainString());
    }

    private static final class Reader {
        private final String text;
        private final String pattern;
        private final StringBuilder digits = new StringBuilder();
        private int at;
        private boolean negative;

        Reader(String text, String pattern) {
            this.text = text;
            this.pattern = pattern;
        }

        BigDecimal number() {
            for (int i = 0; i < pattern.length(); i++) {
                i += step(i);
            }
            if (digits.chars().noneMatch(Character::isDigit)) {
                throw DataErrors.invalidText(Slice.of(text), "a number of the form " + pattern);
            }
            BigDecimal number = new BigDecimal(digits.toString()).setScale(scale(pattern), RoundingMode.HALF_UP);
            return negative ? number.negate() : number;
        }

        /** Reads what a place of the pattern stands for; gives how many further characters of it belong to it. */
        private int step(int i) {
            char c = Character.toUpperCase(pattern.charAt(i));
            char second = i + 1 < pattern.length() ? Character.toUpperCase(pattern.charAt(i + 1)) : 0;
            switch (c) {
                case '9', '0' -> digit();
                case '.', 'D' -> point();
                case ',', 'G' -> {
                    if (at < text.length() && text.charAt(at) == ',') {
                        at++;
                    }
                }
                case '"' -> {
                    int end = pattern.indexOf('"', i + 1);
                    end = end < 0 ? pattern.length() : end;
                    at = Math.min(text.length(), at + end - i - 1);
                    return end - i;
                }
                case 'S' -> {
                    sign();
                    return second == 'G' ? 1 : 0;
                }
                case 'M', 'P', 'F', 'T' -> {
                    return pair(i, c, second);
                }
                default -> {
                    if (Character.isLetter(c)) {
                        throw unknown(i);
                    }
                    at = Math.min(text.length(), at + 1);
                }
            }
            return 0;
        }

        private int pair(int i, char first, char second) {
            String word = "" + first + second;
            switch (word) {
                case "MI", "PL" -> sign();
                case "PR" -> {
                    negative |= text.indexOf('<') >= 0;
                    at = Math.min(text.length(), at + 1);
                }
                case "FM" -> {}
                default -> throw unknown(i);
            }
            return 1;
        }

        private MillraceException unknown(int i) {
            return MillraceException.notSupported(
                    "the pattern " + DataErrors.quoted(pattern.substring(i)) + " in a number format");
        }

        /** A digit, behind blanks and a sign where there is none yet; nothing if something else stands there. */
        private void digit() {
            if (digits.length() == 0) {
                sign();
                if (at < text.length() && text.charAt(at) == '<') {
                    at++;
                }
            }
            if (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                digits.append(text.charAt(at++));
            }
        }

        private void point() {
            if (at < text.length() && text.charAt(at) == '.') {
                digits.append(digits.length() == 0 ? "0." : ".");
                at++;
            }
        }

        private void sign() {
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
                negative |= text.charAt(at++) == '-';
            }
        }
    }
}
