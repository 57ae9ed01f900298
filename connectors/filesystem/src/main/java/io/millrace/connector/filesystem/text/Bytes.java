package io.millrace.connector.filesystem.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array that is written to. <b>Threading:</b> one thread. */
public final class Bytes {
    private static final int LONG_DIGITS_MAX = 20;

    private byte[] data = new byte[1 << 16];
    private int length;

    public byte[] data() {
        return data;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    public void append(char asciiCharacter) {
        reserve(1);
        data[length++] = (byte) asciiCharacter;
    }

    public void append(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, data, length, count);
        length += count;
    }

    public void append(byte[] source) {
        append(source, 0, source.length);
    }

    public void append(String text) {
        append(text.getBytes(StandardCharsets.UTF_8));
    }

    public void append(long number) {
        if (number == Long.MIN_VALUE) {
            append(Long.toString(number));
            return;
        }
        reserve(LONG_DIGITS_MAX);
        if (number < 0) {
            data[length++] = '-';
        }
        long rest = Math.abs(number);
        int digits = 1;
        for (long power = 10; digits < LONG_DIGITS_MAX - 1 && rest >= power; power *= 10) {
            digits++;
        }
        appendDigits(rest, digits);
    }

    /** A number that is not negative, with leading zeros. */
    public void appendDigits(long number, int digits) {
        reserve(digits);
        long rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            data[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    private void reserve(int count) {
        if (data.length - length < count) {
            data = Arrays.copyOf(data, Math.max(length + count, data.length * 2));
        }
    }
}
