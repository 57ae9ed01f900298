package io.millrace.server.avatica;

import io.millrace.jdbc.link.SavepointReference;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code commit}, {@code rollback} and unnamed savepoints mean where every statement is final: nothing can be taken
 * back, so a rollback is fine if nothing was written since, and otherwise refused without touching anything.
 *
 * <p><b>Threading:</b> any thread.
 */
final class TransactionRules {
    private final String connectionId;
    private boolean autoCommit = true;
    private long writes;
    private long writesAtStart;
    private int markersSet;
    private final Map<Integer, Long> writesAtMarker = new HashMap<>();

    TransactionRules(String connectionId) {
        this.connectionId = connectionId;
    }

    synchronized boolean autoCommit() {
        return autoCommit;
    }

    synchronized void autoCommit(boolean on) {
        if (on != autoCommit) {
            commit();
            autoCommit = on;
        }
    }

    synchronized void wrote() {
        writes++;
        if (autoCommit) {
            writesAtStart = writes;
        }
    }

    synchronized void commit() {
        writesAtStart = writes;
        writesAtMarker.clear();
    }

    synchronized void rollback() {
        if (writes != writesAtStart) {
            throw new MillraceException(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "rollback: something was written since the last commit, and there are no multi-statement transactions to"
                            + " take it back; a named savepoint, set with auto-commit on, could");
        }
        writesAtMarker.clear();
    }

    /** Whether a savepoint of that name is one of the database; otherwise it is a marker. */
    synchronized boolean isDurable(@Nullable String name) {
        return autoCommit && name != null;
    }

    synchronized SavepointReference setMarker(@Nullable String name) {
        markersSet++;
        writesAtMarker.put(markersSet, writes);
        return new SavepointReference(false, markersSet, name, connectionId);
    }

    synchronized void rollbackToMarker(SavepointReference marker) {
        Long writesThen = connectionId.equals(marker.connectionId()) ? writesAtMarker.get(marker.id()) : null;
        if (writesThen == null) {
            throw new MillraceException(
                    SqlState.INVALID_SAVEPOINT,
                    "savepoint " + describe(marker) + " was released, or ended with its transaction or its connection");
        } else if (writesThen != writes) {
            throw new MillraceException(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "rollback to savepoint " + describe(marker)
                            + ": something was written since, and a savepoint set without"
                            + " a name or without auto-commit is only a marker that cannot take it back");
        }
    }

    synchronized void releaseMarker(SavepointReference marker) {
        if (connectionId.equals(marker.connectionId())) {
            writesAtMarker.remove(marker.id());
        }
    }

    private static String describe(SavepointReference marker) {
        return marker.name() == null ? Integer.toString(marker.id()) : "\"" + marker.name() + "\"";
    }
}
