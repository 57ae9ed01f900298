package io.millrace.server.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection to a database: settings, prepared statements, running results.
 *
 * <p><b>Threading:</b> calls may come from several threads; {@link Cancellation#cancel}, {@link ResultCursor#cancel} and
 * the {@code close} methods from any thread at any time, also while another thread is inside a call.
 *
 * <p><b>Ownership:</b> closing the session ends its running results and attached queries, drops nothing durable.
 *
 * <p><b>Errors:</b> every error is a {@link io.millrace.spi.error.MillraceException}; what fails leaves nothing half made.
 */
public interface Session extends AutoCloseable {

    /** Unique in the database; shown in {@code sys.queries}. */
    String id();

    /** Parses and validates one statement, executes nothing. */
    PreparedQuery prepare(String sql);

    /**
     * Executes a statement. Returns when it has had its effect (DML, DDL, …) or, for one that returns rows, as soon as the
     * query has started: not waiting for its first row.
     *
     * @param parameters one value for each of {@link PreparedQuery#parameters}, in the classes {@link ResultCursor} names
     */
    StatementResult execute(PreparedQuery query, List<@Nullable Object> parameters, ExecutionOptions options);

    /** Executes a DML statement for each set of parameters, all or none of them. Returns the update count of each. */
    long[] executeBatch(PreparedQuery query, List<List<@Nullable Object>> parameterSets, ExecutionOptions options);

    /** Executes statements that return no rows; atomic if all of them are DML. Returns the update count of each. */
    long[] executeBatch(List<String> statements, ExecutionOptions options);

    /** {@code SAVEPOINT name}: returns when it is durable. */
    SavepointInfo setSavepoint(String name);

    /** {@code ROLLBACK TO SAVEPOINT name}. */
    void rollbackTo(String name);

    /** {@code RELEASE SAVEPOINT name}. */
    void releaseSavepoint(String name);

    SessionSettings settings();

    /** The warnings since the last call, oldest first. */
    List<Warning> drainWarnings();

    @Override
    void close();
}
