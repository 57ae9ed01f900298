package io.millrace.executor.expression.function;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** PostgreSQL's ENCODE and DECODE: bytes as text in hexadecimal digits, in base 64 or with escapes. */
public final class ByteTexts {
    private static final int BASE64_LINE = 76;
    private static final Base64.Encoder BASE64 =
            Base64.getMimeEncoder(BASE64_LINE, "\n".getBytes(StandardCharsets.US_ASCII));

    private ByteTexts() {}

    public static void encode(Slice bytes, Slice format, Slice out) {
        switch (name(format)) {
            case "hex" -> Encodings.toHex(bytes, out);
            case "base64" -> out.set(BASE64.encode(bytes.toBytes()));
            default -> escape(bytes, out);
        }
    }

    public static void decode(Slice text, Slice format, Slice out) {
        switch (name(format)) {
            case "hex" -> {
                try {
                    out.set(HexFormat.of().parseHex(text.toString().replaceAll("\\s", "")));
                } catch (IllegalArgumentException e) {
                    throw DataErrors.invalidText(text, "hexadecimal digits");
                }
            }
            case "base64" -> Encodings.fromBase64(Slice.of(text.toString().replaceAll("\\s", "")), out);
            default -> unescape(text, out);
        }
    }

    private static String name(Slice format) {
        String name = format.toString().toLowerCase(Locale.ROOT);
        if (!name.equals("hex") && !name.equals("base64") && !name.equals("escape")) {
            throw new MillraceException(
                    SqlState.INVALID_PARAMETER,
                    "there is no encoding " + DataErrors.quoted(format.toString()) + "; there are hex, base64, escape");
        }
        return name;
    }

    /** Zero and bytes of 128 and more in octal digits behind a backslash, a backslash twice. */
    private static void escape(Slice bytes, Slice out) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            int b = bytes.byteAt(i) & 0xff;
            if (b == 0 || b >= 128) {
                text.append(String.format(Locale.ROOT, "\\%03o", b));
            } else {
                text.append(b == '\\' ? "\\\\" : String.valueOf((char) b));
            }
        }
        out.set(text.toString());
    }

    private static void unescape(Slice text, Slice out) {
        byte[] bytes = out.buffer(text.length());
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            byte b = text.byteAt(i);
            if (b == '\\' && i + 1 < text.length() && text.byteAt(i + 1) == '\\') {
                i++;
            } else if (b == '\\') {
                b = octal(text, i + 1);
                i += 3;
            }
            bytes[length++] = b;
        }
        out.own(length);
    }

    private static byte octal(Slice text, int from) {
        int value = 0;
        for (int i = from; i < from + 3; i++) {
            int digit = i < text.length() ? text.byteAt(i) - '0' : -1;
            if (digit < 0 || digit > (i == from ? 3 : 7)) {
                throw DataErrors.invalidText(text, "escaped bytes");
            }
            value = value * 8 + digit;
        }
        return (byte) value;
    }
}
