package io.millrace.server.statement;

import io.millrace.server.session.ResultColumn;
import io.millrace.server.session.ResultCursor;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that are there already. */
final class RowsCursor implements ResultCursor {
    private final List<ResultColumn> columns;
    private final List<@Nullable Object[]> rows;
    private int read;
    private boolean closed;
    private boolean cancelled;

    RowsCursor(List<ResultColumn> columns, List<@Nullable Object[]> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public synchronized List<@Nullable Object[]> next(int maxRows, long waitMillis) {
        if (closed) {
            return List.of();
        }
        if (cancelled) {
            throw new MillraceException(SqlState.QUERY_CANCELED, "the query was cancelled");
        }
        int end = (int) Math.min(rows.size(), (long) read + maxRows);
        List<@Nullable Object[]> next = new ArrayList<>(rows.subList(read, end));
        read = end;
        return next;
    }

    @Override
    public synchronized boolean ended() {
        return closed || read == rows.size();
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
