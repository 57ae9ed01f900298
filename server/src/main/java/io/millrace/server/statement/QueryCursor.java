package io.millrace.server.statement;

import io.millrace.executor.clock.Clock;
import io.millrace.executor.engine.QueryRun;
import io.millrace.server.session.ResultColumn;
import io.millrace.server.session.ResultCursor;
import io.millrace.server.value.ValueText;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a running query, as its client sees them: the changes of an epoch deletes first, with {@code op} and {@code epoch}. */
final class QueryCursor implements ResultCursor {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final QueryRun run;
    private final Shape shape;
    private final Clock clock;
    private final Deque<Part> parts = new ArrayDeque<>();
    private volatile boolean closed;
    private long rowsGiven;

    /**
     * What the rows look like.
     *
     * @param columns all of them, {@code op} and {@code epoch} included
     * @param types of the query's own columns
     * @param op whether a column says if a row is inserted or deleted
     * @param progress whether a column gives the epoch, and each epoch ends with a row of its own
     * @param rowsMax after that many rows of the query the result ends, whatever the inputs still have
     */
    record Shape(List<ResultColumn> columns, List<DataType> types, boolean op, boolean progress, long rowsMax) {}

    /** Rows still to be given: those of a batch with one sign, or (without a batch) the end of an epoch. */
    private static final class Part {
        final @Nullable RowBatch batch;
        final int weight;
        final long epoch;
        int next;

        Part(@Nullable RowBatch batch, int weight, long epoch) {
            this.batch = batch;
            this.weight = weight;
            this.epoch = epoch;
        }
    }

    QueryCursor(QueryRun run, Shape shape, Clock clock) {
        this.run = run;
        this.shape = shape;
        this.clock = clock;
    }

    @Override
    public List<ResultColumn> columns() {
        return shape.columns;
    }

    @Override
    public List<@Nullable Object[]> next(int maxRows, long waitMillis) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        long until = clock.nanoTime() + waitMillis * NANOS_PER_MILLI;
        while (!closed) {
            take(rows, maxRows);
            if (rows.size() >= maxRows || rowsGiven >= shape.rowsMax || run.ended() && parts.isEmpty()) {
                break;
            }
            long remaining = rows.isEmpty() ? until - clock.nanoTime() : 0;
            QueryRun.ResultBatch batch = run.next(Math.max(0, (remaining + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI));
            if (batch != null) {
                add(batch);
            } else if (!rows.isEmpty() || clock.nanoTime() >= until) {
                break;
            }
        }
        if (closed) {
            return List.of();
        }
        if (rowsGiven >= shape.rowsMax) {
            close();
        }
        return rows;
    }

    private void add(QueryRun.ResultBatch result) {
        for (int weight = shape.op ? -1 : 1; weight <= 1; weight += 2) {
            for (RowBatch batch : result.batches()) {
                if (batch.rows() > 0 && (weight > 0 || batch.weights() != null)) {
                    parts.add(new Part(batch, weight, result.epoch()));
                }
            }
        }
        if (shape.progress && result.epochEnd()) {
            parts.add(new Part(null, 0, result.epoch()));
        }
    }

    private void take(List<@Nullable Object[]> rows, int maxRows) {
        Part part = parts.peek();
        while (part != null && rows.size() < maxRows && rowsGiven < shape.rowsMax) {
            RowBatch batch = part.batch;
            if (batch == null) {
                rows.add(progressRow(part.epoch));
                parts.remove();
            } else if (part.next == batch.rows()) {
                parts.remove();
            } else {
                int row = batch.row(part.next++);
                if (batch.weight(row) == part.weight) {
                    rows.add(row(batch, row, part));
                    rowsGiven++;
                }
            }
            part = parts.peek();
        }
    }

    private @Nullable Object[] row(RowBatch batch, int row, Part part) {
        @Nullable Object[] values = new Object[shape.columns.size()];
        int width = shape.types.size();
        for (int i = 0; i < width; i++) {
            values[i] = value(batch, i, row, shape.types.get(i));
        }
        if (shape.op) {
            values[width++] = part.weight > 0 ? "+" : "-";
        }
        if (shape.progress) {
            values[width] = part.epoch;
        }
        return values;
    }

    private static @Nullable Object value(RowBatch batch, int column, int row, DataType type) {
        Object value = JavaValues.read(batch.column(column), row, type);
        boolean interval = type.kind() == TypeKind.INTERVAL_DAY_TIME || type.kind() == TypeKind.INTERVAL_YEAR_MONTH;
        return interval && value instanceof Number number ? ValueText.interval(type.kind(), number.longValue()) : value;
    }

    private @Nullable Object[] progressRow(long epoch) {
        @Nullable Object[] values = new Object[shape.columns.size()];
        values[values.length - 1] = epoch;
        return values;
    }

    @Override
    public boolean ended() {
        return closed || parts.isEmpty() && run.ended();
    }

    @Override
    public void cancel() {
        run.cancel();
    }

    @Override
    public void close() {
        closed = true;
        run.close();
    }
}
