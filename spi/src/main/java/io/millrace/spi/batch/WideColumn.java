package io.millrace.spi.batch;

import io.millrace.spi.type.Storage;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A column of {@link Storage#WIDE}: 128-bit two's complement numbers, high and low words. */
public final class WideColumn extends Column {
    private final long[] high;
    private final long[] low;

    public WideColumn(long[] high, long[] low, long @Nullable [] nulls) {
        super(nulls);
        this.high = high;
        this.low = low;
    }

    public long[] high() {
        return high;
    }

    public long[] low() {
        return low;
    }

    @Override
    public Storage storage() {
        return Storage.WIDE;
    }

    /** The unscaled value; for clients and the long tail of functions. */
    public BigInteger unscaled(int row) {
        return toBigInteger(high[row], low[row]);
    }

    public static BigInteger toBigInteger(long high, long low) {
        return new BigInteger(ByteBuffer.allocate(16).putLong(high).putLong(low).array());
    }

    /** Numbers that fit a {@code long} hash as a {@link LongColumn} does. */
    @Override
    public int hash(int row) {
        if (isNull(row)) {
            return 0;
        }
        return high[row] == low[row] >> 63
                ? Long.hashCode(low[row])
                : 31 * Long.hashCode(high[row]) + Long.hashCode(low[row]);
    }

    @Override
    public boolean same(int row, Column other, int otherRow) {
        WideColumn that = (WideColumn) other;
        boolean isNull = isNull(row);
        return isNull == that.isNull(otherRow)
                && (isNull || high[row] == that.high[otherRow] && low[row] == that.low[otherRow]);
    }

    @Override
    public int compare(int row, Column other, int otherRow) {
        WideColumn that = (WideColumn) other;
        int byHigh = Long.compare(high[row], that.high[otherRow]);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low[row], that.low[otherRow]);
    }
}
