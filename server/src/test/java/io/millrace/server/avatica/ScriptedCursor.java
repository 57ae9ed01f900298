package io.millrace.server.avatica;

import io.millrace.server.session.ResultColumn;
import io.millrace.server.session.ResultCursor;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The rows that a test gives it, when it gives them. */
final class ScriptedCursor implements ResultCursor {
    final CountDownLatch closed = new CountDownLatch(1);
    final CountDownLatch waiting = new CountDownLatch(1);
    private final List<ResultColumn> columns;
    private final Deque<@Nullable Object[]> rows = new ArrayDeque<>();
    private boolean complete;
    private boolean cancelled;
    private @Nullable MillraceException failure;
    private int largestRequest;

    ScriptedCursor(List<ResultColumn> columns, List<@Nullable Object[]> rows, boolean complete) {
        this.columns = columns;
        this.rows.addAll(rows);
        this.complete = complete;
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    synchronized void emit(@Nullable Object... row) {
        rows.add(row);
        notifyAll();
    }

    synchronized void complete() {
        complete = true;
        notifyAll();
    }

    synchronized void fail(MillraceException error) {
        failure = error;
        notifyAll();
    }

    synchronized int largestRequest() {
        return largestRequest;
    }

    @Override
    public synchronized List<@Nullable Object[]> next(int maxRows, long waitMillis) {
        largestRequest = Math.max(largestRequest, maxRows);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        while (true) {
            if (cancelled) {
                throw new MillraceException(SqlState.QUERY_CANCELED, "the query was cancelled");
            }
            if (!rows.isEmpty()) {
                List<@Nullable Object[]> taken = new ArrayList<>();
                while (taken.size() < maxRows && !rows.isEmpty()) {
                    taken.add(rows.remove());
                }
                return taken;
            } else if (failure != null) {
                throw failure;
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (ended() || left <= 0) {
                return List.of();
            }
            waiting.countDown();
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new MillraceException(SqlState.QUERY_CANCELED, "interrupted", e);
            }
        }
    }

    @Override
    public synchronized boolean ended() {
        return rows.isEmpty() && complete || closed.getCount() == 0;
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        notifyAll();
    }

    @Override
    public synchronized void close() {
        closed.countDown();
        rows.clear();
        notifyAll();
    }
}
