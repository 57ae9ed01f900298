package io.millrace.executor.expression.function;

import io.millrace.spi.error.MillraceException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * PostgreSQL's patterns of numbers: {@code 9} a digit, {@code 0} a digit even if zero, {@code .} or {@code D} the point,
 * {@code ,} or {@code G} groups, {@code S}, {@code MI} and {@code PL} signs, {@code FM} no blanks, {@code %} and {@code $} and
 * quoted text as they are.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class NumberFormat {
    private byte[] lastPattern = {};
    private NumberPattern pattern = NumberPattern.of("");

    /** @param number as text, of any numeric type */
    public void format(Slice number, Slice patternText, Slice out) {
        if (!Slices.equal(patternText, Slice.of(lastPattern))) {
            pattern = NumberPattern.of(patternText.toString());
            lastPattern = patternText.toBytes();
        }
        String text = number.toString();
        boolean finite = Character.isDigit(text.charAt(text.length() - 1));
        if (!finite) {
            throw DataErrors.outOfRange(text, "TO_CHAR of a number");
        }
        out.set(pattern.format(new BigDecimal(text)));
    }

    /** A pattern, taken apart. */
    private record NumberPattern(
            String whole, String fraction, boolean filled, Sign sign, String prefix, String suffix) {
        private enum Sign {
            DEFAULT,
            LEADING,
            TRAILING,
            MINUS_LEADING,
            MINUS_TRAILING
        }

        static NumberPattern of(String text) {
            StringBuilder whole = new StringBuilder();
            StringBuilder fraction = new StringBuilder();
            StringBuilder prefix = new StringBuilder();
            StringBuilder suffix = new StringBuilder();
            boolean filled = true;
            boolean point = false;
            Sign sign = Sign.DEFAULT;
            for (int i = 0; i < text.length(); i++) {
                char c = Character.toUpperCase(text.charAt(i));
                boolean begun = whole.length() > 0 || point;
                String two = text.substring(i, Math.min(text.length(), i + 2)).toUpperCase(Locale.ROOT);
                if (two.equals("FM")) {
                    filled = false;
                    i++;
                } else if (two.equals("MI")) {
                    sign = begun ? Sign.MINUS_TRAILING : Sign.MINUS_LEADING;
                    i++;
                } else if (c == 'S') {
                    sign = begun ? Sign.TRAILING : Sign.LEADING;
                } else if (c == '.' || c == 'D') {
                    point = true;
                } else if (c == '9' || c == '0') {
                    (point ? fraction : whole).append(c);
                } else if ((c == ',' || c == 'G') && !point) {
                    whole.append(',');
                } else if (c == '"') {
                    int end = text.indexOf('"', i + 1);
                    end = end < 0 ? text.length() : end;
                    (begun ? suffix : prefix).append(text, i + 1, end);
                    i = end;
                } else if (Character.isLetter(c)) {
                    throw MillraceException.notSupported(
                            "the pattern " + DataErrors.quoted(text.substring(i)) + " in a number format");
                } else {
                    (begun ? suffix : prefix).append(text.charAt(i));
                }
            }
            return new NumberPattern(
                    whole.toString(), fraction.toString(), filled, sign, prefix.toString(), suffix.toString());
        }

        String format(BigDecimal number) {
            BigDecimal rounded = number.setScale(fraction.length(), RoundingMode.HALF_UP);
            boolean negative = rounded.signum() < 0;
            String digits = rounded.abs().toPlainString();
            int dot = digits.indexOf('.');
            String wholeDigits = dot < 0 ? digits : digits.substring(0, dot);
            String fractionDigits = dot < 0 ? "" : digits.substring(dot + 1);
            String body = wholeText(wholeDigits) + fractionText(fractionDigits);
            int blanks = 0;
            while (blanks < body.length() && body.charAt(blanks) == ' ') {
                blanks++;
            }
            String unpadded = signed(prefix + body.substring(blanks), negative);
            return (filled ? " ".repeat(blanks) : "") + unpadded + suffix;
        }

        private String signed(String body, boolean negative) {
            String blank = filled ? " " : "";
            return switch (sign) {
                case DEFAULT -> (negative ? "-" : blank) + body;
                case LEADING -> (negative ? "-" : "+") + body;
                case TRAILING -> body + (negative ? "-" : "+");
                case MINUS_LEADING -> (negative ? "-" : blank) + body;
                case MINUS_TRAILING -> body + (negative ? "-" : blank);
            };
        }

        /** The digits before the point from right to left; number signs if there are more than places. */
        private String wholeText(String digits) {
            long places = whole.chars().filter(c -> c != ',').count();
            boolean zero = digits.equals("0");
            boolean tooLong = digits.length() > places && !(zero && places == 0);
            int firstZero = whole.indexOf('0');
            StringBuilder text = new StringBuilder();
            int at = digits.length() - 1;
            for (int i = whole.length() - 1; i >= 0; i--) {
                char c = whole.charAt(i);
                boolean more = at >= 0 && !(zero && !fraction.isEmpty());
                boolean zeros = firstZero >= 0 && i >= firstZero;
                if (tooLong && c != ',') {
                    text.append('#');
                } else if (c == ',') {
                    text.append(more || zeros || tooLong ? ',' : ' ');
                } else if (more) {
                    text.append(digits.charAt(at--));
                } else {
                    text.append(zeros ? '0' : ' ');
                }
            }
            return text.reverse().toString();
        }

        private String fractionText(String digits) {
            if (fraction.isEmpty()) {
                return "";
            }
            int length = digits.length();
            // FM leaves out zeros at the end, where the pattern has no 0.
            while (!filled && length > 0 && digits.charAt(length - 1) == '0' && fraction.indexOf('0', length - 1) < 0) {
                length--;
            }
            return "." + digits.substring(0, length);
        }
    }
}
