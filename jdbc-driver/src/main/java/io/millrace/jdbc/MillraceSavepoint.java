package io.millrace.jdbc;

import io.millrace.jdbc.link.SavepointReference;
import java.sql.SQLException;
import java.sql.Savepoint;

/** A durable savepoint of the database, or a marker of the connection. */
final class MillraceSavepoint implements Savepoint {
    private final SavepointReference reference;

    MillraceSavepoint(SavepointReference reference) {
        this.reference = reference;
    }

    /** A savepoint of somebody else's class is a durable one, known by its name. */
    static SavepointReference reference(Savepoint savepoint) throws SQLException {
        return savepoint instanceof MillraceSavepoint ours
                ? ours.reference
                : new SavepointReference(true, 0, savepoint.getSavepointName(), null);
    }

    @Override
    public int getSavepointId() throws SQLException {
        if (reference.name() != null) {
            throw SqlErrors.of("savepoint \"" + reference.name() + "\" has a name, not a number", "3B001");
        }
        return reference.id();
    }

    @Override
    public String getSavepointName() throws SQLException {
        String name = reference.name();
        if (name == null) {
            throw SqlErrors.of("savepoint " + reference.id() + " has a number, not a name", "3B001");
        }
        return name;
    }
}
