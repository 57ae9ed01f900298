package io.millrace.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.AvaticaResultSet;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;

/** A statement without parameters. */
final class MillraceStatement extends AvaticaStatement {
    private final MillraceConnection owner;
    private final Execution execution;
    private final List<String> batch = new ArrayList<>();
    private int queryTimeoutSeconds;
    private boolean poolable;

    MillraceStatement(
            MillraceConnection connection,
            Meta.@Nullable StatementHandle handle,
            int resultSetType,
            int resultSetConcurrency,
            int resultSetHoldability) {
        super(connection, handle, resultSetType, resultSetConcurrency, resultSetHoldability);
        this.owner = connection;
        this.execution = new Execution(connection, this);
        this.updateCount = -1;
    }

    @Override
    protected void checkOpen() throws SQLException {
        if (isClosed()) {
            throw SqlErrors.closed("statement");
        }
    }

    private Execution.Options options() throws SQLException {
        return new Execution.Options(getLargeMaxRows(), StatementRules.fetchSize(this), queryTimeoutSeconds * 1_000L);
    }

    @Override
    protected void executeInternal(String sql) throws SQLException {
        closeResult();
        Meta.MetaResultSet result = execution.run(options(), () -> owner.serviceMeta()
                .prepareAndExecute(handle, sql, -1, -1, null)
                .resultSets
                .get(0));
        if (result.updateCount == -1) {
            openResultSet = execution.open(result);
        } else {
            updateCount = result.updateCount;
        }
    }

    private void closeResult() {
        updateCount = -1;
        AvaticaResultSet previous = openResultSet;
        openResultSet = null;
        if (previous != null) {
            previous.close();
        }
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
        checkOpen();
        executeInternal(sql);
        if (openResultSet == null) {
            throw StatementRules.noRows(sql);
        }
        return openResultSet;
    }

    @Override
    public long executeLargeUpdate(String sql) throws SQLException {
        checkOpen();
        executeInternal(sql);
        if (openResultSet != null) {
            closeResult();
            throw StatementRules.rows(sql);
        }
        return updateCount;
    }

    @Override
    public void addBatch(String sql) throws SQLException {
        checkOpen();
        batch.add(sql);
    }

    @Override
    public void clearBatch() throws SQLException {
        checkOpen();
        batch.clear();
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        checkOpen();
        List<String> statements = List.copyOf(batch);
        batch.clear();
        closeResult();
        if (statements.isEmpty()) {
            return new long[0];
        }
        try {
            return execution.run(
                    options(), () -> owner.serviceMeta().prepareAndExecuteBatch(handle, statements).updateCounts);
        } catch (SQLException e) {
            throw StatementRules.batch(e);
        }
    }

    @Override
    public int[] executeBatch() throws SQLException {
        return StatementRules.ints(executeLargeBatch());
    }

    /** Not synchronised: it must get through while another thread waits inside this statement. */
    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public void cancel() throws SQLException {
        checkOpen();
        execution.cancel();
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public void close() throws SQLException {
        if (!closed) {
            execution.forgetRows();
            StatementRules.close(this::close_);
        }
    }

    /** Its connection is being closed, which ends everything at the other end. */
    void forget() {
        execution.forgetRows();
        closed = true;
    }

    @Override
    public boolean isClosed() throws SQLException {
        return closed || owner.isClosed();
    }

    @Override
    public void setQueryTimeout(int seconds) throws SQLException {
        checkOpen();
        queryTimeoutSeconds = StatementRules.notNegative("query timeout", seconds);
    }

    @Override
    public int getQueryTimeout() throws SQLException {
        checkOpen();
        return queryTimeoutSeconds;
    }

    @Override
    public void setFetchSize(int rows) throws SQLException {
        super.setFetchSize(StatementRules.notNegative("fetch size", rows));
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        checkOpen();
        return execution.warnings();
    }

    @Override
    public void clearWarnings() throws SQLException {
        checkOpen();
        execution.clearWarnings();
    }

    @Override
    public boolean getMoreResults(int current) throws SQLException {
        checkOpen();
        if (current == KEEP_CURRENT_RESULT) {
            openResultSet = null;
            updateCount = -1;
        } else {
            closeResult();
        }
        return false;
    }

    // ---- what clients set without minding whether it does anything

    @Override
    public void setMaxFieldSize(int bytes) throws SQLException {
        checkOpen();
        StatementRules.notNegative("max field size", bytes);
    }

    @Override
    public void setEscapeProcessing(boolean enable) throws SQLException {
        checkOpen();
    }

    @Override
    public void setCursorName(String name) throws SQLException {
        checkOpen();
    }

    @Override
    public void setPoolable(boolean on) throws SQLException {
        checkOpen();
        poolable = on;
    }

    @Override
    public boolean isPoolable() throws SQLException {
        checkOpen();
        return poolable;
    }

    // ---- generated keys: there are none

    @Override
    public ResultSet getGeneratedKeys() throws SQLException {
        checkOpen();
        return StatementRules.noKeys();
    }

    @Override
    public int executeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
        return executeUpdate(sql);
    }

    @Override
    public int executeUpdate(String sql, int[] columnIndexes) throws SQLException {
        return executeUpdate(sql);
    }

    @Override
    public int executeUpdate(String sql, String[] columnNames) throws SQLException {
        return executeUpdate(sql);
    }

    @Override
    public boolean execute(String sql, int autoGeneratedKeys) throws SQLException {
        return execute(sql);
    }

    @Override
    public boolean execute(String sql, int[] columnIndexes) throws SQLException {
        return execute(sql);
    }

    @Override
    public boolean execute(String sql, String[] columnNames) throws SQLException {
        return execute(sql);
    }
}
