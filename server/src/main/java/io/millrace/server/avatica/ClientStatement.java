package io.millrace.server.avatica;

import io.millrace.jdbc.link.CommandReply;
import io.millrace.jdbc.link.LinkException;
import io.millrace.jdbc.link.WireType;
import io.millrace.server.session.Cancellation;
import io.millrace.server.session.ExecutionOptions;
import io.millrace.server.session.PreparedQuery;
import io.millrace.server.session.ResultCursor;
import io.millrace.server.session.StatementKind;
import io.millrace.server.session.StatementResult;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.remote.TypedValue;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC statement, seen from the engine: executes one thing at a time and holds what came of it.
 *
 * <p><b>Threading:</b> one execution at a time; {@link #cancel}, {@link #close} and {@link #closeResult} from any thread.
 *
 * <p><b>Ownership:</b> owns the open result or the attached query of its last execution, and ends it before the next.
 */
final class ClientStatement {
    private final int id;
    private final ClientConnection connection;
    private volatile @Nullable PreparedQuery prepared;
    private volatile Options options = new Options(0, ExecutionOptions.FETCH_SIZE_DEFAULT, 0);
    private volatile List<CommandReply.Notice> warnings = List.of();

    // guarded by this
    private @Nullable Cancellation executing;
    private @Nullable OpenResult result;
    private @Nullable AutoCloseable attached;
    private boolean closed;

    ClientStatement(int id, ClientConnection connection) {
        this.id = id;
        this.connection = connection;
    }

    int id() {
        return id;
    }

    record Options(long maxRows, int fetchSize, long timeoutMillis) {}

    void options(long maxRows, int fetchSize, long timeoutMillis) {
        options = new Options(maxRows, fetchSize == 0 ? ExecutionOptions.FETCH_SIZE_DEFAULT : fetchSize, timeoutMillis);
    }

    // ---- executing

    Meta.StatementHandle prepare(String sql) {
        PreparedQuery query = connection.session().prepare(sql);
        prepared = query;
        warnings = connection.warnings();
        return new Meta.StatementHandle(connection.id(), id, JdbcDescriptions.signature(query));
    }

    Meta.ExecuteResult execute(String sql) {
        return run(execution -> {
            PreparedQuery query = connection.session().prepare(sql);
            return execution.execute(query, ParameterConversion.convert(null, query.parameters()));
        });
    }

    Meta.ExecuteResult executePrepared(List<TypedValue> parameters) {
        PreparedQuery query = preparedQuery();
        return run(execution -> execution.execute(query, ParameterConversion.convert(parameters, query.parameters())));
    }

    long[] executeBatch(List<String> statements) {
        return run(execution -> {
            connection.checkMayRun(StatementKind.DML);
            return wroteIfAny(connection.session().executeBatch(statements, execution.options));
        });
    }

    long[] executePreparedBatch(List<List<TypedValue>> parameterSets) {
        PreparedQuery query = preparedQuery();
        return run(execution -> {
            connection.checkMayRun(query.kind());
            List<List<@Nullable Object>> sets = new ArrayList<>(parameterSets.size());
            for (List<TypedValue> parameters : parameterSets) {
                sets.add(ParameterConversion.convert(parameters, query.parameters()));
            }
            return wroteIfAny(connection.session().executeBatch(query, sets, execution.options));
        });
    }

    private long[] wroteIfAny(long[] counts) {
        for (long count : counts) {
            if (count != 0) {
                connection.transaction().wrote();
                break;
            }
        }
        return counts;
    }

    private PreparedQuery preparedQuery() {
        PreparedQuery query = prepared;
        if (query == null) {
            throw new LinkException("26000", "the statement was not prepared");
        }
        return query;
    }

    private <T> T run(Function<Running, T> body) {
        closeResult();
        Cancellation cancellation = new Cancellation();
        synchronized (this) {
            checkOpen();
            if (executing != null) {
                throw new LinkException(
                        SqlState.NOT_IN_REQUIRED_STATE.code(), "the statement is being executed by another thread");
            }
            executing = cancellation;
        }
        Running running = new Running(options, cancellation);
        try {
            return body.apply(running);
        } catch (RuntimeException e) {
            running.timeLimit.stop();
            throw running.timeLimit.explain(e);
        } finally {
            synchronized (this) {
                executing = null;
            }
            if (!running.returnsRows) {
                running.timeLimit.stop();
            }
            warnings = connection.warnings();
        }
    }

    /** One execution under way. */
    private final class Running {
        private final Options given;
        private final ExecutionOptions options;
        private final TimeLimit timeLimit;
        private boolean returnsRows;

        Running(Options given, Cancellation cancellation) {
            this.given = given;
            this.options =
                    new ExecutionOptions(given.maxRows(), given.timeoutMillis(), given.fetchSize(), cancellation);
            this.timeLimit =
                    new TimeLimit(given.timeoutMillis(), connection.context().timers(), cancellation);
        }

        Meta.ExecuteResult execute(PreparedQuery query, List<@Nullable Object> parameters) {
            connection.checkMayRun(query.kind());
            StatementResult executed = connection.session().execute(query, parameters, options);
            if (executed instanceof StatementResult.Rows rows) {
                return open(query, rows.cursor());
            } else if (executed instanceof StatementResult.Attached running) {
                attach(running.query());
                connection.transaction().wrote();
                return count(0);
            }
            long rows = ((StatementResult.UpdateCount) executed).rows();
            if (query.kind().writes() && (rows > 0 || query.kind() != StatementKind.DML)) {
                connection.transaction().wrote();
            }
            return count(rows);
        }

        private Meta.ExecuteResult open(PreparedQuery query, ResultCursor cursor) {
            returnsRows = true;
            WireType[] encoding =
                    connection.context().encodesRows() ? JdbcDescriptions.wireTypes(cursor.columns()) : null;
            OpenResult opened = new OpenResult(cursor, encoding, given.maxRows(), timeLimit, gridLimit(query.kind()));
            synchronized (ClientStatement.this) {
                if (closed || options.cancellation().isCancelled()) {
                    opened.close();
                    throw Failures.cancelled();
                }
                result = opened;
            }
            Meta.Signature signature = Meta.Signature.create(
                    JdbcDescriptions.columns(cursor.columns()),
                    query.sql(),
                    List.of(),
                    Meta.CursorFactory.LIST,
                    Meta.StatementType.SELECT);
            Meta.Frame first = opened.fetch(0, given.fetchSize(), 0);
            return new Meta.ExecuteResult(
                    List.of(Meta.MetaResultSet.create(connection.id(), id, false, signature, first)));
        }

        private OpenResult.GridLimit gridLimit(StatementKind kind) {
            long millis = kind == StatementKind.CONTINUOUS_QUERY && given.maxRows() > 0
                    ? GridTimeout.millis(connection.session().settings())
                    : 0;
            return new OpenResult.GridLimit(connection.context().clock(), millis);
        }

        private void attach(AutoCloseable query) {
            synchronized (ClientStatement.this) {
                if (!closed && !options.cancellation().isCancelled()) {
                    attached = query;
                    return;
                }
            }
            end(query);
            throw Failures.cancelled();
        }

        private Meta.ExecuteResult count(long rows) {
            return new Meta.ExecuteResult(List.of(Meta.MetaResultSet.count(connection.id(), id, rows)));
        }
    }

    // ---- reading

    Meta.Frame fetch(long offset, int rowsMax) {
        OpenResult open;
        synchronized (this) {
            open = result;
        }
        if (open == null) {
            return new Meta.Frame(offset, true, List.of());
        }
        int rows = rowsMax > 0 ? rowsMax : options.fetchSize();
        return open.fetch(offset, rows, connection.context().fetchWaitMillis());
    }

    List<CommandReply.Notice> takeWarnings() {
        List<CommandReply.Notice> taken = warnings;
        warnings = List.of();
        return taken;
    }

    // ---- ending

    void cancel() {
        Cancellation running;
        OpenResult open;
        AutoCloseable query;
        synchronized (this) {
            running = executing;
            open = result;
            query = attached;
            attached = null;
        }
        if (running != null) {
            running.cancel();
        }
        if (open != null) {
            open.cancel();
        }
        end(query);
    }

    /** Ends the result or attached query of the last execution. */
    void closeResult() {
        OpenResult open;
        AutoCloseable query;
        synchronized (this) {
            open = result;
            query = attached;
            result = null;
            attached = null;
        }
        if (open != null) {
            open.close();
        }
        end(query);
    }

    private static void end(@Nullable AutoCloseable query) {
        if (query != null) {
            try {
                query.close();
            } catch (Exception e) {
                throw Failures.of(e);
            }
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new LinkException("26000", "the statement is closed");
        }
    }

    /** Closes it for a reason that is not the client's. */
    void end(LinkException reason) {
        OpenResult open;
        synchronized (this) {
            open = result;
        }
        if (open != null) {
            open.end(reason);
        }
        close();
    }

    void close() {
        Cancellation running;
        synchronized (this) {
            closed = true;
            running = executing;
        }
        if (running != null) {
            running.cancel();
        }
        closeResult();
    }
}
