package io.millrace.executor.expression.function;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32;

/** Digests (as hexadecimal digits), base 64 and percent-encoding. */
public final class Encodings {
    private Encodings() {}

    public static void md5(Slice value, Slice out) {
        digest("MD5", value, out);
    }

    public static void sha1(Slice value, Slice out) {
        digest("SHA-1", value, out);
    }

    public static void sha256(Slice value, Slice out) {
        digest("SHA-256", value, out);
    }

    public static void sha224(Slice value, Slice out) {
        digest("SHA-224", value, out);
    }

    public static void sha384(Slice value, Slice out) {
        digest("SHA-384", value, out);
    }

    public static void sha512(Slice value, Slice out) {
        digest("SHA-512", value, out);
    }

    /** CRC-32 (IEEE 802.3), as a number from 0 to 4294967295. */
    public static long crc32(Slice value) {
        CRC32 crc = new CRC32();
        crc.update(value.data(), value.from(), value.length());
        return crc.getValue();
    }

    private static void digest(String algorithm, Slice value, Slice out) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(value.data(), value.from(), value.length());
            out.set(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is part of every Java", e);
        }
    }

    /** Two's complement for negative numbers, without zeros in front. */
    public static void toHex(int value, Slice out) {
        out.set(Integer.toHexString(value));
    }

    public static void toHex(long value, Slice out) {
        out.set(Long.toHexString(value));
    }

    public static void toHex(Slice value, Slice out) {
        out.set(HexFormat.of().formatHex(value.data(), value.from(), value.to()));
    }

    public static void toBase64(Slice value, Slice out) {
        out.set(Base64.getEncoder().encode(value.toBytes()));
    }

    /** Line ends in the text are ignored. */
    public static void fromBase64(Slice text, Slice out) {
        try {
            out.set(Base64.getMimeDecoder().decode(checkedBase64(text)));
        } catch (IllegalArgumentException e) {
            throw DataErrors.invalidText(text, "base 64");
        }
    }

    /** Java's MIME decoder would pass over what is not base 64. */
    private static byte[] checkedBase64(Slice text) {
        for (int i = 0; i < text.length(); i++) {
            int c = text.byteAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            boolean known = letter || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '=';
            if (!known && c != '\n' && c != '\r') {
                throw DataErrors.invalidText(text, "base 64");
            }
        }
        return text.toBytes();
    }

    public static void urlEncode(Slice text, Slice out) {
        out.set(URLEncoder.encode(text.toString(), StandardCharsets.UTF_8));
    }

    public static void urlDecode(Slice text, Slice out) {
        try {
            out.set(URLDecoder.decode(text.toString(), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw DataErrors.invalidText(text, "a percent-encoded text");
        }
    }
}
