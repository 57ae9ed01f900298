package io.millrace.connector.filesystem.json;

import io.millrace.connector.filesystem.text.Words;

/**
 * Finds the ends of JSON values in bytes. A line feed ends everything; eight bytes behind the data must be readable.
 */
final class JsonScanner {
    /** Not what the quick way can handle: an escape, an error, or the data end here. */
    static final int ODD = -1;

    private static final long QUOTES = Words.of('"');
    private static final long BACKSLASHES = Words.of('\\');
    private static final long SPACES = Words.of(' ');
    private static final long LINE_FEEDS = Words.of('\n');
    private static final int DEPTH_MAX = 1_000;

    private JsonScanner() {}

    /** Behind blanks, but not behind line feeds. */
    static int skipBlanks(byte[] data, int from) {
        int i = from;
        while (data[i] == ' ' || data[i] == '\t' || data[i] == '\r') {
            i++;
        }
        return i;
    }

    /** The closing quote of a string that begins behind {@code from - 1} and has no escapes, else {@link #ODD}. */
    static int endOfPlainString(byte[] data, int from) {
        int at = nextSpecial(data, from);
        return data[at] == '"' ? at : ODD;
    }

    /** Behind a number, or {@link #ODD} if it is malformed. */
    static int endOfNumber(byte[] data, int from) {
        int i = data[from] == '-' ? from + 1 : from;
        int digits = i;
        while (isDigit(data[i])) {
            i++;
        }
        if (i == digits || (data[digits] == '0' && i > digits + 1)) {
            return ODD;
        }
        byte b = data[i];
        return b == '.' || b == 'e' || b == 'E' ? endOfFraction(data, i) : i;
    }

    /** Behind any value, its inside looked at only as far as needed to find the end; else {@link #ODD}. */
    static int endOfValue(byte[] data, int from) {
        byte b = data[from];
        if (b == '"') {
            int quote = endOfString(data, from + 1);
            return quote < 0 ? ODD : quote + 1;
        } else if (b == '-' || isDigit(b)) {
            return endOfNumber(data, from);
        } else if (b == '{' || b == '[') {
            return endOfNested(data, from);
        }
        return endOfLiteral(data, from);
    }

    /** Behind {@code true}, {@code false} or {@code null}, else {@link #ODD}. */
    static int endOfLiteral(byte[] data, int from) {
        int rest = (data[from + 1] & 0xff) << 16 | (data[from + 2] & 0xff) << 8 | (data[from + 3] & 0xff);
        return switch (data[from]) {
            case 't' -> rest == ('r' << 16 | 'u' << 8 | 'e') ? from + 4 : ODD;
            case 'n' -> rest == ('u' << 16 | 'l' << 8 | 'l') ? from + 4 : ODD;
            case 'f' -> rest == ('a' << 16 | 'l' << 8 | 's') && data[from + 4] == 'e' ? from + 5 : ODD;
            default -> ODD;
        };
    }

    /** The first line feed from a position on and before the limit, or −1. */
    static int lineFeed(byte[] data, int from, int limit) {
        int i = from;
        for (; i + Long.BYTES <= limit; i += Long.BYTES) {
            long found = Words.equal(Words.at(data, i), LINE_FEEDS);
            if (found != 0) {
                return i + Words.first(found);
            }
        }
        for (; i < limit; i++) {
            if (data[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static int endOfFraction(byte[] data, int from) {
        int i = from;
        if (data[i] == '.') {
            int digits = ++i;
            while (isDigit(data[i])) {
                i++;
            }
            if (i == digits) {
                return ODD;
            }
        }
        if (data[i] == 'e' || data[i] == 'E') {
            i++;
            i = data[i] == '-' || data[i] == '+' ? i + 1 : i;
            int digits = i;
            while (isDigit(data[i])) {
                i++;
            }
            return i == digits ? ODD : i;
        }
        return i;
    }

    /** The closing quote of a string, escapes allowed. */
    private static int endOfString(byte[] data, int from) {
        int at = nextSpecial(data, from);
        while (data[at] == '\\') {
            int behind = endOfEscape(data, at + 1);
            if (behind == ODD) {
                return ODD;
            }
            at = nextSpecial(data, behind);
        }
        return data[at] == '"' ? at : ODD;
    }

    /** Behind an escape whose backslash was before {@code from}. */
    private static int endOfEscape(byte[] data, int from) {
        return switch (data[from]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> from + 1;
            case 'u' -> {
                for (int i = from + 1; i <= from + 4; i++) {
                    if (data[i] == '\n' || Character.digit(data[i], 16) < 0) {
                        yield ODD;
                    }
                }
                yield from + 5;
            }
            default -> ODD;
        };
    }

    private static int endOfNested(byte[] data, int from) {
        int depth = 0;
        int i = from;
        while (true) {
            switch (data[i]) {
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case '\n' -> {
                    return ODD;
                }
                case '"' -> {
                    i = endOfString(data, i + 1);
                    if (i < 0) {
                        return ODD;
                    }
                }
                default -> {}
            }
            i++;
            if (depth == 0 || depth > DEPTH_MAX) {
                return depth == 0 ? i : ODD;
            }
        }
    }

    /** The first quote, backslash or control character. */
    private static int nextSpecial(byte[] data, int from) {
        int i = from;
        while (true) {
            long word = Words.at(data, i);
            long found = Words.equal(word, QUOTES) | Words.equal(word, BACKSLASHES) | Words.below(word, SPACES);
            if (found != 0) {
                return i + Words.first(found);
            }
            i += Long.BYTES;
        }
    }
}
