package io.millrace.jdbc;

import io.millrace.jdbc.link.Link;
import java.util.List;
import java.util.Map;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.MetaImpl;
import org.apache.calcite.avatica.QueryState;
import org.apache.calcite.avatica.remote.Service;
import org.apache.calcite.avatica.remote.TypedValue;
import org.jspecify.annotations.Nullable;

/**
 * The connection's side of Avatica's {@link Meta}: turns each call into one request over the link. Unlike Avatica's own it
 * holds no lock during a request, so that a cancel gets through, and never runs a statement twice.
 */
final class ServiceMeta extends MetaImpl {
    private volatile @Nullable Link link;

    ServiceMeta(AvaticaConnection connection) {
        super(connection);
    }

    /** The link is not there yet when Avatica's connection asks for its meta in its constructor. */
    void attach(Link connected) {
        link = connected;
    }

    Link link() {
        Link connected = link;
        if (connected == null) {
            throw new IllegalStateException("used before it was attached");
        }
        return connected;
    }

    private Service service() {
        return link().service();
    }

    @Override
    public void openConnection(ConnectionHandle connection, Map<String, String> info) {
        service().apply(new Service.OpenConnectionRequest(connection.id, info));
    }

    @Override
    public void closeConnection(ConnectionHandle connection) {
        service().apply(new Service.CloseConnectionRequest(connection.id));
    }

    @Override
    public ConnectionProperties connectionSync(ConnectionHandle connection, ConnectionProperties properties) {
        return service().apply(new Service.ConnectionSyncRequest(connection.id, properties)).connProps;
    }

    @Override
    public StatementHandle createStatement(ConnectionHandle connection) {
        Service.CreateStatementResponse response = service().apply(new Service.CreateStatementRequest(connection.id));
        return new StatementHandle(response.connectionId, response.statementId, null);
    }

    @Override
    public void closeStatement(StatementHandle statement) {
        service().apply(new Service.CloseStatementRequest(statement.connectionId, statement.id));
    }

    @Override
    public StatementHandle prepare(ConnectionHandle connection, String sql, long maxRowCount) {
        return service().apply(new Service.PrepareRequest(connection.id, sql, maxRowCount)).statement;
    }

    @Override
    @Deprecated
    public ExecuteResult prepareAndExecute(
            StatementHandle statement, String sql, long maxRowCount, @Nullable PrepareCallback callback) {
        return prepareAndExecute(statement, sql, maxRowCount, -1, callback);
    }

    @Override
    public ExecuteResult prepareAndExecute(
            StatementHandle statement,
            String sql,
            long maxRowCount,
            int maxRowsInFirstFrame,
            @Nullable PrepareCallback callback) {
        return result(service()
                .apply(new Service.PrepareAndExecuteRequest(statement.connectionId, statement.id, sql, maxRowCount)));
    }

    @Override
    @Deprecated
    public ExecuteResult execute(StatementHandle statement, List<TypedValue> parameters, long maxRowCount) {
        return execute(statement, parameters, -1);
    }

    @Override
    public ExecuteResult execute(StatementHandle statement, List<TypedValue> parameters, int maxRowsInFirstFrame) {
        StatementHandle bare = new StatementHandle(statement.connectionId, statement.id, null);
        return result(service().apply(new Service.ExecuteRequest(bare, parameters, maxRowsInFirstFrame)));
    }

    private static ExecuteResult result(Service.ExecuteResponse response) {
        List<MetaResultSet> results = response.results.stream()
                .map(result -> result.updateCount != -1
                        ? MetaResultSet.count(result.connectionId, result.statementId, result.updateCount)
                        : MetaResultSet.create(
                                result.connectionId, result.statementId, false, result.signature, result.firstFrame))
                .toList();
        return new ExecuteResult(results);
    }

    @Override
    public ExecuteBatchResult prepareAndExecuteBatch(StatementHandle statement, List<String> statements) {
        return new ExecuteBatchResult(service()
                .apply(new Service.PrepareAndExecuteBatchRequest(statement.connectionId, statement.id, statements))
                .updateCounts);
    }

    @Override
    public ExecuteBatchResult executeBatch(StatementHandle statement, List<List<TypedValue>> parameterSets) {
        return new ExecuteBatchResult(service()
                .apply(new Service.ExecuteBatchRequest(statement.connectionId, statement.id, parameterSets))
                .updateCounts);
    }

    @Override
    public Frame fetch(StatementHandle statement, long offset, int rowsMax) {
        return service().apply(new Service.FetchRequest(statement.connectionId, statement.id, offset, rowsMax)).frame;
    }

    @Override
    public boolean syncResults(StatementHandle statement, QueryState state, long offset) {
        throw new UnsupportedOperationException("a result cannot be had a second time");
    }

    @Override
    public void commit(ConnectionHandle connection) {
        service().apply(new Service.CommitRequest(connection.id));
    }

    @Override
    public void rollback(ConnectionHandle connection) {
        service().apply(new Service.RollbackRequest(connection.id));
    }
}
