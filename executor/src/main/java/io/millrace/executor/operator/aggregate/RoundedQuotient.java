package io.millrace.executor.operator.aggregate;

import java.math.BigInteger;

/** Division of whole numbers of any size, rounded once. */
public final class RoundedQuotient {
    /** Bits of a quotient that leave the last one to stand for the remainder, far below what rounding looks at. */
    private static final int QUOTIENT_BITS = 128;

    private RoundedQuotient() {}

    /** The double nearest to a quotient, times two to the power of the exponent. */
    public static double of(BigInteger dividend, BigInteger divisor, int exponent) {
        int shift = Math.max(0, QUOTIENT_BITS + divisor.bitLength() - dividend.bitLength());
        BigInteger[] parts = dividend.abs().shiftLeft(shift).divideAndRemainder(divisor);
        BigInteger quotient = parts[1].signum() == 0 ? parts[0] : parts[0].setBit(0);
        int excess = Math.max(0, quotient.bitLength() - QUOTIENT_BITS);
        if (excess > 0) {
            boolean isExact = quotient.getLowestSetBit() >= excess;
            quotient = quotient.shiftRight(excess);
            quotient = isExact ? quotient : quotient.setBit(0);
        }
        double magnitude = Math.scalb(quotient.doubleValue(), excess - shift + exponent);
        return dividend.signum() < 0 ? -magnitude : magnitude;
    }
}
