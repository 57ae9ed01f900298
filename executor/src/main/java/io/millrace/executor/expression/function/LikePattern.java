package io.millrace.executor.expression.function;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * A LIKE pattern, taken apart: {@code %} is any text, {@code _} any character, what follows the escape character is itself.
 * Immutable.
 */
public final class LikePattern {
    /** As in PostgreSQL. */
    public static final String ESCAPE_DEFAULT = "\\";

    private static final int ANY_TEXT = -1;
    private static final int ANY_CHARACTER = -2;

    private final Kind kind;
    private final int[] tokens;
    private final Slice fixed;
    private final boolean ignoresCase;

    private enum Kind {
        EXACT,
        PREFIX,
        SUFFIX,
        INSIDE,
        GENERAL
    }

    private LikePattern(int[] tokens, boolean ignoresCase) {
        this.tokens = tokens;
        this.ignoresCase = ignoresCase;
        int from = tokens.length > 0 && tokens[0] == ANY_TEXT ? 1 : 0;
        int to = tokens.length > from && tokens[tokens.length - 1] == ANY_TEXT ? tokens.length - 1 : tokens.length;
        byte[] bytes = new byte[to - from];
        boolean plain = true;
        for (int i = from; i < to; i++) {
            bytes[i - from] = (byte) tokens[i];
            plain &= tokens[i] >= 0;
        }
        this.fixed = Slice.of(bytes);
        if (!plain) {
            this.kind = Kind.GENERAL;
        } else if (from == 0) {
            this.kind = to == tokens.length ? Kind.EXACT : Kind.PREFIX;
        } else {
            this.kind = to == tokens.length ? Kind.SUFFIX : Kind.INSIDE;
        }
    }

    /** @param escape one character, or nothing for none */
    public static LikePattern of(String pattern, String escape, boolean ignoresCase) {
        if (escape.codePointCount(0, escape.length()) > 1) {
            throw DataErrors.invalidParameter(
                    "the escape of LIKE must be one character, it is " + DataErrors.quoted(escape));
        }
        String cased = ignoresCase ? pattern.toLowerCase(Locale.ROOT) : pattern;
        int escapeCharacter = escape.isEmpty() ? -1 : escape.codePointAt(0);
        int[] tokens = new int[4 * cased.length() + 4];
        int count = 0;
        for (int i = 0; i < cased.length(); ) {
            int c = cased.codePointAt(i);
            i += Character.charCount(c);
            boolean escaped = c == escapeCharacter;
            if (escaped) {
                if (i == cased.length()) {
                    throw new MillraceException(
                            SqlState.INVALID_PARAMETER,
                            "the LIKE pattern " + DataErrors.quoted(pattern) + " ends with its escape character");
                }
                c = cased.codePointAt(i);
                i += Character.charCount(c);
            }
            if (!escaped && c == '%') {
                // Two in a row match what one does.
                if (count == 0 || tokens[count - 1] != ANY_TEXT) {
                    tokens[count++] = ANY_TEXT;
                }
            } else if (!escaped && c == '_') {
                tokens[count++] = ANY_CHARACTER;
            } else {
                for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    tokens[count++] = b & 0xff;
                }
            }
        }
        return new LikePattern(Arrays.copyOf(tokens, count), ignoresCase);
    }

    public boolean matches(Slice text) {
        Slice cased = text;
        if (ignoresCase) {
            cased = new Slice();
            Texts.lower(text, cased);
        }
        return switch (kind) {
            case EXACT -> Slices.equal(cased, fixed);
            case PREFIX -> Slices.startsWith(cased, fixed);
            case SUFFIX -> Slices.endsWith(cased, fixed);
            case INSIDE -> Slices.contains(cased, fixed);
            case GENERAL -> matchesTokens(cased.data(), cased.from(), cased.to());
        };
    }

    /** Goes back to the last {@code %} only, which is enough. */
    private boolean matchesTokens(byte[] data, int from, int to) {
        int at = from;
        int token = 0;
        int anyToken = -1;
        int anyAt = from;
        while (at < to) {
            int wanted = token < tokens.length ? tokens[token] : Integer.MIN_VALUE;
            if (wanted == ANY_TEXT) {
                anyToken = token++;
                anyAt = at;
            } else if (wanted == ANY_CHARACTER) {
                at = Slices.next(data, at, to);
                token++;
            } else if (wanted == (data[at] & 0xff)) {
                at++;
                token++;
            } else if (anyToken >= 0) {
                token = anyToken + 1;
                anyAt = Slices.next(data, anyAt, to);
                at = anyAt;
            } else {
                return false;
            }
        }
        while (token < tokens.length && tokens[token] == ANY_TEXT) {
            token++;
        }
        return token == tokens.length;
    }
}
