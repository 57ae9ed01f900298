package io.millrace.jdbc;

import io.millrace.jdbc.http.HttpLink;
import io.millrace.jdbc.link.Command;
import io.millrace.jdbc.link.CommandReply;
import io.millrace.jdbc.link.Link;
import io.millrace.jdbc.url.ConnectionOption;
import io.millrace.jdbc.url.ConnectionTarget;
import io.millrace.jdbc.url.DatabaseUrl;
import io.millrace.jdbc.value.ArrayValue;
import io.millrace.jdbc.value.StructValue;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Struct;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.AvaticaFactory;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.ConnectionPropertiesImpl;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;

/**
 * A connection, embedded or remote.
 *
 * <p><b>Threading:</b> as JDBC has it: one thread at a time, but {@code close} and {@code abort} from any thread.
 *
 * <p><b>Ownership:</b> closing it ends the queries of all its statements.
 */
final class MillraceConnection extends AvaticaConnection {
    private final Link link;
    private final Properties clientInfo = new Properties();
    private @Nullable SQLWarning warnings;
    private volatile boolean aborted;
    private boolean autoCommit = true;
    private boolean readOnly;
    private int isolation = TRANSACTION_NONE;
    private int networkTimeoutMillis;

    private MillraceConnection(
            MillraceDriver driver,
            AvaticaFactory factory,
            String url,
            Properties info,
            Engines engines,
            DatabaseUrl to) {
        super(driver, factory, url, info);
        this.link = to instanceof DatabaseUrl.Remote remote
                ? HttpLink.to(remote, info, id)
                : engines.open((DatabaseUrl.Embedded) to, sentInfo(info));
        serviceMeta().attach(link);
    }

    static MillraceConnection open(
            MillraceDriver driver, AvaticaFactory factory, String url, ConnectionTarget target, Engines engines)
            throws SQLException {
        MillraceConnection connection = SqlErrors.call(
                () -> new MillraceConnection(driver, factory, url, target.properties(), engines, target.url()));
        try {
            connection.meta.openConnection(connection.handle, sentInfo(target.properties()));
        } catch (RuntimeException e) {
            connection.link.close();
            throw SqlErrors.of(e);
        }
        return connection;
    }

