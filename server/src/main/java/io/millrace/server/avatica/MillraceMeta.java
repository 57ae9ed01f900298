package io.millrace.server.avatica;

import io.millrace.jdbc.link.Command;
import io.millrace.jdbc.link.CommandReply;
import io.millrace.jdbc.link.LinkException;
import io.millrace.jdbc.url.ConnectionOption;
import io.millrace.server.session.Database;
import io.millrace.server.session.Session;
import io.millrace.spi.error.SqlState;
import java.sql.Connection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.calcite.avatica.AvaticaParameter;
import org.apache.calcite.avatica.MetaImpl;
import org.apache.calcite.avatica.QueryState;
import org.apache.calcite.avatica.remote.TypedValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of JDBC clients, near and far, from one database.
 *
 * <p><b>Threading:</b> any number of threads; a request waits only for the engine, never for another request (but for one
 * that uses the same statement).
 *
 * <p><b>Errors:</b> {@link io.millrace.jdbc.link.LinkException}, whatever went wrong.
 */
final class MillraceMeta extends MetaImpl implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MillraceMeta.class);

    private final Database database;
    private final ClientConnection.ConnectionContext context;
    private final Map<String, ClientConnection> connections = new ConcurrentHashMap<>();

    /** Avatica's MetaImpl wants the connection it is the meta of; this one is the meta of many. */
    @SuppressWarnings("NullAway")
    MillraceMeta(Database database, ClientConnection.ConnectionContext context) {
        super(null);
        this.database = database;
        this.context = context;
    }

    private <T extends @Nullable Object> T answer(String connectionId, Function<ClientConnection, T> request) {
        return Failures.translated(() -> {
            ClientConnection connection = connections.get(connectionId);
            if (connection == null) {
                throw ClientConnection.unknown();
            }
            connection.requestBegins();
            try {
                return request.apply(connection);
            } finally {
                connection.requestEnds();
            }
        });
    }

    // ---- connections

    @Override
    public void openConnection(ConnectionHandle handle, @Nullable Map<String, String> info) {
        Failures.translated(
                () -> connections.computeIfAbsent(handle.id, id -> open(id, info == null ? Map.of() : info)));
    }

    private ClientConnection open(String id, Map<String, String> info) {
        Map<String, String> settings = new LinkedHashMap<>(info);
        settings.remove(ConnectionOption.USER.key());
        settings.remove(ConnectionOption.PASSWORD.key());
        String schema = settings.remove(ConnectionOption.SCHEMA.key());
        Session session = database.openSession(settings);
        try {
            if (schema != null) {
                session.settings().useSchema(schema);
            }
            return new ClientConnection(id, session, context);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public void closeConnection(ConnectionHandle handle) {
        closeConnection(handle.id, null);
    }

    private void closeConnection(String id, @Nullable LinkException reason) {
        Failures.translated(() -> {
            ClientConnection connection = connections.remove(id);
            if (connection != null) {
                connection.close(reason);
            }
            return null;
        });
    }

    /** Ends the sessions of clients that were not heard of for so long. */
    void closeSilentLongerThan(long millis) {
        for (ClientConnection connection : connections.values()) {
            if (connection.silentMillis() > millis) {
                LOG.info("ending the session of connection {}: its client is silent", connection.id());
                closeConnection(connection.id(), ClientConnection.unknown());
            }
        }
    }

    int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        LinkException reason = new LinkException(SqlState.SHUTDOWN.code(), "the database is being shut down");
        connections.keySet().forEach(id -> closeConnection(id, reason));
    }

    @Override
    public ConnectionProperties connectionSync(ConnectionHandle handle, ConnectionProperties properties) {
        return answer(handle.id, connection -> connection.sync(properties));
    }

    @Override
    public void commit(ConnectionHandle handle) {
        answer(handle.id, connection -> {
            connection.transaction().commit();
            return null;
        });
    }

    @Override
    public void rollback(ConnectionHandle handle) {
        answer(handle.id, connection -> {
            connection.transaction().rollback();
            return null;
        });
    }

    // ---- statements

    @Override
    public StatementHandle createStatement(ConnectionHandle handle) {
        return answer(
                handle.id,
                connection -> new StatementHandle(
                        handle.id, connection.createStatement().id(), null));
    }

    @Override
    public void closeStatement(StatementHandle handle) {
        if (connections.containsKey(handle.connectionId)) {
            answer(handle.connectionId, connection -> {
                connection.closeStatement(handle.id);
                return null;
            });
        }
    }

    @Override
    public StatementHandle prepare(ConnectionHandle handle, String sql, long maxRowCount) {
        return answer(handle.id, connection -> {
            ClientStatement statement = connection.createStatement();
            try {
                return statement.prepare(sql);
            } catch (RuntimeException e) {
                connection.closeStatement(statement.id());
                throw e;
            }
        });
    }

    @Override
    @Deprecated
    public ExecuteResult prepareAndExecute(
            StatementHandle handle, String sql, long maxRowCount, PrepareCallback callback) {
        return prepareAndExecute(handle, sql, maxRowCount, -1, callback);
    }

    @Override
    public ExecuteResult prepareAndExecute(
            StatementHandle handle, String sql, long maxRowCount, int maxRowsInFirstFrame, PrepareCallback callback) {
        return answer(
                handle.connectionId,
                connection -> connection.openStatement(handle.id).execute(sql));
    }

    @Override
    @Deprecated
    public ExecuteResult execute(StatementHandle handle, List<TypedValue> parameters, long maxRowCount) {
        return execute(handle, parameters, -1);
    }

    @Override
    public ExecuteResult execute(StatementHandle handle, List<TypedValue> parameters, int maxRowsInFirstFrame) {
        return answer(
                handle.connectionId,
                connection -> connection.openStatement(handle.id).executePrepared(parameters));
    }

    @Override
    public ExecuteBatchResult prepareAndExecuteBatch(StatementHandle handle, List<String> statements) {
        return answer(
                handle.connectionId,
                connection -> new ExecuteBatchResult(
                        connection.openStatement(handle.id).executeBatch(statements)));
    }

    @Override
    public ExecuteBatchResult executeBatch(StatementHandle handle, List<List<TypedValue>> parameterSets) {
        return answer(
                handle.connectionId,
                connection -> new ExecuteBatchResult(
                        connection.openStatement(handle.id).executePreparedBatch(parameterSets)));
    }

    /** A result that was closed has no more rows; were it an error, Avatica's client would run the statement again. */
    @Override
    public Frame fetch(StatementHandle handle, long offset, int rowsMax) {
        return answer(handle.connectionId, connection -> connection
                .statement(handle.id)
                .map(statement -> statement.fetch(offset, rowsMax))
                .orElseGet(() -> new Frame(offset, true, List.of())));
    }

    @Override
    public boolean syncResults(StatementHandle handle, QueryState state, long offset) {
        throw new LinkException("0A000", "a result cannot be had a second time");
    }

    // ---- ours

    CommandReply command(Command command) {
        return answer(command.connectionId(), connection -> command(connection, command));
    }

    private static CommandReply command(ClientConnection connection, Command command) {
        if (command instanceof Command.Cancel cancel) {
            connection.statement(cancel.statementId()).ifPresent(ClientStatement::cancel);
        } else if (command instanceof Command.CloseResult close) {
            connection.statement(close.statementId()).ifPresent(ClientStatement::closeResult);
        } else if (command instanceof Command.SetOptions set) {
            connection.openStatement(set.statementId()).options(set.maxRows(), set.fetchSize(), set.timeoutMillis());
        } else if (command instanceof Command.TakeWarnings take) {
            return new CommandReply(
                    connection
                            .statement(take.statementId())
                            .map(ClientStatement::takeWarnings)
                            .orElse(List.of()),
                    null);
        } else if (command instanceof Command.SetSavepoint set) {
            return connection.setSavepoint(set.name());
        } else if (command instanceof Command.RollbackTo rollback) {
            return connection.rollbackTo(rollback.savepoint());
        } else if (command instanceof Command.Release release) {
            return connection.release(release.savepoint());
        }
        return CommandReply.DONE; // a ping: to be answered is all it wants
    }

    // ---- metadata: our driver asks by SQL, other Avatica clients see none

    @Override
    public Map<DatabaseProperty, Object> getDatabaseProperties(ConnectionHandle handle) {
        return Map.of(DatabaseProperty.GET_DEFAULT_TRANSACTION_ISOLATION, Connection.TRANSACTION_NONE);
    }

    @Override
    protected <E> MetaResultSet createEmptyResultSet(Class<E> shape) {
        Signature signature = Signature.create(
                fieldMetaData(shape).columns,
                "",
                Collections.<AvaticaParameter>emptyList(),
                CursorFactory.LIST,
                StatementType.SELECT);
        return MetaResultSet.create("", 0, false, signature, Frame.EMPTY);
    }
}
