package io.millrace.jdbc.link;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** A request beside Avatica's. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Command.Ping.class, name = "ping"),
    @JsonSubTypes.Type(value = Command.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = Command.CloseResult.class, name = "closeResult"),
    @JsonSubTypes.Type(value = Command.SetOptions.class, name = "setOptions"),
    @JsonSubTypes.Type(value = Command.TakeWarnings.class, name = "takeWarnings"),
    @JsonSubTypes.Type(value = Command.SetSavepoint.class, name = "setSavepoint"),
    @JsonSubTypes.Type(value = Command.RollbackTo.class, name = "rollbackTo"),
    @JsonSubTypes.Type(value = Command.Release.class, name = "release"),
})
public sealed interface Command {
    String connectionId();

    /** Whether doing it twice is doing it once, so that it may be sent again when no answer came. */
    default boolean idempotent() {
        return true;
    }

    /** Is the connection alive? It is, then, for another while. */
    record Ping(String connectionId) implements Command {}

    /** Ends what the statement runs; reading its rows then fails with {@code 57014}. */
    record Cancel(String connectionId, int statementId) implements Command {}

    /** Ends the statement's result; the statement stays. */
    record CloseResult(String connectionId, int statementId) implements Command {}

    /** For the next executions of the statement; 0 is: no limit, no time limit, the default. */
    record SetOptions(String connectionId, int statementId, long maxRows, int fetchSize, long timeoutMillis)
            implements Command {}

    /** The warnings of the statement's last execution. */
    record TakeWarnings(String connectionId, int statementId) implements Command {}

    /** A durable savepoint, or (without a name, or without auto-commit) a marker of the connection. */
    record SetSavepoint(String connectionId, @Nullable String name) implements Command {
        @Override
        public boolean idempotent() {
            return false;
        }
    }

    record RollbackTo(String connectionId, SavepointReference savepoint) implements Command {
        @Override
        public boolean idempotent() {
            return false;
        }
    }

    record Release(String connectionId, SavepointReference savepoint) implements Command {
        @Override
        public boolean idempotent() {
            return false;
        }
    }
}
