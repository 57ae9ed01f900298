package io.millrace.jdbc;

import io.millrace.jdbc.link.Command;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;

/**
 * What statements and prepared statements have in common: sending the options, running, cancelling, reading.
 *
 * <p><b>Threading:</b> {@link #cancel} from any thread, everything else from the thread that uses the statement.
 */
final class Execution {
    private static final int CANCEL_AGAIN_MILLIS = 100;
    private static final int CANCEL_TRIES_MAX = 20;

    private final MillraceConnection connection;
    private final AvaticaStatement statement;
    private Options sent = new Options(0, 0, 0);
    private volatile @Nullable CountDownLatch running;
    private volatile @Nullable FetchedRows reading;
    private volatile boolean cancelled;
    private @Nullable SQLWarning warnings;
    private boolean warningsTaken = true;

    Execution(MillraceConnection connection, AvaticaStatement statement) {
        this.connection = connection;
        this.statement = statement;
    }

    /** What the server should know of before the statement runs. */
    record Options(long maxRows, int fetchSize, long timeoutMillis) {}

    /** Runs a request that executes the statement, after telling the options if they changed. */
    <T> T run(Options options, SqlErrors.Call<T> request) throws SQLException {
        if (!options.equals(sent)) {
            connection.command(new Command.SetOptions(
                    connection.id, statement.getId(), options.maxRows(), options.fetchSize(), options.timeoutMillis()));
            sent = options;
        }
        CountDownLatch latch = new CountDownLatch(1);
        cancelled = false;
        reading = null;
        warnings = null;
        warningsTaken = false;
        running = latch;
        try {
            return SqlErrors.call(request);
        } finally {
            running = null;
            latch.countDown();
        }
    }

    /** The rows of what was just run; if it was cancelled meanwhile, they are ended. */
    MillraceResultSet open(Meta.MetaResultSet result) throws SQLException {
        FetchedRows rows = new FetchedRows(connection, statement.handle, result.firstFrame);
        reading = rows;
        MillraceResultSet resultSet = MillraceResultSet.of(
                statement, result.signature, rows, connection.link().encodesRows(), connection.getTimeZone());
        rows.fetchSize(resultSet::getFetchSize);
        if (cancelled) {
            rows.cancel();
            resultSet.close();
            throw SqlErrors.cancelled();
        }
        return resultSet;
    }

    /**
     * Ends what runs. A cancel can overtake the statement on its way to the server, so it is sent until the statement is
     * back; what is not running is not cancelled.
     */
    void cancel() throws SQLException {
        CountDownLatch latch = running;
        FetchedRows rows = reading;
        if (latch == null && (rows == null || rows.isDone())) {
            return;
        }
        cancelled = true;
        if (rows != null) {
            rows.cancel();
        }
        Command.Cancel cancel = new Command.Cancel(connection.id, statement.getId());
        connection.command(cancel);
        try {
            for (int i = 0; latch != null && i < CANCEL_TRIES_MAX; i++) {
                if (latch.await(CANCEL_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
                connection.command(cancel);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The statement is being closed: its result need not be closed at the server, too. */
    void forgetRows() {
        FetchedRows rows = reading;
        if (rows != null) {
            rows.forget();
        }
    }

    @Nullable SQLWarning warnings() throws SQLException {
        if (!warningsTaken) {
            warningsTaken = true;
            warnings = MillraceConnection.warnings(connection
                    .command(new Command.TakeWarnings(connection.id, statement.getId()))
                    .notices());
        }
        return warnings;
    }

    void clearWarnings() {
        warnings = null;
        warningsTaken = true;
    }
}
