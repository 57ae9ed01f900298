package io.millrace.executor.expression.function;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Arithmetic on doubles as SQL wants it: a finite computation that leaves the range is 22003, division by zero 22012, an
 * argument outside a function's domain 2201E. NaN and infinities that were there before pass through.
 */
public final class Doubles {
    private static final double LN_2 = Math.log(2);
    private static final double LONG_BOUND = 0x1p63;

    private Doubles() {}

    public static double add(double left, double right) {
        double result = left + right;
        return Math.abs(result) <= Double.MAX_VALUE ? result : special(left, "+", right, result);
    }

    public static double subtract(double left, double right) {
        double result = left - right;
        return Math.abs(result) <= Double.MAX_VALUE ? result : special(left, "-", right, result);
    }

    public static double multiply(double left, double right) {
        double result = left * right;
        return Math.abs(result) <= Double.MAX_VALUE ? result : special(left, "*", right, result);
    }

    public static double divide(double left, double right) {
        if (right == 0) {
            throw DataErrors.divisionByZero(left, "/");
        }
        double result = left / right;
        return Math.abs(result) <= Double.MAX_VALUE ? result : special(left, "/", right, result);
    }

    public static double modulo(double left, double right) {
        if (right == 0) {
            throw DataErrors.divisionByZero(left, "%");
        }
        return left % right;
    }

    private static double special(double left, String operation, double right, double result) {
        if (Double.isInfinite(result) && isFinite(left) && isFinite(right)) {
            throw DataErrors.overflow(left, operation, right, "DOUBLE");
        }
        return result;
    }

    private static boolean isFinite(double value) {
        return Math.abs(value) <= Double.MAX_VALUE;
    }

    /** Rounded to a float, as REAL is stored. */
    public static double toReal(double value) {
        float real = (float) value;
        if (Float.isInfinite(real) && !Double.isInfinite(value)) {
            throw DataErrors.outOfRange(value, "REAL");
        }
        return real;
    }

    /** SQL's order: −0.0 equals 0.0, NaN equals NaN and lies above all numbers. */
    public static int compare(double left, double right) {
        if (left < right) {
            return -1;
        } else if (left > right) {
            return 1;
        } else if (left == right) {
            return 0;
        }
        return Boolean.compare(Double.isNaN(left), Double.isNaN(right));
    }

    public static double sign(double value) {
        return Math.signum(value);
    }

    /** Half away from zero. */
    public static double round(double value) {
        double whole = truncate(value);
        return Math.abs(value - whole) >= 0.5 ? whole + Math.signum(value) : whole;
    }

    /** Half away from zero, of the decimal number that is shown for the double. */
    public static double round(double value, int digits) {
        return toScale(value, digits, RoundingMode.HALF_UP);
    }

