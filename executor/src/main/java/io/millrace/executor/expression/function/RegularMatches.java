package io.millrace.executor.expression.function;

import io.millrace.spi.batch.ColumnBuilder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's functions that go from match to match. Positions are characters, from 1. Keeps the last expression compiled.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class RegularMatches {
    private static final Slice NO_FLAGS = new Slice();

    private final RegularExpression expression = new RegularExpression();

    /** How often the expression matches. */
    public int count(Slice text, Slice pattern) {
        return count(text, pattern, 1, NO_FLAGS);
    }

    public int count(Slice text, Slice pattern, int from) {
        return count(text, pattern, from, NO_FLAGS);
    }

    public int count(Slice text, Slice pattern, int from, Slice flags) {
        String string = text.toString();
        int start = start(string, from);
        Matcher matcher = expression.matcher(text, pattern, flags);
        if (start > string.length()) {
            return 0;
        }
        return RegularExpression.guarded(pattern, () -> {
            int matches = 0;
            for (boolean found = matcher.find(start); found; found = matcher.find()) {
                matches++;
            }
            return matches;
        });
    }

    public int position(Slice text, Slice pattern) {
        return position(text, pattern, 1, 1, 0, NO_FLAGS, 0);
    }

    public int position(Slice text, Slice pattern, int from) {
        return position(text, pattern, from, 1, 0, NO_FLAGS, 0);
    }

    public int position(Slice text, Slice pattern, int from, int which) {
        return position(text, pattern, from, which, 0, NO_FLAGS, 0);
    }

    public int position(Slice text, Slice pattern, int from, int which, int behind) {
        return position(text, pattern, from, which, behind, NO_FLAGS, 0);
    }

    public int position(Slice text, Slice pattern, int from, int which, int behind, Slice flags) {
        return position(text, pattern, from, which, behind, flags, 0);
    }

    /** Where the n-th match begins, or what follows it if {@code behind} is 1; 0 if there is none. */
    public int position(Slice text, Slice pattern, int from, int which, int behind, Slice flags, int group) {
        if (behind != 0 && behind != 1) {
            throw DataErrors.invalidParameter("the end option of regexp_instr is 0 or 1, not " + behind);
        }
        Matcher match = match(text, pattern, from, which, flags, group);
        if (match == null || group > match.groupCount() || match.start(group) < 0) {
            return 0;
        }
        int at = behind == 1 ? match.end(group) : match.start(group);
        return text.toString().codePointCount(0, at) + 1;
    }

    public boolean substring(Slice text, Slice pattern, Slice out) {
        return substring(text, pattern, 1, 1, NO_FLAGS, 0, out);
    }

    public boolean substring(Slice text, Slice pattern, int from, Slice out) {
        return substring(text, pattern, from, 1, NO_FLAGS, 0, out);
    }

    public boolean substring(Slice text, Slice pattern, int from, int which, Slice out) {
        return substring(text, pattern, from, which, NO_FLAGS, 0, out);
    }

    public boolean substring(Slice text, Slice pattern, int from, int which, Slice flags, Slice out) {
        return substring(text, pattern, from, which, flags, 0, out);
    }

    /** What the n-th match, or a group of it, matched; false if there is none. */
    public boolean substring(Slice text, Slice pattern, int from, int which, Slice flags, int group, Slice out) {
        Matcher match = match(text, pattern, from, which, flags, group);
        String found = match == null || group > match.groupCount() ? null : match.group(group);
        if (found == null) {
            return false;
        }
        out.set(found);
        return true;
    }

    /** SUBSTRING(text FROM pattern): what the first group matched, or all if there is no group. */
    public boolean first(Slice text, Slice pattern, Slice out) {
        Matcher matcher = expression.matcher(text, pattern, NO_FLAGS);
        boolean matches = RegularExpression.guarded(pattern, matcher::find);
        String found = matches ? matcher.group(matcher.groupCount() > 0 ? 1 : 0) : null;
        if (found == null) {
            return false;
        }
        out.set(found);
        return true;
    }

    private @Nullable Matcher match(Slice text, Slice pattern, int from, int which, Slice flags, int group) {
        String string = text.toString();
        int start = start(string, from);
        if (which < 1) {
            throw DataErrors.invalidParameter("the number of a match is 1 or greater, not " + which);
        } else if (group < 0) {
            throw DataErrors.invalidParameter("the number of a group is 0 or greater, not " + group);
        }
        Matcher matcher = expression.matcher(text, pattern, flags);
        if (start > string.length()) {
            return null;
        }
        boolean matches = RegularExpression.guarded(pattern, () -> {
            boolean found = matcher.find(start);
            for (int i = 1; i < which && found; i++) {
                found = matcher.find();
            }
            return found;
        });
        return matches ? matcher : null;
    }

    /** As an index of Java; beyond the text if there are not as many characters. */
    private static int start(String text, int from) {
        if (from < 1) {
            throw DataErrors.invalidParameter("the first character is 1; " + from + " is no position");
        }
        int characters = text.codePointCount(0, text.length());
        return from - 1 > characters ? text.length() + 1 : text.offsetByCodePoints(0, from - 1);
    }

    public boolean groups(Slice text, Slice pattern, Nested out) {
        return groups(text, pattern, NO_FLAGS, out);
    }

    /** What the groups of the first match matched, or all of it if there is no group; false if nothing matches. */
    public boolean groups(Slice text, Slice pattern, Slice flags, Nested out) {
        Matcher matcher = expression.matcher(text, pattern, flags);
        if (!RegularExpression.guarded(pattern, matcher::find)) {
            return false;
        }
        ColumnBuilder.OfBytes parts = (ColumnBuilder.OfBytes) out.begin().child(0);
        int first = matcher.groupCount() == 0 ? 0 : 1;
        for (int group = first; group <= matcher.groupCount(); group++) {
            String found = matcher.group(group);
            if (found == null) {
                parts.appendNull();
            } else {
                append(found, parts);
            }
        }
        out.built();
        return true;
    }

    public void split(Slice text, Slice pattern, Nested out) {
        split(text, pattern, NO_FLAGS, out);
    }

    /** What lies between the matches. An empty match counts neither at an end of the text nor right behind another match. */
    public void split(Slice text, Slice pattern, Slice flags, Nested out) {
        String string = text.toString();
        Matcher matcher = expression.matcher(text, pattern, flags);
        ColumnBuilder.OfBytes parts = (ColumnBuilder.OfBytes) out.begin().child(0);
        int last = RegularExpression.guarded(pattern, () -> {
            int end = 0;
            while (matcher.find()) {
                if (matcher.start() < string.length() && matcher.end() > end) {
                    append(string.substring(end, matcher.start()), parts);
                    end = matcher.end();
                }
            }
            return end;
        });
        append(string.substring(last), parts);
        out.built();
    }

    private static void append(String text, ColumnBuilder.OfBytes out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.append(bytes, 0, bytes.length);
    }
}
