package io.millrace.server.session;

/** What a statement does, as far as a client must know before executing it. */
public enum StatementKind {
    /** {@code SELECT}, {@code VALUES}: ends by itself. */
    QUERY(true, false),
    /** {@code SELECT STREAM}: runs until its inputs end or it is closed. */
    CONTINUOUS_QUERY(true, false),
    /** {@code SHOW}, {@code DESCRIBE}, {@code EXPLAIN}. */
    UTILITY(true, false),
    /** {@code INSERT}, {@code UPDATE}, {@code DELETE}, {@code TRUNCATE}. */
    DML(false, true),
    /** {@code INSERT … SELECT STREAM}: runs attached to the statement. */
    CONTINUOUS_INSERT(false, true),
    /** {@code CREATE}, {@code DROP}, {@code ALTER}. */
    DDL(false, true),
    /** {@code SAVEPOINT}, {@code ROLLBACK TO}, {@code RELEASE}, {@code CHECKPOINT}. */
    HISTORY(false, true),
    /** {@code SET}, {@code RESET}: changes the session alone. */
    SESSION(false, false);

    private final boolean returnsRows;
    private final boolean writes;

    StatementKind(boolean returnsRows, boolean writes) {
        this.returnsRows = returnsRows;
        this.writes = writes;
    }

    public boolean returnsRows() {
        return returnsRows;
    }

    /** Whether it changes the database, so that a plain {@code rollback()} could not undo it. */
    public boolean writes() {
        return writes;
    }
}
