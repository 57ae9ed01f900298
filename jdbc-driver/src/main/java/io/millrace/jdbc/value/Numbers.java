package io.millrace.jdbc.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Conversions to numbers. What does not fit, or is no number, is {@code 22003} or {@code 22018}, never cut off. */
final class Numbers {
    private Numbers() {}

    static long toLong(Object value, long min, long max, String target) throws SQLException {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            long number = ((Number) value).longValue();
            if (number < min || number > max) {
                throw outOfRange(value, target);
            }
            return number;
        }
        BigInteger whole =
                toBigDecimal(value, target).setScale(0, RoundingMode.DOWN).toBigInteger();
        if (whole.compareTo(BigInteger.valueOf(min)) < 0 || whole.compareTo(BigInteger.valueOf(max)) > 0) {
            throw outOfRange(value, target);
        }
        return whole.longValue();
    }

    static double toDouble(Object value) throws SQLException {
        if (value instanceof Number number) {
            return number.doubleValue();
        } else if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        } else if (value instanceof String text) {
            try {
                return Double.parseDouble(text.trim());
            } catch (NumberFormatException e) {
                throw notA(value, "a number", e);
            }
        }
        throw notA(value, "a number", null);
    }

    static float toFloat(Object value) throws SQLException {
        double number = toDouble(value);
        float narrowed = (float) number;
        if (Float.isInfinite(narrowed) && !Double.isInfinite(number)) {
            throw outOfRange(value, "float");
        }
        return narrowed;
    }

    static BigDecimal toBigDecimal(Object value, String target) throws SQLException {
        try {
            if (value instanceof BigDecimal decimal) {
                return decimal;
            } else if (value instanceof BigInteger integer) {
                return new BigDecimal(integer);
            } else if (value instanceof Float number) {
                return new BigDecimal(number.toString());
            } else if (value instanceof Double number) {
                return BigDecimal.valueOf(number);
            } else if (value instanceof Number number) {
                return BigDecimal.valueOf(number.longValue());
            } else if (value instanceof Boolean flag) {
                return flag ? BigDecimal.ONE : BigDecimal.ZERO;
            } else if (value instanceof String text) {
                return new BigDecimal(text.trim());
            }
        } catch (NumberFormatException e) {
            throw notA(value, target, e);
        }
        throw notA(value, target, null);
    }

    static boolean toBoolean(Object value) throws SQLException {
        if (value instanceof Boolean flag) {
            return flag;
        } else if (value instanceof Number number) {
            return number.doubleValue() != 0;
        } else if (value instanceof String text) {
            switch (text.trim().toLowerCase(Locale.ROOT)) {
                case "true", "t", "yes", "y", "on", "1" -> {
                    return true;
                }
                case "false", "f", "no", "n", "off", "0" -> {
                    return false;
                }
                default -> throw notA(value, "a boolean", null);
            }
        }
        throw notA(value, "a boolean", null);
    }

    static SQLException notA(Object value, String target, @Nullable Exception cause) {
        return new SQLDataException(
                Texts.ofValue(value) + " (" + value.getClass().getSimpleName() + ") cannot be read as " + target,
                "22018",
                cause);
    }

    private static SQLException outOfRange(Object value, String target) {
        return new SQLDataException(Texts.ofValue(value) + " is out of range for " + target, "22003");
    }
}
