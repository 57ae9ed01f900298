package io.millrace.executor.operator.ordered;

import io.millrace.spi.batch.BytesColumn;
import java.util.Arrays;

/** Byte strings one behind the other. <b>Threading:</b> one thread. */
final class ByteHeap {
    private static final int BYTES_MAX = Integer.MAX_VALUE - 16;

    private byte[] data = new byte[256];
    private int size;
    private int[] offsets = new int[16];
    private int count;

    void put(int value) {
        reserve(1);
        data[size++] = (byte) value;
    }

    /** The low bytes of a number, the highest first. */
    void putLow(long value, int length) {
        reserve(length);
        for (int shift = (length - 1) * 8; shift >= 0; shift -= 8) {
            data[size++] = (byte) (value >>> shift);
        }
    }

    void put(byte[] source, int from, int length) {
        reserve(length);
        System.arraycopy(source, from, data, size, length);
        size += length;
    }

    private void reserve(int more) {
        if (size + more > data.length) {
            data = Arrays.copyOf(data, (int) Math.min(BYTES_MAX, Math.max(size + (long) more, data.length * 2L)));
        }
    }

    /** Turns over the bits of all bytes from there on. */
    void invert(int from) {
        for (int i = from; i < size; i++) {
            data[i] = (byte) ~data[i];
        }
    }

    /** Ends a byte string; the first has the number 0. */
    void end() {
        if (count + 1 == offsets.length) {
            offsets = Arrays.copyOf(offsets, offsets.length * 2);
        }
        offsets[++count] = size;
    }

    int size() {
        return size;
    }

    /** Strings ended. */
    int count() {
        return count;
    }

    byte[] data() {
        return data;
    }

    int start(int string) {
        return offsets[string];
    }

    int length(int string) {
        return offsets[string + 1] - offsets[string];
    }

    /** The strings as a column, valid until the next is put. */
    BytesColumn column() {
        return new BytesColumn(data, offsets, null);
    }

    int compare(int string, int other) {
        return Arrays.compareUnsigned(
                data, offsets[string], offsets[string + 1], data, offsets[other], offsets[other + 1]);
    }

    void clear() {
        if (data.length > 1 << 20 && size < data.length / 8) {
            data = new byte[data.length / 2];
        }
        size = 0;
        count = 0;
    }
}
