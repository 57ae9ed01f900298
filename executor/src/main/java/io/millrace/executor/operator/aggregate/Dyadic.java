package io.millrace.executor.operator.aggregate;

import java.math.BigInteger;

/** The exact number {@code mantissa · 2^exponent}. */
public record Dyadic(BigInteger mantissa, int exponent) {
    static final Dyadic ZERO = new Dyadic(BigInteger.ZERO, 0);

    private static final int FRACTION_BITS = 52;
    private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
    private static final int EXPONENT_MIN = -1074;
    /** Bits of a quotient that leave the last one to stand for the remainder, far below what rounding looks at. */
    private static final int QUOTIENT_BITS = 128;

    /** @param value finite */
    static Dyadic of(double value) {
        if (value == 0) {
            return ZERO;
        }
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & (HIDDEN_BIT - 1);
        int exponent = (int) (bits >> FRACTION_BITS & 0x7ff);
        long magnitude = exponent == 0 ? fraction : fraction | HIDDEN_BIT;
        return new Dyadic(
                BigInteger.valueOf(bits < 0 ? -magnitude : magnitude), Math.max(exponent, 1) + EXPONENT_MIN - 1);
    }

    Dyadic plus(Dyadic other) {
        if (mantissa.signum() == 0) {
            return other;
        } else if (other.mantissa.signum() == 0) {
            return this;
        }
        int common = Math.min(exponent, other.exponent);
        return new Dyadic(shiftedTo(common).add(other.shiftedTo(common)), common);
    }

    Dyadic minus(Dyadic other) {
        return plus(other.times(-1));
    }

    Dyadic times(Dyadic other) {
        return new Dyadic(mantissa.multiply(other.mantissa), exponent + other.exponent);
    }

    Dyadic times(long factor) {
        return new Dyadic(mantissa.multiply(BigInteger.valueOf(factor)), exponent);
    }

    int signum() {
        return mantissa.signum();
    }

    /** The mantissa if the exponent were that, which is not above it. */
    BigInteger shiftedTo(int lowerExponent) {
        return mantissa.shiftLeft(exponent - lowerExponent);
    }

    /** The double nearest to the quotient by a number above zero; infinite if it is out of range. */
    public double dividedBy(BigInteger divisor) {
        return exponent >= 0
                ? quotient(mantissa.shiftLeft(exponent), divisor)
                : quotient(mantissa, divisor.shiftLeft(-exponent));
    }

    /** The double nearest to the quotient by another, which is not zero. */
    double dividedBy(Dyadic divisor) {
        Dyadic same = divisor.signum() < 0 ? times(-1) : this;
        return new Dyadic(same.mantissa, exponent - divisor.exponent).dividedBy(divisor.mantissa.abs());
    }

    private static double quotient(BigInteger dividend, BigInteger divisor) {
        int shift = Math.max(0, QUOTIENT_BITS + divisor.bitLength() - dividend.bitLength());
        BigInteger[] parts = dividend.abs().shiftLeft(shift).divideAndRemainder(divisor);
        BigInteger quotient = parts[1].signum() == 0 ? parts[0] : parts[0].setBit(0);
        double magnitude = scaled(quotient, shift);
        return dividend.signum() < 0 ? -magnitude : magnitude;
    }

    /** {@code quotient / 2^shift}, rounded once, also where the result is subnormal. */
    private static double scaled(BigInteger quotient, int shift) {
        int lowest = shift + EXPONENT_MIN;
        if (quotient.bitLength() - lowest > FRACTION_BITS + 2) {
            return Math.scalb(quotient.doubleValue(), -shift);
        }
        // The bits below the smallest subnormal are folded into the last of two that rounding looks at.
        int drop = lowest - 2;
        BigInteger kept = quotient.shiftRight(drop);
        boolean sticky = quotient.getLowestSetBit() >= 0 && quotient.getLowestSetBit() < drop;
        long value = (sticky ? kept.setBit(0) : kept).longValueExact();
        long rounded = value >> 2;
        long rest = value & 3;
        rounded += rest > 2 || rest == 2 && (rounded & 1) == 1 ? 1 : 0;
        return rounded * Double.MIN_VALUE;
    }
}
