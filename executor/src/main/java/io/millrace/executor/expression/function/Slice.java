package io.millrace.executor.expression.function;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Some bytes: a view of an array, or of a buffer of its own that one call site writes again for each row.
 *
 * <p><b>Ownership:</b> whoever made it may point it elsewhere; all others only read, and only until the next row.
 * <b>Threading:</b> one thread; constants are never changed and may be shared.
 */
public final class Slice {
    private static final byte[] EMPTY = {};

    private byte[] data = EMPTY;
    private int from;
    private int length;
    private byte[] buffer = EMPTY;

    public static Slice of(byte[] bytes) {
        Slice slice = new Slice();
        slice.set(bytes, 0, bytes.length);
        return slice;
    }

    public static Slice of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] data() {
        return data;
    }

    public int from() {
        return from;
    }

    public int to() {
        return from + length;
    }

    public int length() {
        return length;
    }

    public byte byteAt(int index) {
        return data[from + index];
    }

    /** Points at {@code bytes[start … end - 1]}. */
    public void set(byte[] bytes, int start, int end) {
        data = bytes;
        from = start;
        length = end - start;
    }

    public void set(byte[] bytes) {
        set(bytes, 0, bytes.length);
    }

    public void set(String text) {
        set(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Points at what the other one shows. */
    public void set(Slice other) {
        set(other.data, other.from, other.from + other.length);
    }

    /** The buffer of this slice's own, with room for so many bytes; what was in it is kept. Show it with {@link #own}. */
    public byte[] buffer(int lengthMin) {
        if (buffer.length < lengthMin) {
            buffer = Arrays.copyOf(buffer, Math.max(lengthMin, Math.max(32, buffer.length * 2)));
        }
        return buffer;
    }

    /** Points at the beginning of its own buffer. */
    public void own(int newLength) {
        set(buffer, 0, newLength);
    }

    /** Points at the beginning of its own buffer, showing nothing yet; {@link #append} follows. */
    public void clear() {
        own(0);
    }

    /** Adds to what its own buffer shows. */
    public void append(Slice other) {
        append(other.data, other.from, other.length);
    }

    public void append(byte[] bytes, int start, int count) {
        int newLength = Math.addExact(length, count);
        buffer(newLength);
        System.arraycopy(bytes, start, buffer, length, count);
        own(newLength);
    }

    public byte[] toBytes() {
        return Arrays.copyOfRange(data, from, from + length);
    }

    /** Whether there are only bytes below 0x80. */
    public boolean isAscii() {
        return Slices.isAscii(data, from, from + length);
    }

    /** The UTF-8 text. */
    @Override
    public String toString() {
        return new String(data, from, length, StandardCharsets.UTF_8);
    }
}
