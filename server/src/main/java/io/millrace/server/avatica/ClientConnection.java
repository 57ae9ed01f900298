package io.millrace.server.avatica;

import io.millrace.executor.clock.Clock;
import io.millrace.jdbc.link.CommandReply;
import io.millrace.jdbc.link.LinkException;
import io.millrace.jdbc.link.SavepointReference;
import io.millrace.server.session.Session;
import io.millrace.server.session.StatementKind;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.calcite.avatica.ConnectionPropertiesImpl;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC connection, seen from the engine: a session, its statements, and JDBC's settings.
 *
 * <p><b>Threading:</b> any thread. <b>Ownership:</b> owns the session.
 */
final class ClientConnection {
    private final String id;
    private final Session session;
    private final ConnectionContext context;
    private final TransactionRules transaction;
    private final Map<Integer, ClientStatement> statements = new ConcurrentHashMap<>();
    private final AtomicInteger lastStatement = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong lastRequestNanos;
    private volatile boolean readOnly;
    private volatile boolean closed;

    ClientConnection(String id, Session session, ConnectionContext context) {
        this.id = id;
        this.session = session;
        this.context = context;
        this.transaction = new TransactionRules(id);
        this.lastRequestNanos = new AtomicLong(context.clock().nanoTime());
    }

    /** What all connections of a meta share. */
    record ConnectionContext(Clock clock, Timers timers, boolean encodesRows, long fetchWaitMillis) {}

    String id() {
        return id;
    }

    Session session() {
        return session;
    }

    ConnectionContext context() {
        return context;
    }

    TransactionRules transaction() {
        return transaction;
    }

    // ---- statements

    ClientStatement createStatement() {
        int number = lastStatement.incrementAndGet();
        ClientStatement statement = new ClientStatement(number, this);
        statements.put(number, statement);
        if (closed) {
            closeStatement(number);
            throw unknown();
        }
        return statement;
    }

    Optional<ClientStatement> statement(int number) {
        return Optional.ofNullable(statements.get(number));
    }

    ClientStatement openStatement(int number) {
        return statement(number)
                .orElseThrow(
                        () -> new LinkException("26000", "this statement is not known to the server: it was closed"));
    }

    void closeStatement(int number) {
        ClientStatement statement = statements.remove(number);
        if (statement != null) {
            statement.close();
        }
    }

    void checkMayRun(StatementKind kind) {
        if (readOnly && kind.writes()) {
            throw new LinkException("25006", "the connection is read-only, and the statement writes");
        }
    }

    // ---- settings

    Meta.ConnectionProperties sync(Meta.@Nullable ConnectionProperties changes) {
        if (changes != null) {
            if (changes.isAutoCommit() != null) {
                transaction.autoCommit(changes.isAutoCommit());
            }
            if (changes.isReadOnly() != null) {
                readOnly = changes.isReadOnly();
            }
            if (changes.getSchema() != null) {
                session.settings().useSchema(changes.getSchema());
            }
        }
        return new ConnectionPropertiesImpl(
                transaction.autoCommit(),
                readOnly,
                Connection.TRANSACTION_NONE,
                session.settings().catalog(),
                session.settings().schema());
    }

    // ---- points in history

    CommandReply setSavepoint(@Nullable String name) {
        if (name != null && transaction.isDurable(name)) {
            session.setSavepoint(name);
            return new CommandReply(warnings(), new SavepointReference(true, 0, name, null));
        }
        return new CommandReply(List.of(), transaction.setMarker(name));
    }

    CommandReply rollbackTo(SavepointReference savepoint) {
        if (!savepoint.durable()) {
            transaction.rollbackToMarker(savepoint);
            return CommandReply.DONE;
        } else if (!transaction.autoCommit()) {
            throw new MillraceException(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "rollback to savepoint \"" + savepoint.name()
                            + "\" with auto-commit off: it would put the whole database"
                            + " back; switch auto-commit on if that is meant");
        }
        session.rollbackTo(named(savepoint));
        return new CommandReply(warnings(), null);
    }

    CommandReply release(SavepointReference savepoint) {
        if (!savepoint.durable()) {
            transaction.releaseMarker(savepoint);
            return CommandReply.DONE;
        }
        session.releaseSavepoint(named(savepoint));
        return new CommandReply(warnings(), null);
    }

    private static String named(SavepointReference savepoint) {
        String name = savepoint.name();
        if (name == null) {
            throw new MillraceException(SqlState.INVALID_SAVEPOINT, "the savepoint has no name");
        }
        return name;
    }

    List<CommandReply.Notice> warnings() {
        return session.drainWarnings().stream()
                .map(warning -> new CommandReply.Notice(warning.sqlState(), warning.message()))
                .toList();
    }

    // ---- life

    void requestBegins() {
        requests.incrementAndGet();
    }

    void requestEnds() {
        lastRequestNanos.set(context.clock().nanoTime());
        requests.decrementAndGet();
    }

    /** How long nothing was heard of the client; 0 while a request is being answered. */
    long silentMillis() {
        return requests.get() > 0 ? 0 : (context.clock().nanoTime() - lastRequestNanos.get()) / 1_000_000;
    }

    /** @param reason why, if it is not that its client wants it */
    void close(@Nullable LinkException reason) {
        closed = true;
        for (ClientStatement statement : statements.values()) {
            if (reason == null) {
                statement.close();
            } else {
                statement.end(reason);
            }
        }
        statements.clear();
        session.close();
    }

    static LinkException unknown() {
        return new LinkException(
                SqlState.CONNECTION_CLOSED.code(),
                "this connection is not known to the server: it was closed, or its client was not heard of for too long, or the"
                        + " server was restarted");
    }
}
