package io.millrace.parser.statement;

/** What a statement is, as far as a session must know to run it. */
public enum StatementKind {
    /** A finite query. */
    QUERY,
    /** {@code SELECT STREAM}. */
    STREAM_QUERY,
    /** Ends, and has an update count. */
    INSERT,
    /** {@code INSERT … SELECT STREAM}: lives as long as the statement does. */
    STREAM_INSERT,
    UPDATE,
    DELETE,
    MERGE,
    TRUNCATE,
    CREATE,
    DROP,
    /** {@code ALTER QUERY}. */
    ALTER,
    /** {@code SAVEPOINT}. */
    SAVEPOINT,
    /** {@code ROLLBACK TO SAVEPOINT}. */
    ROLLBACK_TO_SAVEPOINT,
    /** {@code RELEASE SAVEPOINT}. */
    RELEASE_SAVEPOINT,
    /** {@code CHECKPOINT}. */
    CHECKPOINT,
    /** {@code COMMIT} and plain {@code ROLLBACK}. */
    END_TRANSACTION,
    /** {@code STOP QUERY}, {@code RESUME QUERY}, {@code ALTER QUERY … RESTART} and {@code CANCEL QUERY}. */
    STOP,
    SHOW,
    DESCRIBE,
    EXPLAIN,
    /** {@code SET} and {@code RESET}. */
    SET,
    /** Parsed by Calcite's grammar, with no meaning here. */
    OTHER;

    /** Whether its result is rows and not an update count. */
    public boolean returnsRows() {
        return switch (this) {
            case QUERY, STREAM_QUERY, SHOW, DESCRIBE, EXPLAIN -> true;
            case INSERT,
                    STREAM_INSERT,
                    UPDATE,
                    DELETE,
                    MERGE,
                    TRUNCATE,
                    CREATE,
                    DROP,
                    ALTER,
                    SAVEPOINT,
                    ROLLBACK_TO_SAVEPOINT,
                    RELEASE_SAVEPOINT,
                    CHECKPOINT,
                    END_TRANSACTION,
                    STOP,
                    SET,
                    OTHER -> false;
        };
    }

    /** Whether it changes rows of a table. */
    public boolean isDml() {
        return this == INSERT
                || this == STREAM_INSERT
                || this == UPDATE
                || this == DELETE
                || this == MERGE
                || this == TRUNCATE;
    }

    /** Whether it changes the catalog. */
    public boolean isDdl() {
        return this == CREATE || this == DROP || this == ALTER;
    }
}
