package io.millrace.executor.expression.function;

/** Bits of whole numbers. Places of a shift are taken modulo the width, as in PostgreSQL. */
public final class Bits {
    private Bits() {}

    /** Of a negative number those of 64 bits. */
    public static long count(long value) {
        return Long.bitCount(value);
    }

    public static long count(Slice bytes) {
        long count = 0;
        for (int i = bytes.from(); i < bytes.to(); i++) {
            count += Integer.bitCount(bytes.data()[i] & 0xff);
        }
        return count;
    }

    public static int shiftLeft(int value, int places) {
        return value << places;
    }

    public static long shiftLeft(long value, int places) {
        return value << places;
    }

    public static int shiftRight(int value, int places) {
        return value >> places;
    }

    public static long shiftRight(long value, int places) {
        return value >> places;
    }
}
