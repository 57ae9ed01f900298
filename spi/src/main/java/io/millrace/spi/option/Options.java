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
     * Refuses names that are not among the known ones.
     *
     * @param owner what the options belong to, for the message: {@code "connector 'datagen'"}
     */
    public static void requireKnown(String owner, Map<String, String> given, Collection<String> known) {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw new MillraceException(
                        SqlState.INVALID_PARAMETER,
                        owner + " has no option '" + name + "'" + Nearest.hint(name, known));
            }
        }
    }
}
