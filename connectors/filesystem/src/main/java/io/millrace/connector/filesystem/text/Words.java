package io.millrace.connector.filesystem.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes at a time. Marks have the high bit of a byte set where it is what was looked for; above the first, marks may be
 * wrong.
 *
 * <p><b>Source:</b> S. Anderson, Bit Twiddling Hacks (haszero, hasless).
 */
public final class Words {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Words() {}

    /** The eight bytes at a position, the first one lowest. */
    public static long at(byte[] data, int position) {
        return (long) LONGS.get(data, position);
    }

    /** Eight times an ASCII character. */
    public static long of(int character) {
        return ONES * character;
    }

    /** Marks the bytes that are those of a word made by {@link #of}. */
    public static long equal(long word, long characters) {
        long difference = word ^ characters;
        return (difference - ONES) & ~difference & HIGH_BITS;
    }

    /** Marks the ASCII characters below those of a word made by {@link #of}. */
    public static long below(long word, long characters) {
        return (word - characters) & ~word & HIGH_BITS;
    }

    /** Whether all bytes are ASCII. */
    public static boolean isAscii(long word) {
        return (word & HIGH_BITS) == 0;
    }

    /** Which byte the first mark is at. */
    public static int first(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }
}
