package io.millrace.executor.expression.function;

import io.millrace.spi.batch.WideColumn;
import java.math.BigInteger;

/**
 * A 128-bit signed number that one call site writes again for each row.
 *
 * <p><b>Ownership:</b> as of {@link Slice}.
 */
public final class Wide {
    private long high;
    private long low;

    public static Wide of(BigInteger value) {
        Wide wide = new Wide();
        wide.set(value);
        return wide;
    }

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    public void set(long newHigh, long newLow) {
        high = newHigh;
        low = newLow;
    }

    public void set(long value) {
        high = value >> 63;
        low = value;
    }

    public void set(Wide other) {
        high = other.high;
        low = other.low;
    }

    /** @param value of at most 127 bits */
    public void set(BigInteger value) {
        high = value.shiftRight(64).longValue();
        low = value.longValue();
    }

    public boolean fitsLong() {
        return high == low >> 63;
    }

    public int signum() {
        return high < 0 ? -1 : (high | low) == 0 ? 0 : 1;
    }

    public BigInteger toBigInteger() {
        return fitsLong() ? BigInteger.valueOf(low) : WideColumn.toBigInteger(high, low);
    }

    @Override
    public String toString() {
        return toBigInteger().toString();
    }
}
