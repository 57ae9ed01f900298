package io.millrace.server.session;

/** What executing a statement gave. */
public sealed interface StatementResult {

    /** It is done and changed {@code rows} rows (0 for what changes none, such as DDL). */
    record UpdateCount(long rows) implements StatementResult {}

    /** It returns rows; whoever gets the cursor must close it. */
    record Rows(ResultCursor cursor) implements StatementResult {}

    /** It keeps running ({@code INSERT … SELECT STREAM}) until it is closed, which the statement's owner must do. */
    record Attached(AutoCloseable query) implements StatementResult {}
}
