package io.millrace.server.avatica;

import io.millrace.jdbc.link.LinkException;
import io.millrace.server.session.Cancellation;
import io.millrace.server.session.ResultCursor;
import io.millrace.spi.error.SqlState;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The query timeout of one execution: when it is over it cancels the execution, or the result that came of it.
 *
 * <p><b>Threading:</b> the timer's thread and the execution's.
 */
final class TimeLimit {
    private final long millis;
    private final @Nullable Future<?> timer;
    private @Nullable ResultCursor cursor;
    private boolean over;

    TimeLimit(long millis, Timers timers, Cancellation cancellation) {
        this.millis = millis;
        this.timer = millis == 0 ? null : timers.after(millis, () -> expire(cancellation));
    }

    private void expire(Cancellation cancellation) {
        ResultCursor running;
        synchronized (this) {
            over = true;
            running = cursor;
        }
        cancellation.cancel();
        if (running != null) {
            running.cancel();
        }
    }

    /** From now on it is this that ends when the time is over. */
    void covers(ResultCursor running) {
        boolean late;
        synchronized (this) {
            cursor = running;
            late = over;
        }
        if (late) {
            running.cancel();
        }
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** The failure as the client should see it: a cancel that was this limit's doing is a timeout. */
    LinkException explain(Exception failure) {
        LinkException translated = Failures.of(failure);
        synchronized (this) {
            if (!over || !translated.sqlState().equals(SqlState.QUERY_CANCELED.code())) {
                return translated;
            }
        }
        return new LinkException(
                SqlState.QUERY_CANCELED.code(),
                "the statement ran longer than its query timeout of " + millis / 1_000.0 + " s",
                LinkException.CODE_TIMEOUT,
                null);
    }
}