    /** Who connects, its schema, and the session settings; never a password. */
    private static Map<String, String> sentInfo(Properties properties) {
        Map<String, String> sent = new LinkedHashMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (!ConnectionOption.isOption(key)
                    || key.equals(ConnectionOption.USER.key())
                    || key.equals(ConnectionOption.SCHEMA.key())) {
                sent.put(key, properties.getProperty(key));
            }
        }
        return sent;
    }

    ServiceMeta serviceMeta() {
        return (ServiceMeta) meta;
    }

    Link link() {
        return link;
    }

    CommandReply command(Command command) throws SQLException {
        return SqlErrors.call(() -> link.command(command));
    }

    @Override
    protected void checkOpen() throws SQLException {
        if (isClosed()) {
            throw SqlErrors.closed("connection");
        }
    }

    // ---- statements

    @Override
    public AvaticaStatement createStatement(int type, int concurrency, int holdability) throws SQLException {
        checkOpen();
        checkResultSet(type, concurrency);
        return SqlErrors.call(() -> new MillraceStatement(this, null, type, concurrency, holdability));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        checkOpen();
        checkResultSet(type, concurrency);
        Meta.StatementHandle prepared = SqlErrors.call(() -> meta.prepare(handle, sql, -1));
        return factory.newPreparedStatement(this, prepared, prepared.signature, type, concurrency, holdability);
    }

    private static void checkResultSet(int type, int concurrency) throws SQLException {
        if (type != ResultSet.TYPE_FORWARD_ONLY && type != ResultSet.TYPE_SCROLL_INSENSITIVE
                || concurrency != ResultSet.CONCUR_READ_ONLY) {
            throw SqlErrors.unsupported("a result set that can be updated or sees others' changes");
        }
    }

    /** There are no generated keys; whoever asks for them gets none. */
    @Override
    public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public String nativeSQL(String sql) throws SQLException {
        checkOpen();
        return sql;
    }

    // ---- what there is none of

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        throw SqlErrors.unsupported("a stored procedure");
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        throw SqlErrors.unsupported("a stored procedure");
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        throw SqlErrors.unsupported("a stored procedure");
    }

    @Override
    public Clob createClob() throws SQLException {
        throw SqlErrors.unsupported("createClob (use setString or setCharacterStream)");
    }

    @Override
    public Blob createBlob() throws SQLException {
        throw SqlErrors.unsupported("createBlob (use setBytes or setBinaryStream)");
    }

    @Override
    public NClob createNClob() throws SQLException {
        throw SqlErrors.unsupported("createNClob (use setString or setCharacterStream)");
    }

    @Override
    public SQLXML createSQLXML() throws SQLException {
        throw SqlErrors.unsupported("SQLXML");
    }

    @Override
    public Array createArrayOf(String typeName, Object[] elements) throws SQLException {
        checkOpen();
        return ArrayValue.of(typeName, Arrays.asList(elements));
    }

    @Override
    public Struct createStruct(String typeName, Object[] attributes) throws SQLException {
        checkOpen();
        return new StructValue(List.of(), Arrays.asList(attributes));
    }

    // ---- settings

    private Meta.ConnectionProperties sync(Meta.ConnectionProperties changes) throws SQLException {
        checkOpen();
        return SqlErrors.call(() -> meta.connectionSync(handle, changes));
    }

    @Override
    public void setAutoCommit(boolean on) throws SQLException {
        sync(new ConnectionPropertiesImpl().setAutoCommit(on));
        autoCommit = on;
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        checkOpen();
        return autoCommit;
    }

    @Override
    public void setReadOnly(boolean on) throws SQLException {
        sync(new ConnectionPropertiesImpl().setReadOnly(on));
        readOnly = on;
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        checkOpen();
        return readOnly;
    }

    /** Every statement is atomic and reads one published epoch: no level above READ COMMITTED is promised. */
    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        checkOpen();
        if (level != TRANSACTION_NONE && level != TRANSACTION_READ_UNCOMMITTED && level != TRANSACTION_READ_COMMITTED) {
            throw SqlErrors.unsupported("a transaction isolation above READ COMMITTED");
        }
        isolation = level;
    }

    @Override
    public int getTransactionIsolation() throws SQLException {
        checkOpen();
        return isolation;
    }

    @Override
    public void setCatalog(String catalog) throws SQLException {
        checkOpen(); // there is but one catalog, and JDBC wants others to be ignored
    }

    @Override
    public String getCatalog() throws SQLException {
        return sync(new ConnectionPropertiesImpl()).getCatalog();
    }

    @Override
    public void setSchema(String schema) throws SQLException {
        sync(new ConnectionPropertiesImpl().setSchema(schema));
    }

    @Override
    public String getSchema() throws SQLException {
        return sync(new ConnectionPropertiesImpl()).getSchema();
    }

    @Override
    public Map<String, Class<?>> getTypeMap() throws SQLException {
        checkOpen();
        return new LinkedHashMap<>();
    }

    @Override
    public void setTypeMap(@Nullable Map<String, Class<?>> map) throws SQLException {
        checkOpen();
        if (map != null && !map.isEmpty()) {
            throw SqlErrors.unsupported("a type map");
        }
    }

    @Override
    public void setClientInfo(String name, @Nullable String value) {
        if (value == null) {
            clientInfo.remove(name);
        } else {
            clientInfo.setProperty(name, value);
        }
    }

    @Override
    public void setClientInfo(Properties properties) {
        clientInfo.clear();
        properties.stringPropertyNames().forEach(name -> clientInfo.setProperty(name, properties.getProperty(name)));
    }

    @Override
    public @Nullable String getClientInfo(String name) throws SQLException {
        checkOpen();
        return clientInfo.getProperty(name);
    }

    @Override
    public Properties getClientInfo() throws SQLException {
        checkOpen();
        Properties copy = new Properties();
        copy.putAll(clientInfo);
        return copy;
    }

    @Override
    public void setNetworkTimeout(@Nullable Executor executor, int millis) throws SQLException {
        checkOpen();
        if (millis < 0) {
            throw SqlErrors.of("the network timeout is " + millis + " ms: expected 0 or more", "22023");
        }
        networkTimeoutMillis = millis;
        link.networkTimeout(millis);
    }

    @Override
    public int getNetworkTimeout() throws SQLException {
        checkOpen();
        return networkTimeoutMillis;
    }

    // ---- points in history

    @Override
    public void commit() throws SQLException {
        checkOpen();
        SqlErrors.run(() -> meta.commit(handle));
    }

    @Override
    public void rollback() throws SQLException {
        checkOpen();
        SqlErrors.run(() -> meta.rollback(handle));
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        return newSavepoint(null);
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        return newSavepoint(name);
    }

    private Savepoint newSavepoint(@Nullable String name) throws SQLException {
        checkOpen();
        CommandReply reply = command(new Command.SetSavepoint(id, name));
        addWarnings(reply.notices());
        if (reply.savepoint() == null) {
            throw SqlErrors.of("the server sent no savepoint back", "XX000");
        }
        return new MillraceSavepoint(reply.savepoint());
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        checkOpen();
        addWarnings(command(new Command.RollbackTo(id, MillraceSavepoint.reference(savepoint)))
                .notices());
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        checkOpen();
        addWarnings(command(new Command.Release(id, MillraceSavepoint.reference(savepoint)))
                .notices());
    }

    // ---- warnings

    void addWarnings(List<CommandReply.Notice> notices) {
        SQLWarning more = warnings(notices);
        if (more != null) {
            if (warnings == null) {
                warnings = more;
            } else {
                warnings.setNextWarning(more);
            }
        }
    }

    static @Nullable SQLWarning warnings(List<CommandReply.Notice> notices) {
        SQLWarning first = null;
        for (CommandReply.Notice notice : notices) {
            SQLWarning warning = new SQLWarning(notice.message(), notice.sqlState());
            if (first == null) {
                first = warning;
            } else {
                first.setNextWarning(warning);
            }
        }
        return first;
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        checkOpen();
        return warnings;
    }

    @Override
    public void clearWarnings() throws SQLException {
        checkOpen();
        warnings = null;
    }

    // ---- life

    @Override
    public boolean isValid(int timeoutSeconds) throws SQLException {
        if (timeoutSeconds < 0) {
            throw SqlErrors.of("the timeout is " + timeoutSeconds + " s: expected 0 or more", "22023");
        }
        if (isClosed()) {
            return false;
        }
        try {
            link.command(new Command.Ping(id));
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public boolean isClosed() throws SQLException {
        return aborted || super.isClosed();
    }

    @Override
    public void close() throws SQLException {
        if (super.isClosed()) {
            return;
        }
        statementMap.values().forEach(MillraceConnection::forget);
        statementMap.clear();
        try {
            super.close();
        } catch (RuntimeException | SQLException e) {
            SQLException error = e instanceof SQLException known ? known : SqlErrors.of((RuntimeException) e);
            if (!isConnectionGone(e)) {
                throw error;
            }
        } finally {
            link.close();
        }
    }

    /** A server that is gone has ended the session already, or will. */
    private static boolean isConnectionGone(Exception error) {
        Throwable cause = error.getCause() instanceof RuntimeException ? error.getCause() : error;
        return cause instanceof RuntimeException e && SqlErrors.isConnectionError(SqlErrors.of(e));
    }

    private static void forget(Statement statement) {
        if (statement instanceof MillraceStatement ours) {
            ours.forget();
        } else if (statement instanceof MillracePreparedStatement ours) {
            ours.forget();
        }
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        if (isClosed()) {
            return;
        }
        aborted = true;
        executor.execute(() -> {
            try {
                close();
            } catch (SQLException e) {
                link.close();
            }
        });
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            throw SqlErrors.of("a Millrace connection is no " + type.getName(), "0A000");
        }
        return type.cast(this);
    }

    /** Result sets survive a commit, which does nothing. */
    @Override
    public int getHoldability() throws SQLException {
        checkOpen();
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }
}
