package io.millrace.executor.expression.function;

import org.jspecify.annotations.Nullable;

/** LIKE with patterns that come from rows; keeps the last one. <b>Threading:</b> one thread. */
public final class LikeMatcher {
    private static final Slice ESCAPE_DEFAULT = Slice.of(LikePattern.ESCAPE_DEFAULT);

    private byte[] lastPattern = {};
    private byte[] lastEscape = {};
    private @Nullable LikePattern compiled;

    public boolean matches(Slice text, Slice pattern) {
        return matches(text, pattern, ESCAPE_DEFAULT);
    }

    public boolean matches(Slice text, Slice pattern, Slice escape) {
        return compiled(pattern, escape, false).matches(text);
    }

    public boolean matchesIgnoringCase(Slice text, Slice pattern) {
        return matchesIgnoringCase(text, pattern, ESCAPE_DEFAULT);
    }

    public boolean matchesIgnoringCase(Slice text, Slice pattern, Slice escape) {
        return compiled(pattern, escape, true).matches(text);
    }

    private LikePattern compiled(Slice pattern, Slice escape, boolean ignoresCase) {
        LikePattern known = compiled;
        if (known != null
                && Slices.equal(pattern, Slice.of(lastPattern))
                && Slices.equal(escape, Slice.of(lastEscape))) {
            return known;
        }
        LikePattern made = LikePattern.of(pattern.toString(), escape.toString(), ignoresCase);
        lastPattern = pattern.toBytes();
        lastEscape = escape.toBytes();
        compiled = made;
        return made;
    }
}
