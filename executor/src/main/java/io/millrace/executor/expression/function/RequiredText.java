package io.millrace.executor.expression.function;

import java.nio.charset.StandardCharsets;

/**
 * The longest text that every match of a regular expression contains, so that most texts without a match are passed over
 * without the expression; empty where that is not plain to see.
 */
final class RequiredText {
    private final String pattern;
    private final StringBuilder run = new StringBuilder();
    private String longest = "";
    private int at;

    private RequiredText(String pattern) {
        this.pattern = pattern;
    }

    /** @param pattern an expression that compiles, without flags */
    static byte[] of(String pattern) {
        RequiredText text = new RequiredText(pattern);
        return (text.scan() ? text.longest : "").getBytes(StandardCharsets.UTF_8);
    }

    /** Walks over what stands in a row; false if there are alternatives or something that is not understood here. */
    private boolean scan() {
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            switch (c) {
                case '|' -> {
                    return false;
                }
                case '(' -> {
                    endRun();
                    if (!skipGroup()) {
                        return false;
                    }
                }
                case '[' -> {
                    endRun();
                    if (!skipClass()) {
                        return false;
                    }
                }
                case '\\' -> {
                    if (at == pattern.length() || isLetterOrDigit(pattern.charAt(at))) {
                        endRun();
                        // A class such as \d is one letter long; others have arguments or quote.
                        if (at == pattern.length() || "dDwWsSbBAzZ".indexOf(pattern.charAt(at)) < 0) {
                            return false;
                        }
                        at++;
                    } else {
                        run.append(pattern.charAt(at++));
                    }
                }
                case '?', '*', '{' -> {
                    dropLast();
                    endRun();
                    if (c == '{' && !skipTo('}')) {
                        return false;
                    }
                }
                case '+', '.', '^', '$' -> endRun();
                default -> {
                    if (Character.isSurrogate(c)) {
                        return false;
                    }
                    run.append(c);
                }
            }
        }
        endRun();
        return true;
    }

    private void endRun() {
        if (run.length() > longest.length()) {
            longest = run.toString();
        }
        run.setLength(0);
    }

    /** What can be there any number of times is not required. */
    private void dropLast() {
        if (run.length() > 0) {
            run.setLength(run.length() - 1);
        }
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private boolean skipTo(char end) {
        int found = pattern.indexOf(end, at);
        at = found + 1;
        return found >= 0;
    }

    /** Behind a group's opening; groups with a question mark may change what follows. */
    private boolean skipGroup() {
        if (at < pattern.length() && pattern.charAt(at) == '?') {
            return false;
        }
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            if (c == ')') {
                return true;
            } else if (c == '\\') {
                if (at < pattern.length() && pattern.charAt(at) == 'Q') {
                    return false;
                }
                at++;
            } else if (c == '[' && !skipClass() || c == '(' && !skipGroup()) {
                return false;
            }
        }
        return false;
    }

    /** Behind a class's opening. */
    private boolean skipClass() {
        if (at < pattern.length() && pattern.charAt(at) == '^') {
            at++;
        }
        int first = at;
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            if (c == '[' || c == '&' && at < pattern.length() && pattern.charAt(at) == '&') {
                return false;
            } else if (c == ']') {
                return at - 1 > first;
            } else if (c == '\\') {
                if (at < pattern.length() && pattern.charAt(at) == 'Q') {
                    return false;
                }
                at++;
            }
        }
        return false;
    }
}
