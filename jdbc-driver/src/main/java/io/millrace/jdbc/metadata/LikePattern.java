package io.millrace.jdbc.metadata;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name pattern of {@link java.sql.DatabaseMetaData}: {@code %} any text, {@code _} any character, {@code \} takes the
 * meaning from the character behind it. Null matches everything.
 */
public final class LikePattern {
    public static final LikePattern ANY = new LikePattern(null);

    private final @Nullable Pattern regex;
    private final @Nullable String literal;

    private LikePattern(@Nullable String pattern) {
        if (pattern == null || pattern.equals("%")) {
            regex = null;
            literal = null;
            return;
        }
        StringBuilder translated = new StringBuilder();
        StringBuilder text = new StringBuilder();
        boolean exact = true;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                c = pattern.charAt(++i);
            } else if (c == '%' || c == '_') {
                translated.append(c == '%' ? ".*" : ".");
                exact = false;
                continue;
            }
            translated.append(Pattern.quote(String.valueOf(c)));
            text.append(c);
        }
        regex = Pattern.compile(translated.toString(), Pattern.DOTALL);
        literal = exact ? text.toString() : null;
    }

    public static LikePattern of(@Nullable String pattern) {
        return new LikePattern(pattern);
    }

    /** A name that stands for itself; null matches everything. */
    public static LikePattern exactly(@Nullable String name) {
        return name == null
                ? ANY
                : new LikePattern(name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"));
    }

    public boolean matches(@Nullable String name) {
        return regex == null || name != null && regex.matcher(name).matches();
    }

    /** The one name that matches, if there is just one. */
    public Optional<String> literal() {
        return Optional.ofNullable(literal);
    }
}
