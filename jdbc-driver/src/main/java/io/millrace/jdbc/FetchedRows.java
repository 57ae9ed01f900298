package io.millrace.jdbc;

import io.millrace.jdbc.link.Command;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Iterator;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a running query: each as soon as it is there. Asks for more only when the reader has taken all it has, and
 * as often as nothing came.
 *
 * <p><b>Threading:</b> {@link #cancel} and {@link #close} from any thread.
 */
final class FetchedRows implements Rows {
    /** Rows the reader wants at a time. */
    interface FetchSize {
        int rows() throws SQLException;
    }

    private final MillraceConnection connection;
    private final Meta.StatementHandle handle;
    private FetchSize fetchSize = () -> 0;
    private Iterator<Object> frame = Collections.emptyIterator();
    private long offset;
    private volatile boolean done;
    private volatile boolean cancelled;
    private volatile boolean closed;

    FetchedRows(MillraceConnection connection, Meta.StatementHandle handle, Meta.@Nullable Frame first) {
        this.connection = connection;
        this.handle = handle;
        if (first != null) {
            take(first);
        }
    }

    void fetchSize(FetchSize size) {
        fetchSize = size;
    }

    private void take(Meta.Frame received) {
        frame = received.rows.iterator();
        done = received.done;
    }

    @Override
    public @Nullable Object next() throws SQLException {
        while (true) {
            if (cancelled) {
                throw SqlErrors.cancelled();
            } else if (closed) {
                throw SqlErrors.closed("result set");
            } else if (frame.hasNext()) {
                offset++;
                return frame.next();
            } else if (done) {
                return null;
            }
            int rows = fetchSize.rows();
            take(SqlErrors.call(() -> connection.serviceMeta().fetch(handle, offset, rows)));
        }
    }

    void cancel() {
        cancelled = true;
    }

    boolean isDone() {
        return done || closed;
    }

    void forget() {
        closed = true;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (!done) {
                connection.link().command(new Command.CloseResult(handle.connectionId, handle.id));
            }
        }
    }
}
