package io.millrace.server.cli.shell;

/**
 * Lines that make up statements, until a semicolon outside of quotes and comments ends one.
 *
 * <p><b>Threading:</b> one thread.
 */
final class StatementBuffer {
    private final StringBuilder text = new StringBuilder();

    void add(String line) {
        text.append(line).append('\n');
    }

    boolean isBlank() {
        return text.toString().isBlank();
    }

    void clear() {
        text.setLength(0);
    }

    /** All that is there, which is then gone. */
    String take() {
        String taken = text.toString();
        clear();
        return taken;
    }

    /** Whether the last thing in it is a semicolon that ends a statement. */
    boolean isComplete() {
        return endsStatement(text);
    }

    static boolean endsStatement(CharSequence text) {
        boolean ended = false;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            int next = skip(text, at, c);
            if (next < 0) {
                return false;
            }
            boolean comment = next > at + 1 && (c == '-' || c == '/');
            if (!comment && !Character.isWhitespace(c)) {
                ended = c == ';';
            }
            at = next;
        }
        return ended;
    }

    /** Behind the quoted text or comment that begins here, or behind this character; −1 if it is not closed. */
    private static int skip(CharSequence text, int at, char c) {
        if (c == '\'' || c == '"') {
            return behind(text, at + 1, String.valueOf(c));
        } else if (c == '-' && startsWith(text, at, "--")) {
            int end = behind(text, at, "\n");
            return end < 0 ? text.length() : end;
        } else if (c == '/' && startsWith(text, at, "/*")) {
            return behind(text, at + 2, "*/");
        }
        return at + 1;
    }

    private static int behind(CharSequence text, int from, String end) {
        for (int i = from; i + end.length() <= text.length(); i++) {
            if (startsWith(text, i, end)) {
                return i + end.length();
            }
        }
        return -1;
    }

    private static boolean startsWith(CharSequence text, int at, String what) {
        return at + what.length() <= text.length()
                && text.subSequence(at, at + what.length()).toString().equals(what);
    }
}
