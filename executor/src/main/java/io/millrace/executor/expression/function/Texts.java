package io.millrace.executor.expression.function;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Functions of text. Positions and lengths are characters (code points), from 1. ASCII is done byte by byte; where case or
 * order of other characters matters, by way of a String.
 */
public final class Texts {
    private static final int BYTES_MAX = 1 << 26;
    private static final Slice BLANK = Slice.of(" ");
    private static final byte CASE_BIT = 0x20;

    private Texts() {}

    public static void upper(Slice text, Slice out) {
        if (!text.isAscii()) {
            out.set(text.toString().toUpperCase(Locale.ROOT));
            return;
        }
        byte[] buffer = out.buffer(text.length());
        for (int i = 0; i < text.length(); i++) {
            byte b = text.byteAt(i);
            buffer[i] = b >= 'a' && b <= 'z' ? (byte) (b - CASE_BIT) : b;
        }
        out.own(text.length());
    }

    public static void lower(Slice text, Slice out) {
        if (!text.isAscii()) {
            out.set(text.toString().toLowerCase(Locale.ROOT));
            return;
        }
        byte[] buffer = out.buffer(text.length());
        for (int i = 0; i < text.length(); i++) {
            byte b = text.byteAt(i);
            buffer[i] = b >= 'A' && b <= 'Z' ? (byte) (b + CASE_BIT) : b;
        }
        out.own(text.length());
    }

