package io.millrace.executor.expression.function;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Decimals of up to 18 digits as unscaled longs. Rounds half away from zero. */
public final class Decimals {
    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private Decimals() {}

    /** 10 to the power of 0 … 18. */
    public static long power(int exponent) {
        return POWERS[exponent];
    }

    /** The value, if it has no more digits than the type. */
    public static long check(long unscaled, int precision, int scale, String type) {
        long bound = POWERS[precision];
        if (unscaled >= bound || unscaled <= -bound) {
            throw DataErrors.outOfRange(BigDecimal.valueOf(unscaled, scale).toPlainString(), type);
        }
        return unscaled;
    }

    /** Multiplies by 10^digits; {@code scale} is that of the given value, for the message. */
    public static long scaleUp(long unscaled, int digits, int scale, String type) {
        if (unscaled == 0) {
            return 0;
        }
        long product = digits > 18 ? 0 : unscaled * POWERS[digits];
        if (digits > 18 || Math.multiplyHigh(unscaled, POWERS[digits]) != product >> 63) {
            throw DataErrors.outOfRange(BigDecimal.valueOf(unscaled, scale).toPlainString(), type);
        }
        return product;
    }

    /** Divides by 10^digits, half away from zero. */
    public static long scaleDown(long unscaled, int digits) {
        if (digits > 18) {
            // 10^19 / 2 is above half of what a long can be only if the value is beyond 5 * 10^18.
            return digits == 19 && (unscaled >= 5_000_000_000_000_000_000L || unscaled <= -5_000_000_000_000_000_000L)
                    ? Long.signum(unscaled)
                    : 0;
        }
        return divideRounded(unscaled, POWERS[digits]);
    }

    /** Half away from zero; the divisor is positive. */
    static long divideRounded(long dividend, long divisor) {
        long quotient = dividend / divisor;
        long rest = Math.abs(dividend % divisor);
        return rest >= divisor - rest ? quotient + (dividend < 0 ? -1 : 1) : quotient;
    }

    /** Divides by 10^digits, towards negative infinity. */
    public static long floor(long unscaled, int digits) {
        return Math.floorDiv(unscaled, POWERS[digits]);
    }

    /** Divides by 10^digits, towards positive infinity. */
    public static long ceil(long unscaled, int digits) {
        return -Math.floorDiv(-unscaled, POWERS[digits]);
    }

    /** Divides by 10^digits, towards zero. */
    public static long truncate(long unscaled, int digits) {
        return unscaled / POWERS[digits];
    }

    /** Half away from zero at so many digits after the point (before it if negative); the scale stays. */
    public static long round(long unscaled, int scale, int digits) {
        long dropped = (long) scale - digits;
        if (dropped <= 0) {
            return unscaled;
        } else if (dropped > 18) {
            // 19 digits: only 10^19 itself could come out, which no long holds.
            boolean tooLarge = dropped == 19 && scaleDown(unscaled, 19) != 0;
            if (tooLarge) {
                throw DataErrors.outOfRange(BigDecimal.valueOf(unscaled, scale).toPlainString(), "ROUND");
            }
            return 0;
        }
        long power = POWERS[(int) dropped];
        long units = divideRounded(unscaled, power);
        return Integers.multiply(units, power);
    }

    /** Towards zero at so many digits after the point (before it if negative); the scale stays. */
    public static long truncateAt(long unscaled, int scale, int digits) {
        long dropped = (long) scale - digits;
        if (dropped <= 0) {
            return unscaled;
        }
        return dropped > 18 ? 0 : unscaled / POWERS[(int) dropped] * POWERS[(int) dropped];
    }

    public static double toDouble(long unscaled, int scale) {
        if (unscaled >= -(1L << 53) && unscaled <= 1L << 53) {
            return (double) unscaled / (double) POWERS[scale];
        }
        return BigDecimal.valueOf(unscaled, scale).doubleValue();
    }

    /** A double as an unscaled decimal of that type. */
    public static long ofDouble(double value, int precision, int scale, String type) {
        return ofDecimal(Doubles.toDecimal(value, type), precision, scale, type);
    }

    public static long ofDecimal(BigDecimal value, int precision, int scale, String type) {
        return unscaled(value, precision, scale, type).longValueExact();
    }

    /** The unscaled value of a decimal rounded to the scale. */
    static BigInteger unscaled(BigDecimal value, int precision, int scale, String type) {
        if ((long) value.precision() - value.scale() > 2L * precision) {
            throw DataErrors.outOfRange(value, type);
        }
        BigDecimal rounded = value.setScale(scale, RoundingMode.HALF_UP);
        if (rounded.precision() > precision) {
            throw DataErrors.outOfRange(value, type);
        }
        return rounded.unscaledValue();
    }

    public static String toText(long unscaled, int scale) {
        return scale == 0
                ? Long.toString(unscaled)
                : BigDecimal.valueOf(unscaled, scale).toPlainString();
    }
}
