package io.millrace.jdbc;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLWarning;
import java.util.List;
import org.apache.calcite.avatica.AvaticaPreparedStatement;
import org.apache.calcite.avatica.AvaticaResultSet;
import org.apache.calcite.avatica.AvaticaSite;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.remote.TypedValue;
import org.jspecify.annotations.Nullable;

/** A statement with parameters. */
final class MillracePreparedStatement extends AvaticaPreparedStatement {
    private final MillraceConnection owner;
    private final Execution execution;
    private final Meta.Signature prepared;
    private int queryTimeoutSeconds;
    private boolean poolable = true;

    MillracePreparedStatement(
            MillraceConnection connection,
            Meta.StatementHandle handle,
            Meta.Signature signature,
            int resultSetType,
            int resultSetConcurrency,
            int resultSetHoldability)
            throws SQLException {
        super(connection, handle, signature, resultSetType, resultSetConcurrency, resultSetHoldability);
        this.owner = connection;
        this.execution = new Execution(connection, this);
        this.prepared = signature;
        this.updateCount = -1;
    }

    @Override
    protected void checkOpen() throws SQLException {
        if (isClosed()) {
            throw SqlErrors.closed("statement");
        }
    }

    // ---- parameters

    @Override
    protected AvaticaSite getSite(int parameter) throws SQLException {
        checkOpen();
        if (parameter < 1 || parameter > slots.length) {
            throw SqlErrors.of("there is no parameter " + parameter + ": expected 1 to " + slots.length, "22023");
        }
        return new ParameterSite(prepared.parameters.get(parameter - 1), getCalendar(), parameter - 1, slots);
    }

    @Override
    public void setObject(int parameterIndex, @Nullable Object value, SQLType type) throws SQLException {
        setObject(parameterIndex, value, type.getVendorTypeNumber());
    }

    @Override
    public void setObject(int parameterIndex, @Nullable Object value, SQLType type, int scaleOrLength)
            throws SQLException {
        setObject(parameterIndex, value, type.getVendorTypeNumber(), scaleOrLength);
    }

    private List<TypedValue> parameters() throws SQLException {
        for (int i = 0; i < slots.length; i++) {
            if (slots[i] == null) {
                throw SqlErrors.of("parameter " + (i + 1) + " of " + slots.length + " is not set", "22023");
            }
        }
        return copyParameterValues();
    }

    // ---- execution

    private Execution.Options options() throws SQLException {
        return new Execution.Options(getLargeMaxRows(), StatementRules.fetchSize(this), queryTimeoutSeconds * 1_000L);
    }

    private void run() throws SQLException {
        checkOpen();
        List<TypedValue> parameters = parameters();
        closeResult();
        Meta.MetaResultSet result = execution.run(options(), () -> owner.serviceMeta()
                .execute(handle, parameters, -1)
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
    public boolean execute() throws SQLException {
        run();
        return openResultSet != null;
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        run();
        if (openResultSet == null) {
            throw StatementRules.noRows(prepared.sql);
        }
        return openResultSet;
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        run();
        if (openResultSet != null) {
            closeResult();
            throw StatementRules.rows(prepared.sql);
        }
        return updateCount;
    }

    @Override
    public void addBatch() throws SQLException {
        checkOpen();
        parameterValueBatch.add(parameters());
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        checkOpen();
        List<List<TypedValue>> batch = List.copyOf(parameterValueBatch);
        parameterValueBatch.clear();
        closeResult();
        if (batch.isEmpty()) {
            return new long[0];
        }
        try {
            return execution.run(options(), () -> owner.serviceMeta().executeBatch(handle, batch).updateCounts);
        } catch (SQLException e) {
            throw StatementRules.batch(e);
        }
    }

    @Override
    public int[] executeBatch() throws SQLException {
        return StatementRules.ints(executeLargeBatch());
    }

    @Override
    public @Nullable ResultSetMetaData getMetaData() throws SQLException {
        return prepared.columns.isEmpty() ? null : super.getMetaData();
    }

    // ---- as MillraceStatement

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

    @Override
    public ResultSet getGeneratedKeys() throws SQLException {
        checkOpen();
        return StatementRules.noKeys();
    }

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
}