    /** Words are runs of letters and digits. */
    public static void initcap(Slice text, Slice out) {
        StringBuilder result = new StringBuilder();
        boolean inWord = false;
        for (int c : text.toString().codePoints().toArray()) {
            result.appendCodePoint(inWord ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inWord = Character.isLetterOrDigit(c);
        }
        out.set(result.toString());
    }

    public static int bytes(Slice value) {
        return value.length();
    }

    public static void substring(Slice text, long from, Slice out) {
        int start = Slices.skip(text.data(), text.from(), text.to(), from - 1);
        out.set(text.data(), start, text.to());
    }

    /** The characters {@code from … from + length - 1}, as far as they exist. */
    public static void substring(Slice text, long from, long length, Slice out) {
        long end = end(from, length);
        long first = Math.max(from, 1);
        int start = Slices.skip(text.data(), text.from(), text.to(), first - 1);
        out.set(text.data(), start, Slices.skip(text.data(), start, text.to(), end - first));
    }

    public static void subBytes(Slice bytes, long from, Slice out) {
        subBytes(bytes, from, Integer.MAX_VALUE, out);
    }

    public static void subBytes(Slice bytes, long from, long length, Slice out) {
        long end = Math.max(1, end(from, length));
        int first = bytes.from() + (int) Math.min(bytes.length(), Math.max(from, 1) - 1);
        int last = bytes.from() + (int) Math.min(bytes.length(), end - 1);
        out.set(bytes.data(), first, Math.max(first, last));
    }

    private static long end(long from, long length) {
        if (length < 0) {
            throw DataErrors.invalidParameter("SUBSTRING with a negative length: " + length);
        }
        return Math.min(from, Integer.MAX_VALUE) + Math.min(length, Integer.MAX_VALUE);
    }

    /** The first characters; all but the last ones if the count is negative. */
    public static void left(Slice text, long count, Slice out) {
        long wanted = count >= 0 ? count : Slices.characters(text) + count;
        out.set(text.data(), text.from(), Slices.skip(text.data(), text.from(), text.to(), wanted));
    }

    /** The last characters; all but the first ones if the count is negative. */
    public static void right(Slice text, long count, Slice out) {
        long skipped = count >= 0 ? Slices.characters(text) - count : -count;
        out.set(text.data(), Slices.skip(text.data(), text.from(), text.to(), skipped), text.to());
    }

    public static void leftPad(Slice text, long length, Slice out) {
        leftPad(text, length, BLANK, out);
    }

    /** Filled up on the left, or cut off on the right, to so many characters. */
    public static void leftPad(Slice text, long length, Slice fill, Slice out) {
        long missing = missing(text, length, fill);
        out.clear();
        appendFill(fill, missing, out);
        int end = Slices.skip(text.data(), text.from(), text.to(), length);
        out.append(text.data(), text.from(), end - text.from());
    }

    public static void rightPad(Slice text, long length, Slice out) {
        rightPad(text, length, BLANK, out);
    }

    public static void rightPad(Slice text, long length, Slice fill, Slice out) {
        long missing = missing(text, length, fill);
        out.clear();
        int end = Slices.skip(text.data(), text.from(), text.to(), length);
        out.append(text.data(), text.from(), end - text.from());
        appendFill(fill, missing, out);
    }

    private static long missing(Slice text, long length, Slice fill) {
        checkSize(length, "padding");
        return fill.length() == 0 ? 0 : length - Slices.characters(text);
    }

    private static void appendFill(Slice fill, long characters, Slice out) {
        int fillCharacters = Slices.characters(fill);
        long left = characters;
        for (; left >= fillCharacters && left > 0; left -= fillCharacters) {
            out.append(fill);
        }
        if (left > 0) {
            int end = Slices.skip(fill.data(), fill.from(), fill.to(), left);
            out.append(fill.data(), fill.from(), end - fill.from());
        }
    }

    private static void checkSize(double bytes, String what) {
        if (bytes > BYTES_MAX) {
            throw DataErrors.invalidParameter(
                    "the result of " + what + " would be longer than " + BYTES_MAX + " bytes");
        }
    }

    /** Position of the first occurrence, 0 if there is none. */
    public static int position(Slice needle, Slice text) {
        return position(needle, text, 1);
    }

    public static int position(Slice needle, Slice text, long from) {
        if (from < 1 || from > text.length() + 1L) {
            return 0;
        }
        int start = Slices.skip(text.data(), text.from(), text.to(), from - 1);
        int found = Slices.indexOf(text.data(), start, text.to(), needle);
        return found < 0 ? 0 : Slices.characters(text.data(), text.from(), found) + 1;
    }

    public static void overlay(Slice text, Slice replacement, long from, Slice out) {
        overlay(text, replacement, from, Slices.characters(replacement), out);
    }

    /** The text with the characters {@code from … from + length - 1} replaced. */
    public static void overlay(Slice text, Slice replacement, long from, long length, Slice out) {
        if (from < 1) {
            throw DataErrors.invalidParameter("OVERLAY from position " + from + ": the first one is 1");
        }
        int start = Slices.skip(text.data(), text.from(), text.to(), from - 1);
        int end = Slices.skip(text.data(), text.from(), text.to(), end(from, Math.max(0, length)) - 1);
        out.clear();
        out.append(text.data(), text.from(), start - text.from());
        out.append(replacement);
        out.append(text.data(), end, text.to() - end);
    }

    /** Every occurrence of {@code wanted} replaced; nothing if {@code wanted} is empty. */
    public static void replace(Slice text, Slice wanted, Slice replacement, Slice out) {
        int found = wanted.length() == 0 ? -1 : Slices.indexOf(text.data(), text.from(), text.to(), wanted);
        if (found < 0) {
            out.set(text);
            return;
        }
        out.clear();
        int copied = text.from();
        while (found >= 0) {
            out.append(text.data(), copied, found - copied);
            out.append(replacement);
            checkSize(out.length(), "REPLACE");
            copied = found + wanted.length();
            found = Slices.indexOf(text.data(), copied, text.to(), wanted);
        }
        out.append(text.data(), copied, text.to() - copied);
    }

    /** Each character of {@code from} becomes the one of {@code to} at its place, or is left out if there is none. */
    public static void translate(Slice text, Slice from, Slice to, Slice out) {
        Map<Integer, Integer> mapping = new HashMap<>();
        int[] wanted = from.toString().codePoints().toArray();
        int[] replacements = to.toString().codePoints().toArray();
        for (int i = 0; i < wanted.length; i++) {
            mapping.putIfAbsent(wanted[i], i < replacements.length ? replacements[i] : -1);
        }
        StringBuilder result = new StringBuilder();
        text.toString().codePoints().forEach(c -> {
            int mapped = mapping.getOrDefault(c, c);
            if (mapped >= 0) {
                result.appendCodePoint(mapped);
            }
        });
        out.set(result.toString());
    }

    public static void reverse(Slice text, Slice out) {
        byte[] buffer = out.buffer(text.length());
        int at = text.length();
        int from = text.from();
        while (from < text.to()) {
            int next = Slices.next(text.data(), from, text.to());
            at -= next - from;
            System.arraycopy(text.data(), from, buffer, at, next - from);
            from = next;
        }
        out.own(text.length());
    }

    public static void repeat(Slice text, long times, Slice out) {
        checkSize((double) text.length() * Math.max(0, times), "REPEAT");
        out.clear();
        for (long i = 0; i < times && text.length() > 0; i++) {
            out.append(text);
        }
    }

    /** The n-th part between delimiters, from the end if negative; empty if there is none. */
    public static void splitPart(Slice text, Slice delimiter, long part, Slice out) {
        if (part == 0) {
            throw DataErrors.invalidParameter("SPLIT_PART of part 0: the first one is 1, the last one -1");
        }
        if (delimiter.length() == 0) {
            out.set(text.data(), text.from(), part == 1 || part == -1 ? text.to() : text.from());
            return;
        }
        long skipped = part > 0 ? part - 1 : parts(text, delimiter) + part;
        int start = text.from();
        for (long i = 0; i < skipped; i++) {
            int found = Slices.indexOf(text.data(), start, text.to(), delimiter);
            if (found < 0) {
                skipped = -1;
                break;
            }
            start = found + delimiter.length();
        }
        if (skipped < 0) {
            out.set(text.data(), text.from(), text.from());
            return;
        }
        int end = Slices.indexOf(text.data(), start, text.to(), delimiter);
        out.set(text.data(), start, end < 0 ? text.to() : end);
    }

    private static int parts(Slice text, Slice delimiter) {
        int parts = 1;
        int found = Slices.indexOf(text.data(), text.from(), text.to(), delimiter);
        while (found >= 0) {
            parts++;
            found = Slices.indexOf(text.data(), found + delimiter.length(), text.to(), delimiter);
        }
        return parts;
    }

    /** Code point of the first character, 0 for an empty text. */
    public static int ascii(Slice text) {
        if (text.length() == 0) {
            return 0;
        }
        int end = Slices.next(text.data(), text.from(), text.to());
        return new String(text.data(), text.from(), end - text.from(), StandardCharsets.UTF_8).codePointAt(0);
    }

    public static void chr(long codePoint, Slice out) {
        boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        if (codePoint <= 0 || codePoint > Character.MAX_CODE_POINT || surrogate) {
            throw DataErrors.invalidParameter("CHR(" + codePoint + "): there is no such character");
        }
        out.set(Character.toString((int) codePoint));
    }
}
