package io.millrace.executor.state.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes being written, in an array that grows. Fixed-width numbers are big endian. */
final class ByteSink {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    byte[] data;
    int size;

    ByteSink(int capacity) {
        data = new byte[capacity];
    }

    void reserve(int more) {
        if (size + more > data.length) {
            data = Arrays.copyOf(data, Math.max(size + more, grown(data.length)));
        }
    }

    private static int grown(int length) {
        return length < 1 << 30 ? length * 2 : Integer.MAX_VALUE - 8;
    }

    void put(int value) {
        reserve(1);
        data[size++] = (byte) value;
    }

    void putShort(int value) {
        reserve(2);
        data[size++] = (byte) (value >>> 8);
        data[size++] = (byte) value;
    }

    void putInt(int value) {
        reserve(4);
        data[size++] = (byte) (value >>> 24);
        data[size++] = (byte) (value >>> 16);
        data[size++] = (byte) (value >>> 8);
        data[size++] = (byte) value;
    }

    void putLong(long value) {
        reserve(8);
        LONG.set(data, size, value);
        size += 8;
    }

    void put(byte[] source, int from, int length) {
        reserve(length);
        System.arraycopy(source, from, data, size, length);
        size += length;
    }

    /** Seven bits a byte, low ones first; small numbers of either sign are short. */
    void putVarLong(long value) {
        long rest = value << 1 ^ value >> 63;
        reserve(10);
        while ((rest & ~0x7fL) != 0) {
            data[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        data[size++] = (byte) rest;
    }

    byte[] toArray() {
        return Arrays.copyOf(data, size);
    }

    byte[] toArray(int from) {
        return Arrays.copyOfRange(data, from, size);
    }

    static long longAt(byte[] data, int position) {
        return (long) LONG.get(data, position);
    }

    static void putLongAt(byte[] data, int position, long value) {
        LONG.set(data, position, value);
    }
}
