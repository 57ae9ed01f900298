package io.millrace.executor.state.table;

import java.util.Arrays;

/** Reads what a {@link ByteSink} wrote. */
final class ByteSource {
    private byte[] data = {};
    private int position;

    ByteSource of(byte[] newData, int newPosition) {
        data = newData;
        position = newPosition;
        return this;
    }

    int position() {
        return position;
    }

    long varLong() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte part = data[position++];
            value |= (part & 0x7fL) << shift;
            if (part >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
    }

    byte[] bytes(int length) {
        position += length;
        return Arrays.copyOfRange(data, position - length, position);
    }

    void skip(int length) {
        position += length;
    }
}
