package io.millrace.spi.option;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Nearest;
import io.millrace.spi.error.SqlState;
import java.util.Collection;
import java.util.Map;

/** Checks over whole option maps. */
public final class Options {
    private Options() {}

    /**
     * Refuses names that are not among the known ones. A known name may hold one {@code *} for a part that the user chooses:
     * {@code fields.*.kind}.
     *
     * @param owner what the options belong to, for the message: {@code "connector 'datagen'"}
     */
    public static void requireKnown(String owner, Map<String, String> given, Collection<String> known) {
        for (String name : given.keySet()) {
            if (!known.contains(name) && known.stream().noneMatch(pattern -> matches(pattern, name))) {
                throw new MillraceException(
                        SqlState.INVALID_PARAMETER,
                        owner + " has no option '" + name + "'" + Nearest.hint(name, known));
            }
        }
    }

    /** Whether a name fits a known name with a {@code *} in it. */
    private static boolean matches(String pattern, String name) {
        int star = pattern.indexOf('*');
        return star >= 0
                && name.length() > pattern.length() - 1
                && name.startsWith(pattern.substring(0, star))
                && name.endsWith(pattern.substring(star + 1));
    }
}
