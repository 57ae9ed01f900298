package io.millrace.executor.expression.function;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Values from text and to text, except dates and times ({@link TimeText}). Blanks around a value are ignored. */
public final class Casts {
    private static final Set<String> TRUE = Set.of("t", "tr", "tru", "true", "y", "ye", "yes", "on", "1");
    private static final Set<String> FALSE = Set.of("f", "fa", "fal", "fals", "false", "n", "no", "of", "off", "0");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,6})?");
    private static final int LONG_CHARACTERS_MAX = 20;
    private static final int UUID_BYTES = 16;

    private Casts() {}

    public static boolean parseBoolean(Slice text) {
        String word = text.toString().strip().toLowerCase(Locale.ROOT);
        if (TRUE.contains(word)) {
            return true;
        } else if (FALSE.contains(word)) {
            return false;
        }
        throw DataErrors.invalidText(text, "BOOLEAN");
    }

    /** A whole number in decimal digits. */
    public static long parseLong(Slice text, String type) {
        byte[] data = text.data();
        int at = text.from();
        int end = text.to();
        while (at < end && data[at] == ' ') {
            at++;
        }
        while (end > at && data[end - 1] == ' ') {
            end--;
        }
        boolean negative = at < end && data[at] == '-';
        if (at < end && (data[at] == '-' || data[at] == '+')) {
            at++;
        }
        if (at == end) {
            throw DataErrors.invalidText(text, type);
        }
        long value = 0;
        boolean overflow = false;
        for (; at < end; at++) {
            int digit = data[at] - '0';
            if (digit < 0 || digit > 9) {
                throw DataErrors.invalidText(text, type);
            }
            // Downwards, as there is one more negative number than positive ones.
            overflow |= value < (Long.MIN_VALUE + digit) / 10;
            value = value * 10 - digit;
        }
        if (overflow || !negative && value == Long.MIN_VALUE) {
            throw DataErrors.outOfRange(DataErrors.quoted(text.toString()), type);
        }
        return negative ? value : -value;
    }

    public static double parseDouble(Slice text) {
        double value = parseApproximate(text, "DOUBLE");
        if (Double.isInfinite(value) && isNumber(text)) {
            throw DataErrors.outOfRange(DataErrors.quoted(text.toString()), "DOUBLE");
        }
        return value;
    }

    public static double parseReal(Slice text) {
        double value = parseApproximate(text, "REAL");
        if (Double.isNaN(value) || Double.isInfinite(value) && !isNumber(text)) {
            return value;
        }
        float real = Float.parseFloat(text.toString().strip());
        if (Float.isInfinite(real)) {
            throw DataErrors.outOfRange(DataErrors.quoted(text.toString()), "REAL");
        }
        return real;
    }

    private static boolean isNumber(Slice text) {
        return NUMBER.matcher(text.toString().strip()).matches();
    }

    private static double parseApproximate(Slice text, String type) {
        String word = text.toString().strip();
        if (NUMBER.matcher(word).matches()) {
            return Double.parseDouble(word);
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "infinity", "+infinity", "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-infinity", "-inf" -> Double.NEGATIVE_INFINITY;
            default -> throw DataErrors.invalidText(text, type);
        };
    }

    public static long parseDecimal(Slice text, int precision, int scale, String type) {
        return Decimals.ofDecimal(decimal(text, type), precision, scale, type);
    }

    public static void parseWide(Slice text, int precision, int scale, String type, Wide out) {
        Wides.ofDecimal(decimal(text, type), precision, scale, type, out);
    }

    private static BigDecimal decimal(Slice text, String type) {
        String word = text.toString().strip();
        if (!NUMBER.matcher(word).matches()) {
            throw DataErrors.invalidText(text, type);
        }
        return new BigDecimal(word);
    }

    /** Decimal digits, without a String. */
    public static void longToText(long value, Slice out) {
        if (value == Long.MIN_VALUE) {
            out.set(Long.toString(value));
            return;
        }
        byte[] buffer = out.buffer(LONG_CHARACTERS_MAX);
        int at = LONG_CHARACTERS_MAX;
        long rest = Math.abs(value);
        do {
            buffer[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        if (value < 0) {
            buffer[--at] = '-';
        }
        out.set(buffer, at, LONG_CHARACTERS_MAX);
    }

    public static String uuidToText(Slice uuid) {
        ByteBuffer bytes = ByteBuffer.wrap(uuid.data(), uuid.from(), uuid.length());
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }

    public static void parseUuid(Slice text, Slice out) {
        String digits = text.toString().strip();
        if (digits.startsWith("{") && digits.endsWith("}")) {
            digits = digits.substring(1, digits.length() - 1);
        }
        digits = digits.replace("-", "");
        if (digits.length() != 2 * UUID_BYTES) {
            throw DataErrors.invalidText(text, "UUID");
        }
        try {
            out.set(HexFormat.of().parseHex(digits));
        } catch (IllegalArgumentException e) {
            throw DataErrors.invalidText(text, "UUID");
        }
    }

    public static void bytesToUuid(Slice bytes, Slice out) {
        if (bytes.length() != UUID_BYTES) {
            throw DataErrors.outOfRange(bytes.length() + " bytes", "UUID, which has 16");
        }
        out.set(bytes);
    }

    /** As PostgreSQL shows it: {@code \x} and hexadecimal digits. */
    public static String binaryToText(Slice bytes) {
        return "\\x" + HexFormat.of().formatHex(bytes.data(), bytes.from(), bytes.to());
    }

    /** Hexadecimal digits after {@code \x}; any other text is its UTF-8 bytes. */
    public static void parseBinary(Slice text, int length, boolean fixed, Slice out) {
        if (text.length() >= 2 && text.byteAt(0) == '\\' && text.byteAt(1) == 'x') {
            try {
                out.set(HexFormat.of().parseHex(text.toString().substring(2)));
            } catch (IllegalArgumentException e) {
                throw DataErrors.invalidText(text, fixed ? "BINARY" : "VARBINARY");
            }
        } else {
            out.set(text);
        }
        if (fixed && length != Integer.MAX_VALUE) {
            toBinary(out, length, out);
        } else {
            toVarbinary(out, length, out);
        }
    }

    public static void toVarbinary(Slice bytes, int length, Slice out) {
        out.set(bytes.data(), bytes.from(), bytes.from() + Math.min(length, bytes.length()));
    }

    /** Cut or filled up with zeros. */
    public static void toBinary(Slice bytes, int length, Slice out) {
        out.set(Arrays.copyOfRange(bytes.data(), bytes.from(), bytes.from() + Math.min(length, bytes.length())));
        if (out.length() < length) {
            out.set(Arrays.copyOf(out.toBytes(), length));
        }
    }
}
