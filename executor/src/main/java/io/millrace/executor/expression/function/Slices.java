package io.millrace.executor.expression.function;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Comparing, measuring and cutting UTF-8 slices. Positions in characters are code points. */
public final class Slices {
    private static final byte BLANK = ' ';
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Slices() {}

    public static boolean equal(Slice left, Slice right) {
        return left.length() == right.length()
                && Arrays.equals(left.data(), left.from(), left.to(), right.data(), right.from(), right.to());
    }

    /** By unsigned bytes, which for UTF-8 is the order of code points. */
    public static int compare(Slice left, Slice right) {
        return Arrays.compareUnsigned(left.data(), left.from(), left.to(), right.data(), right.from(), right.to());
    }

    /** As {@link #compare}, blanks at the end aside (CHAR of different lengths). */
    public static int comparePadded(Slice left, Slice right) {
        return Arrays.compareUnsigned(
                left.data(), left.from(), endWithoutBlanks(left), right.data(), right.from(), endWithoutBlanks(right));
    }

    private static int endWithoutBlanks(Slice slice) {
        int end = slice.to();
        while (end > slice.from() && slice.data()[end - 1] == BLANK) {
            end--;
        }
        return end;
    }

    /** Number of characters. */
    public static int characters(Slice text) {
        return characters(text.data(), text.from(), text.to());
    }

    static int characters(byte[] data, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            if (isStart(data[i])) {
                count++;
            }
        }
        return count;
    }

    /** Whether a byte begins a character. */
    static boolean isStart(byte value) {
        return (value & 0xC0) != 0x80;
    }

    /** Where the character {@code count} after {@code from} begins; {@code to} if there are fewer. */
    static int skip(byte[] data, int from, int to, long count) {
        int at = from;
        for (long left = count; left > 0 && at < to; left--) {
            at = next(data, at, to);
        }
        return at;
    }

    /** Where the character after the one at {@code at} begins. */
    static int next(byte[] data, int at, int to) {
        int next = at + 1;
        if (data[at] < 0) {
            while (next < to && !isStart(data[next])) {
                next++;
            }
        }
        return next;
    }

    /** Where the character before {@code at} begins. */
    static int previous(byte[] data, int at, int from) {
        int previous = at - 1;
        while (previous > from && !isStart(data[previous])) {
            previous--;
        }
        return previous;
    }

    /** The first characters. */
    public static void truncate(Slice text, int length, Slice out) {
        out.set(text.data(), text.from(), skip(text.data(), text.from(), text.to(), length));
    }

    /** The first characters, followed by blanks if there are fewer. */
    public static void toChar(Slice text, int length, Slice out) {
        int end = skip(text.data(), text.from(), text.to(), length);
        int missing = length - characters(text.data(), text.from(), end);
        if (missing <= 0) {
            out.set(text.data(), text.from(), end);
            return;
        }
        byte[] source = text.data();
        int from = text.from();
        int bytes = end - from;
        byte[] buffer = out.buffer(bytes + missing);
        System.arraycopy(source, from, buffer, 0, bytes);
        Arrays.fill(buffer, bytes, bytes + missing, BLANK);
        out.own(bytes + missing);
    }

    /** Without the blanks at its end, as CHAR is taken for text. */
    public static void withoutBlanks(Slice text, Slice out) {
        out.set(text.data(), text.from(), endWithoutBlanks(text));
    }

    /** The text, if it has no more characters than that, blanks at its end aside. */
    public static void checkLength(Slice text, int lengthMax, String type, Slice out) {
        int end = skip(text.data(), text.from(), text.to(), lengthMax);
        if (end < endWithoutBlanks(text)) {
            throw new MillraceException(
                    SqlState.STRING_TOO_LONG,
                    "text of " + characters(text) + " characters is too long for " + type + ": "
                            + DataErrors.quoted(text.toString()));
        }
        out.set(text.data(), text.from(), end);
    }

    /** The bytes, if there are no more than that. */
    public static void checkBytes(Slice bytes, int lengthMax, String type, Slice out) {
        if (bytes.length() > lengthMax) {
            throw new MillraceException(SqlState.STRING_TOO_LONG, bytes.length() + " bytes are too long for " + type);
        }
        out.set(bytes);
    }

    /** Position in bytes of the first occurrence at or behind {@code start}, −1 if there is none. */
    static int indexOf(byte[] data, int start, int to, Slice needle) {
        int length = needle.length();
        if (length == 0) {
            return start;
        }
        byte first = needle.byteAt(0);
        int last = to - length;
        for (int i = indexOf(data, start, last + 1, first); i >= 0; i = indexOf(data, i + 1, last + 1, first)) {
            if (length == 1 || Arrays.equals(data, i, i + length, needle.data(), needle.from(), needle.to())) {
                return i;
            }
        }
        return -1;
    }

    /** Looks at eight bytes at a time. Source: S. Anderson, "Bit Twiddling Hacks", determine if a word has a zero byte. */
    private static int indexOf(byte[] data, int start, int to, byte wanted) {
        long eight = (wanted & 0xffL) * ONES;
        int i = start;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long difference = (long) LONGS.get(data, i) ^ eight;
            long zeros = difference - ONES & ~difference & HIGH_BITS;
            if (zeros != 0) {
                return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        for (; i < to; i++) {
            if (data[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** Whether there are only bytes below 0x80. */
    static boolean isAscii(byte[] data, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            if (((long) LONGS.get(data, i) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; i < to; i++) {
            if (data[i] < 0) {
                return false;
            }
        }
        return true;
    }

    public static boolean startsWith(Slice text, Slice prefix) {
        int length = prefix.length();
        return length <= text.length()
                && Arrays.equals(
                        text.data(), text.from(), text.from() + length, prefix.data(), prefix.from(), prefix.to());
    }

    public static boolean endsWith(Slice text, Slice suffix) {
        int length = suffix.length();
        return length <= text.length()
                && Arrays.equals(text.data(), text.to() - length, text.to(), suffix.data(), suffix.from(), suffix.to());
    }

    public static boolean contains(Slice text, Slice needle) {
        return indexOf(text.data(), text.from(), text.to(), needle) >= 0;
    }
}
