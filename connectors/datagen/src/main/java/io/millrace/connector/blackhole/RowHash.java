package io.millrace.connector.blackhole;

import io.millrace.spi.batch.DoubleColumn;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A 64-bit hash of one row, value after value from {@link #START}: for programs that have rows in another form and compare
 * them with what a blackhole swallowed.
 */
public final class RowHash {
    /** The hash of a row without columns. */
    public static final long START = 0x9E3779B97F4A7C15L;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long GAMMA = START;
    private static final long NULL_HASH = 0x2545F4914F6CDD1DL;

    private RowHash() {}

    /** The hash of a row with one more column: an integer, a time in microseconds, the unscaled value of a short decimal. */
    public static long add(long hash, long value) {
        return mix(hash + value);
    }

    public static long addNull(long hash) {
        return mix(hash + NULL_HASH);
    }

    /** What stands for a number of 128 bits. */
    public static long ofWide(long high, long low) {
        return mix(high) + low;
    }

    /** What stands for a floating-point number. */
    public static long ofDouble(double value) {
        return Double.doubleToRawLongBits(DoubleColumn.canonical(value));
    }

    /** What stands for a text (UTF-8) or bytes. */
    public static long ofBytes(byte[] data, int start, int length) {
        long hash = length;
        int i = start;
        int end = start + length;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            hash = Long.rotateLeft((hash ^ (long) LONGS.get(data, i)) * GAMMA, 31);
        }
        long tail = 0;
        for (; i < end; i++) {
            tail = tail << 8 | (data[i] & 0xff);
        }
        return (hash ^ tail) * GAMMA;
    }

    private static long mix(long z) {
        long a = (z ^ z >>> 32) * GAMMA;
        return a ^ a >>> 29;
    }
}