    public static double truncate(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    public static double truncate(double value, int digits) {
        return toScale(value, digits, RoundingMode.DOWN);
    }

    private static double toScale(double value, int digits, RoundingMode mode) {
        if (!isFinite(value) || value == 0 || digits > 330) {
            return value;
        } else if (digits < -330) {
            return 0;
        }
        return BigDecimal.valueOf(value).setScale(digits, mode).doubleValue();
    }

    /** Half away from zero to a whole number. */
    public static long toLong(double value, String type) {
        double rounded = round(value);
        if (rounded >= -LONG_BOUND && rounded < LONG_BOUND) {
            return (long) rounded;
        }
        throw DataErrors.outOfRange(value, type);
    }

    /** The decimal number that is shown for the double. */
    public static BigDecimal toDecimal(double value, String type) {
        if (!isFinite(value)) {
            throw DataErrors.outOfRange(value, type);
        }
        return BigDecimal.valueOf(value);
    }

    public static double sqrt(double value) {
        if (value < 0) {
            throw DataErrors.invalidArgument("SQRT", value, "0 or more");
        }
        return Math.sqrt(value);
    }

    public static double power(double base, double exponent) {
        if (base == 0 && exponent < 0) {
            throw DataErrors.divisionByZero(1, "/");
        }
        double result = Math.pow(base, exponent);
        if (isFinite(result)) {
            return result;
        } else if (Double.isNaN(result) && !Double.isNaN(base) && !Double.isNaN(exponent)) {
            throw DataErrors.invalidArgument(
                    "POWER", base + ", " + exponent, "0 or more if the exponent is not a whole number");
        }
        return special(base, "to the power", exponent, result);
    }

    public static double exp(double value) {
        double result = Math.exp(value);
        if (Double.isInfinite(result) && isFinite(value)) {
            throw new MillraceException(SqlState.NUMBER_OUT_OF_RANGE, "EXP(" + value + ") is out of range for DOUBLE");
        }
        return result;
    }

    public static double ln(double value) {
        return Math.log(positive("LN", value));
    }

    public static double log10(double value) {
        return Math.log10(positive("LOG10", value));
    }

    public static double log2(double value) {
        double checked = positive("LOG2", value);
        int exponent = Math.getExponent(checked);
        boolean powerOfTwo = isFinite(checked) && checked == Math.scalb(1.0, exponent);
        return powerOfTwo ? exponent : Math.log(checked) / LN_2;
    }

    public static double log(double base, double value) {
        double denominator = base == 10 ? 1 : Math.log(positive("LOG", base));
        if (denominator == 0) {
            throw DataErrors.divisionByZero("LN(" + value + ")", "/");
        }
        return base == 10 ? log10(value) : Math.log(positive("LOG", value)) / denominator;
    }

    private static double positive(String function, double value) {
        if (value <= 0) {
            throw DataErrors.invalidArgument(function, value, "above 0");
        }
        return value;
    }

    public static double cot(double value) {
        if (value == 0) {
            throw DataErrors.divisionByZero(1, "/");
        }
        return 1 / Math.tan(value);
    }

    public static double asin(double value) {
        return Math.asin(withinOne("ASIN", value));
    }

    public static double acos(double value) {
        return Math.acos(withinOne("ACOS", value));
    }

    private static double withinOne(String function, double value) {
        if (value < -1 || value > 1) {
            throw DataErrors.invalidArgument(function, value, "from -1 to 1");
        }
        return value;
    }

    public static double sinh(double value) {
        return special(value, "hyperbolic, SINH", value, Math.sinh(value));
    }

    public static double cosh(double value) {
        return special(value, "hyperbolic, COSH", value, Math.cosh(value));
    }

    /** The shortest decimal digits that give the double again, as PostgreSQL shows them: {@code 1}, {@code 1e+20}. */
    public static String toText(double value) {
        if (!isFinite(value)) {
            return Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal digits = new BigDecimal(Double.toString(value));
        // JDKs before 19 sometimes show one digit more than needed.
        for (int precision = digits.precision() - 1; precision > 0; precision--) {
            BigDecimal shorter = digits.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            if (shorter.doubleValue() != value) {
                break;
            }
            digits = shorter;
        }
        return shown(digits, 15);
    }

    /** As {@link #toText(double)}, for a REAL. */
    public static String realToText(double value) {
        float real = (float) value;
        if (!isFinite(value) || value == 0) {
            return toText(value);
        }
        BigDecimal digits = new BigDecimal(Float.toString(real));
        for (int precision = digits.precision() - 1; precision > 0; precision--) {
            BigDecimal shorter = digits.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            if (shorter.floatValue() != real) {
                break;
            }
            digits = shorter;
        }
        return shown(digits, 6);
    }

    private static String shown(BigDecimal number, int exponentMax) {
        BigDecimal digits = number.stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -4 && exponent < exponentMax) {
            return digits.toPlainString();
        }
        String unscaled = digits.unscaledValue().abs().toString();
        String fraction = unscaled.length() == 1 ? "" : "." + unscaled.substring(1);
        String sign = exponent < 0 ? "-" : "+";
        return (digits.signum() < 0 ? "-" : "") + unscaled.charAt(0) + fraction + "e" + sign
                + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }
}
