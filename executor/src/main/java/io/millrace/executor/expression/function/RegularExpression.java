package io.millrace.executor.expression.function;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Java's regular expressions; keeps the last one compiled. Flags: {@code i} ignores case, {@code m} (or {@code n}) lets
 * {@code ^} and {@code $} match at lines, {@code s} lets a dot match a line end, {@code x} allows comments, {@code g} replaces
 * all and not only the first, {@code c} minds case.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class RegularExpression {
    private static final Slice NO_FLAGS = new Slice();
    private static final Slice ESCAPE_DEFAULT = Slice.of("\\");

    private byte[] lastPattern = {};
    private byte[] lastFlags = {};
    private @Nullable Pattern compiled;
    private @Nullable Matcher reused;
    /** What every match contains; empty if that is not known. */
    private Slice required = NO_FLAGS;

    /** Whether the expression matches somewhere in the text. */
    public boolean find(Slice text, Slice pattern) {
        return find(text, pattern, NO_FLAGS);
    }

    public boolean find(Slice text, Slice pattern, Slice flags) {
        if (!mayMatch(text, pattern, flags)) {
            return false;
        }
        Matcher matcher = matcher(text, pattern, flags);
        return guarded(pattern, matcher::find);
    }

    public void replace(Slice text, Slice pattern, Slice replacement, Slice out) {
        replace(text, pattern, replacement, NO_FLAGS, out);
    }

    /** Replaces the first match, or all; {@code \1} or {@code $1} is what a group matched, {@code \&} the whole match. */
    public void replace(Slice text, Slice pattern, Slice replacement, Slice flags, Slice out) {
        Matcher matcher = matcher(text, pattern, flags);
        boolean all = flags.toString().indexOf('g') >= 0;
        String javaReplacement = replacement(replacement.toString(), matcher.groupCount());
        out.set(guarded(
                pattern, () -> all ? matcher.replaceAll(javaReplacement) : matcher.replaceFirst(javaReplacement)));
    }

    private static String replacement(String text, int groups) {
        StringBuilder java = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            boolean group = next >= '0' && next <= '9' && next - '0' <= groups;
            if ((c == '\\' || c == '$') && group) {
                java.append('$').append(next);
                i++;
            } else if (c == '\\' && next == '&') {
                java.append("$0");
                i++;
            } else if (c == '\\' && next == '\\') {
                java.append("\\\\");
                i++;
            } else {
                java.append(Matcher.quoteReplacement(String.valueOf(c)));
            }
        }
        return java.toString();
    }

    /** The first match; false if there is none. */
    public boolean extract(Slice text, Slice pattern, Slice out) {
        return extract(text, pattern, 0, out);
    }

    /** What a group of the first match matched; false if it did not. */
    public boolean extract(Slice text, Slice pattern, int group, Slice out) {
        boolean mayMatch = mayMatch(text, pattern, NO_FLAGS);
        Matcher matcher = matcher(mayMatch ? text : NO_FLAGS, pattern, NO_FLAGS);
        if (group < 0 || group > matcher.groupCount()) {
            throw DataErrors.invalidParameter("the regular expression " + DataErrors.quoted(pattern.toString())
                    + " has " + matcher.groupCount() + " groups; there is no group " + group);
        }
        String found = mayMatch && guarded(pattern, matcher::find) ? matcher.group(group) : null;
        if (found == null) {
            return false;
        }
        out.set(found);
        return true;
    }

    public boolean similar(Slice text, Slice pattern) {
        return similar(text, pattern, ESCAPE_DEFAULT);
    }

    /** SQL's SIMILAR TO: the whole text, with {@code %} and {@code _} as in LIKE. */
    public boolean similar(Slice text, Slice pattern, Slice escape) {
        if (compiled == null || !isLast(pattern, escape)) {
            reused = null;
            required = NO_FLAGS;
            compiled =
                    compile(SimilarPattern.toRegularExpression(pattern.toString(), escape.toString()), Pattern.DOTALL);
            remember(pattern, escape);
        }
        Matcher matcher = compiled.matcher(text.toString());
        return guarded(pattern, matcher::matches);
    }

    /** False if the text lacks what every match contains. */
    private boolean mayMatch(Slice text, Slice pattern, Slice flags) {
        prepare(pattern, flags);
        return required.length() == 0 || Slices.contains(text, required);
    }

    Matcher matcher(Slice text, Slice pattern, Slice flags) {
        Pattern prepared = prepare(pattern, flags);
        Matcher matcher = reused;
        if (matcher == null) {
            matcher = prepared.matcher(text.toString());
            reused = matcher;
            return matcher;
        }
        return matcher.reset(text.toString());
    }

    private Pattern prepare(Slice pattern, Slice flags) {
        if (compiled == null || !isLast(pattern, flags)) {
            compiled = compile(pattern.toString(), javaFlags(flags.toString()));
            required = flags.length() == 0 ? Slice.of(RequiredText.of(pattern.toString())) : NO_FLAGS;
            reused = null;
            remember(pattern, flags);
        }
        return compiled;
    }

    private boolean isLast(Slice pattern, Slice flags) {
        return Slices.equal(pattern, Slice.of(lastPattern)) && Slices.equal(flags, Slice.of(lastFlags));
    }

    private void remember(Slice pattern, Slice flags) {
        lastPattern = pattern.toBytes();
        lastFlags = flags.toBytes();
    }

    private static int javaFlags(String flags) {
        int result = 0;
        for (char flag : flags.toCharArray()) {
            switch (flag) {
                case 'i' -> result |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                case 'c' -> result &= ~(Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
                case 'm', 'n' -> result |= Pattern.MULTILINE;
                case 's' -> result |= Pattern.DOTALL;
                case 'x' -> result |= Pattern.COMMENTS;
                case 'g' -> {}
                default ->
                    throw DataErrors.invalidParameter(
                            "unknown flag " + DataErrors.quoted(String.valueOf(flag)) + " of a regular expression");
            }
        }
        return result;
    }

    /** Of {@code like_regex}, whose flag {@code q} takes the pattern as it is. */
    static Pattern ofJsonPath(String pattern, String flags) {
        boolean plain = flags.indexOf('q') >= 0;
        int javaFlags = javaFlags(flags.replace("q", ""));
        return compile(pattern, plain ? javaFlags | Pattern.LITERAL : javaFlags);
    }

    private static Pattern compile(String pattern, int flags) {
        try {
            return Pattern.compile(pattern, flags);
        } catch (PatternSyntaxException e) {
            throw new MillraceException(
                    SqlState.INVALID_REGULAR_EXPRESSION,
                    "invalid regular expression " + DataErrors.quoted(pattern) + ": " + e.getDescription(),
                    e);
        }
    }

    /** Java's matcher recurses; a text can be too long for some expressions. */
    static <T> T guarded(Slice pattern, Supplier<T> match) {
        try {
            return match.get();
        } catch (StackOverflowError e) {
            throw new MillraceException(
                    SqlState.STATEMENT_TOO_COMPLEX,
                    "the text is too long for the regular expression " + DataErrors.quoted(pattern.toString()),
                    e);
        }
    }
}
