package io.millrace.jdbc.link;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link Command} gives back: warnings, and the savepoint if one was set. */
public record CommandReply(List<Notice> notices, @Nullable SavepointReference savepoint) {
    public static final CommandReply DONE = new CommandReply(List.of(), null);

    public CommandReply {
        notices = List.copyOf(notices);
    }

    /** A warning on its way to becoming an {@link java.sql.SQLWarning}. */
    public record Notice(String sqlState, String message) {}
}
