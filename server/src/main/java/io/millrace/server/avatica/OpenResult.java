package io.millrace.server.avatica;

import io.millrace.executor.clock.Clock;
import io.millrace.jdbc.link.LinkException;
import io.millrace.jdbc.link.WireType;
import io.millrace.server.session.ResultCursor;
import io.millrace.spi.error.SqlState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;

/**
 * A result that a client reads frame by frame. Ends itself after the last row, after {@code maxRows}, and after a failure. The
 * last frame is kept, so that a client whose answer was lost can ask for it again.
 *
 * <p><b>Threading:</b> {@link #fetch} from one thread at a time (others wait), everything else from any.
 */
final class OpenResult {
    private final ResultCursor cursor;
    private final WireType @Nullable [] encoding;
    private final TimeLimit timeLimit;
    private final GridLimit gridLimit;
    private long rowsLeft;
    private long nextOffset;
    private Meta.Frame last = new Meta.Frame(0, false, List.of());
    private int lastRows;
    private @Nullable LinkException failure;
    private volatile @Nullable LinkException ending;

    /**
     * @param encoding how values travel, null if as they are
     * @param maxRows 0 for all
     */
    OpenResult(
            ResultCursor cursor,
            WireType @Nullable [] encoding,
            long maxRows,
            TimeLimit timeLimit,
            GridLimit gridLimit) {
        this.cursor = cursor;
        this.encoding = encoding;
        this.rowsLeft = maxRows == 0 ? Long.MAX_VALUE : maxRows;
        this.timeLimit = timeLimit;
        this.gridLimit = gridLimit;
        timeLimit.covers(cursor);
    }

    /**
     * The rows from {@code offset} on: as soon as there is one, or none after {@code waitMillis}.
     *
     * @param offset the number of rows that the client has got
     */
    synchronized Meta.Frame fetch(long offset, int rowsMax, long waitMillis) {
        if (failure != null) {
            throw failure;
        } else if (lastRows > 0 && offset == last.offset) {
            return last;
        } else if (offset != nextOffset) {
            throw new LinkException(
                    SqlState.INTERNAL_ERROR.code(),
                    "rows from " + offset + " were asked for, which are gone: expected " + nextOffset);
        } else if (last.done) {
            return new Meta.Frame(offset, true, List.of());
        }
        try {
            int rows = (int) Math.min(rowsMax, rowsLeft);
            List<@Nullable Object[]> received = cursor.next(rows, gridLimit.bounded(waitMillis));
            LinkException ended = ending;
            if (ended != null) {
                throw ended;
            }
            boolean done = cursor.ended() || received.size() >= rowsLeft || received.isEmpty() && gridLimit.isOver();
            last = new Meta.Frame(offset, done, encoded(received));
            lastRows = received.size();
            nextOffset += lastRows;
            rowsLeft -= lastRows;
            if (done) {
                close();
            }
            return last;
        } catch (RuntimeException e) {
            failure = timeLimit.explain(e);
            close();
            throw failure;
        }
    }

    private List<Object> encoded(List<@Nullable Object[]> rows) {
        List<Object> encodedRows = new ArrayList<>(rows.size());
        for (@Nullable Object[] row : rows) {
            if (encoding != null) {
                @Nullable Object[] encoded = new Object[row.length];
                for (int i = 0; i < row.length; i++) {
                    encoded[i] = encoding[i].encode(NestedValues.toDriver(row[i]));
                }
                encodedRows.add(Arrays.asList(encoded));
            } else {
                @Nullable Object[] converted = new Object[row.length];
                for (int i = 0; i < row.length; i++) {
                    converted[i] = NestedValues.toDriver(row[i]);
                }
                encodedRows.add(Arrays.asList(converted));
            }
        }
        return encodedRows;
    }

    /** Ends it for a reason that is not the client's, which must not take it for the last row. */
    void end(LinkException reason) {
        ending = reason;
        close();
    }

    void cancel() {
        cursor.cancel();
    }

    void close() {
        timeLimit.stop();
        cursor.close();
    }

    /**
     * {@code stream.grid-timeout}: tools that show a grid wait until they have all the rows they asked for; a continuous query
     * with {@code maxRows} then ends after this time.
     */
    static final class GridLimit {
        private final Clock clock;
        private final long deadlineNanos;
        private final boolean limited;

        GridLimit(Clock clock, long millis) {
            this.clock = clock;
            this.limited = millis > 0;
            this.deadlineNanos = limited ? clock.nanoTime() + millis * 1_000_000 : 0;
        }

        long bounded(long waitMillis) {
            return limited
                    ? Math.max(0, Math.min(waitMillis, (deadlineNanos - clock.nanoTime()) / 1_000_000))
                    : waitMillis;
        }

        boolean isOver() {
            return limited && clock.nanoTime() - deadlineNanos >= -1_000_000;
        }
    }
}
