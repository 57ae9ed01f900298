package io.millrace.executor.expression.function;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Decimals of up to 38 digits as 128-bit numbers. Numbers that fit a long are computed without objects, others by way of
 * BigInteger. Rounds half away from zero.
 */
public final class Wides {
    private static final BigInteger[] POWERS = new BigInteger[78];
    private static final long[] POWER_HIGH = new long[39];
    private static final long[] POWER_LOW = new long[39];
    private static final int BITS_MAX = 127;

    static {
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = BigInteger.TEN.pow(i);
        }
        for (int i = 0; i < POWER_HIGH.length; i++) {
            POWER_HIGH[i] = POWERS[i].shiftRight(64).longValue();
            POWER_LOW[i] = POWERS[i].longValue();
        }
    }

    private Wides() {}

    static BigInteger power(int exponent) {
        return exponent < POWERS.length ? POWERS[exponent] : BigInteger.TEN.pow(exponent);
    }

    public static void add(Wide left, Wide right, String type, Wide out) {
        long low = left.low() + right.low();
        long carry = Long.compareUnsigned(low, left.low()) < 0 ? 1 : 0;
        long high = left.high() + right.high() + carry;
        if (((left.high() ^ high) & (right.high() ^ high)) < 0) {
            throw DataErrors.overflow(left, "+", right, type);
        }
        out.set(high, low);
    }

    public static void subtract(Wide left, Wide right, String type, Wide out) {
        long low = left.low() - right.low();
        long borrow = Long.compareUnsigned(left.low(), right.low()) < 0 ? 1 : 0;
        long high = left.high() - right.high() - borrow;
        if (((left.high() ^ right.high()) & (left.high() ^ high)) < 0) {
            throw DataErrors.overflow(left, "-", right, type);
        }
        out.set(high, low);
    }

    /** The product without its last {@code dropped} digits, rounded. */
    public static void multiply(Wide left, Wide right, int dropped, String type, Wide out) {
        if (left.fitsLong() && right.fitsLong()) {
            multiply(left.low(), right.low(), out);
            if (dropped > 0) {
                scaleDown(out, dropped, out);
            }
            return;
        }
        BigInteger product = left.toBigInteger().multiply(right.toBigInteger());
        if (dropped > 0) {
            product = divideRounded(product, power(dropped));
        }
        if (product.bitLength() > BITS_MAX) {
            throw DataErrors.overflow(left, "*", right, type);
        }
        out.set(product);
    }

    /** The exact product of two longs. */
    public static void multiply(long left, long right, Wide out) {
        out.set(Math.multiplyHigh(left, right), left * right);
    }

    /**
     * {@code left × 10^shift / right}, rounded to a whole number.
     *
     * @param shift may be negative
     */
    public static void divide(Wide left, Wide right, int shift, String type, Wide out) {
        if (right.signum() == 0) {
            throw DataErrors.divisionByZero(left, "/");
        }
        if (left.fitsLong() && right.fitsLong() && shift >= 0 && shift <= 18 && right.low() != Long.MIN_VALUE) {
            long dividend = left.low() * Decimals.power(shift);
            if (Math.multiplyHigh(left.low(), Decimals.power(shift)) == dividend >> 63 && dividend != Long.MIN_VALUE) {
                long divisor = Math.abs(right.low());
                out.set(Decimals.divideRounded(right.low() < 0 ? -dividend : dividend, divisor));
                return;
            }
        }
        BigInteger dividend = left.toBigInteger();
        BigInteger divisor = right.toBigInteger();
        if (shift >= 0) {
            dividend = dividend.multiply(power(shift));
        } else {
            divisor = divisor.multiply(power(-shift));
        }
        setChecked(divideRounded(dividend, divisor), type, out);
    }

    /** {@code left / right} towards zero. */
    public static void divideTruncated(Wide left, Wide right, int leftScale, int rightScale, String type, Wide out) {
        if (right.signum() == 0) {
            throw DataErrors.divisionByZero(left, "/");
        }
        BigDecimal quotient = new BigDecimal(left.toBigInteger(), leftScale)
                .divideToIntegralValue(new BigDecimal(right.toBigInteger(), rightScale));
        setChecked(quotient.setScale(0).unscaledValue(), type, out);
    }

    /** The rest of a division, of the larger of the two scales. */
    public static void modulo(Wide left, Wide right, int leftScale, int rightScale, Wide out) {
        if (right.signum() == 0) {
            throw DataErrors.divisionByZero(left, "%");
        }
        if (leftScale == rightScale && left.fitsLong() && right.fitsLong()) {
            out.set(left.low() % right.low());
            return;
        }
        // It is smaller than both, so that it fits.
        BigDecimal rest = new BigDecimal(left.toBigInteger(), leftScale)
                .remainder(new BigDecimal(right.toBigInteger(), rightScale));
        out.set(rest.setScale(Math.max(leftScale, rightScale)).unscaledValue());
    }

    public static void negate(Wide value, Wide out) {
        long low = -value.low();
        out.set(~value.high() + (low == 0 ? 1 : 0), low);
    }

    public static void abs(Wide value, Wide out) {
        if (value.high() < 0) {
            negate(value, out);
        } else {
            out.set(value);
        }
    }

    /** Multiplies by 10^digits; {@code scale} is that of the given value, for the message. */
    public static void scaleUp(Wide value, int digits, int scale, String type, Wide out) {
        if (digits <= 18 && value.fitsLong()) {
            multiply(value.low(), Decimals.power(digits), out);
            return;
        }
        BigInteger product = value.toBigInteger().multiply(power(digits));
        if (product.bitLength() > BITS_MAX) {
            throw DataErrors.outOfRange(new BigDecimal(value.toBigInteger(), scale).toPlainString(), type);
        }
        out.set(product);
    }

    /** Divides by 10^digits, half away from zero. */
    public static void scaleDown(Wide value, int digits, Wide out) {
        if (value.fitsLong()) {
            out.set(Decimals.scaleDown(value.low(), digits));
        } else {
            out.set(divideRounded(value.toBigInteger(), power(digits)));
        }
    }

    /** Divides by 10^digits, towards negative infinity. */
    public static void floor(Wide value, int digits, Wide out) {
        BigInteger[] parts = value.toBigInteger().divideAndRemainder(power(digits));
        out.set(parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0]);
    }

    /** Divides by 10^digits, towards positive infinity. */
    public static void ceil(Wide value, int digits, Wide out) {
        BigInteger[] parts = value.toBigInteger().divideAndRemainder(power(digits));
        out.set(parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0]);
    }

    /** Divides by 10^digits, towards zero. */
    public static void truncate(Wide value, int digits, Wide out) {
        out.set(value.toBigInteger().divide(power(digits)));
    }

    /** Half away from zero at so many digits after the point (before it if negative); the scale stays. */
    public static void round(Wide value, int scale, int digits, Wide out) {
        atDigits(value, scale, digits, RoundingMode.HALF_UP, out);
    }

    /** Towards zero at so many digits after the point (before it if negative); the scale stays. */
    public static void truncateAt(Wide value, int scale, int digits, Wide out) {
        atDigits(value, scale, digits, RoundingMode.DOWN, out);
    }

    private static void atDigits(Wide value, int scale, int digits, RoundingMode mode, Wide out) {
        if (digits >= scale) {
            out.set(value);
            return;
        }
        int bounded = Math.max(digits, -2 * BITS_MAX);
        BigDecimal rounded = new BigDecimal(value.toBigInteger(), scale).setScale(bounded, mode);
        setChecked(rounded.setScale(scale).unscaledValue(), "ROUND", out);
    }

    private static BigInteger divideRounded(BigInteger dividend, BigInteger divisor) {
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        if (parts[1].abs().shiftLeft(1).compareTo(divisor.abs()) < 0) {
            return parts[0];
        }
        return parts[0].add(BigInteger.valueOf((long) dividend.signum() * divisor.signum()));
    }

    private static void setChecked(BigInteger value, String type, Wide out) {
        if (value.bitLength() > BITS_MAX) {
            throw DataErrors.outOfRange(value, type);
        }
        out.set(value);
    }

    public static int compare(Wide left, Wide right) {
        return left.high() != right.high()
                ? Long.compare(left.high(), right.high())
                : Long.compareUnsigned(left.low(), right.low());
    }

    /** Compares numbers of different scales. */
    public static int compare(Wide left, Wide right, int leftScale, int rightScale) {
        if (left.fitsLong() && right.fitsLong() && Math.abs(leftScale - rightScale) <= 18) {
            return leftScale < rightScale
                    ? -compareScaled(right.low(), left.low(), rightScale - leftScale)
                    : compareScaled(left.low(), right.low(), leftScale - rightScale);
        }
        return new BigDecimal(left.toBigInteger(), leftScale)
                .compareTo(new BigDecimal(right.toBigInteger(), rightScale));
    }

    /** Compares {@code left} with {@code right × 10^digits}. */
    private static int compareScaled(long left, long right, int digits) {
        long power = Decimals.power(digits);
        long high = Math.multiplyHigh(right, power);
        return left >> 63 != high ? Long.compare(left >> 63, high) : Long.compareUnsigned(left, right * power);
    }

    /** Fails if the value has more digits than the type. */
    public static void check(Wide value, int precision, int scale, String type) {
        if (value.fitsLong() && precision > 18) {
            return;
        }
        if (compareMagnitude(value, precision) >= 0) {
            throw DataErrors.outOfRange(new BigDecimal(value.toBigInteger(), scale).toPlainString(), type);
        }
    }

    /** Compares |value| with 10^exponent. */
    private static int compareMagnitude(Wide value, int exponent) {
        long high = value.high();
        long low = value.low();
        if (high < 0) {
            low = -low;
            high = ~high + (low == 0 ? 1 : 0);
        }
        return high != POWER_HIGH[exponent]
                ? Long.compareUnsigned(high, POWER_HIGH[exponent])
                : Long.compareUnsigned(low, POWER_LOW[exponent]);
    }

    /** The value as a long, for a type that is stored as one. */
    public static long toLong(Wide value, int scale, String type) {
        if (!value.fitsLong()) {
            throw DataErrors.outOfRange(new BigDecimal(value.toBigInteger(), scale).toPlainString(), type);
        }
        return value.low();
    }

    public static double toDouble(Wide value, int scale) {
        return value.fitsLong() && scale <= 18
                ? Decimals.toDouble(value.low(), scale)
                : new BigDecimal(value.toBigInteger(), scale).doubleValue();
    }

    public static void ofDouble(double value, int precision, int scale, String type, Wide out) {
        ofDecimal(Doubles.toDecimal(value, type), precision, scale, type, out);
    }

    public static void ofDecimal(BigDecimal value, int precision, int scale, String type, Wide out) {
        out.set(Decimals.unscaled(value, precision, scale, type));
    }

    public static String toText(Wide value, int scale) {
        return new BigDecimal(value.toBigInteger(), scale).toPlainString();
    }
}
