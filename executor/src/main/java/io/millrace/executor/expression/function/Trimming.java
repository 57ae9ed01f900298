package io.millrace.executor.expression.function;

import java.util.Arrays;

/** TRIM: takes characters out of a set off the ends of a text. */
public final class Trimming {
    private static final Slice BLANK = Slice.of(" ");

    private Trimming() {}

    public static void both(Slice text, Slice out) {
        both(text, BLANK, out);
    }

    public static void both(Slice text, Slice characters, Slice out) {
        int from = start(text, characters);
        out.set(text.data(), from, end(text, from, characters));
    }

    public static void leading(Slice text, Slice out) {
        leading(text, BLANK, out);
    }

    public static void leading(Slice text, Slice characters, Slice out) {
        out.set(text.data(), start(text, characters), text.to());
    }

    public static void trailing(Slice text, Slice out) {
        trailing(text, BLANK, out);
    }

    public static void trailing(Slice text, Slice characters, Slice out) {
        out.set(text.data(), text.from(), end(text, text.from(), characters));
    }

    private static int start(Slice text, Slice characters) {
        int at = text.from();
        while (at < text.to()) {
            int next = Slices.next(text.data(), at, text.to());
            if (!isAmong(text.data(), at, next, characters)) {
                break;
            }
            at = next;
        }
        return at;
    }

    private static int end(Slice text, int from, Slice characters) {
        int at = text.to();
        while (at > from) {
            int previous = Slices.previous(text.data(), at, from);
            if (!isAmong(text.data(), previous, at, characters)) {
                break;
            }
            at = previous;
        }
        return at;
    }

    private static boolean isAmong(byte[] data, int from, int to, Slice characters) {
        if (to - from == 1 && characters.length() == 1) {
            return data[from] == characters.byteAt(0);
        }
        int at = characters.from();
        while (at < characters.to()) {
            int next = Slices.next(characters.data(), at, characters.to());
            if (Arrays.equals(data, from, to, characters.data(), at, next)) {
                return true;
            }
            at = next;
        }
        return false;
    }
}
