package io.millrace.executor.operator.over;

import io.millrace.executor.log.BatchCodec;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.RowBatch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * MIN or MAX: keeps the positions that are better than all behind them; the first one is the best of the frame.
 *
 * <p><b>Source:</b> Lemire, "Streaming maximum-minimum filter using no more than three comparisons per element", 2006.
 */
final class SlidingExtreme implements SlidingAggregate {
    private final int value;
    private final boolean greatest;
    private Column values = new IntColumn(new int[0], null);
    private int[] rows = {};
    /** Positions from {@code head} to {@code tail}. */
    private int[] best = {};

    private int head;
    private int tail;
    /** The best value of the rows that entered before, if there is one. */
    private @Nullable Column before;

    SlidingExtreme(int value, boolean greatest) {
        this.value = value;
        this.greatest = greatest;
    }

    @Override
    public void begin(Sequence sequence) {
        values = sequence.column(value);
        rows = sequence.rows();
        if (best.length < sequence.size()) {
            best = new int[sequence.size()];
        }
        head = 0;
        tail = 0;
        before = null;
    }

    @Override
    public void enter(int position) {
        int row = rows[position];
        if (values.isNull(row)) {
            return;
        }
        while (tail > head) {
            int order = values.compare(rows[best[tail - 1]], values, row);
            if (greatest ? order > 0 : order < 0) {
                break;
            }
            tail--;
        }
        best[tail++] = position;
    }

    @Override
    public void leave(int position) {
        if (head < tail && best[head] == position) {
            head++;
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        Column first = before;
        if (first != null && isBestBefore()) {
            write(first, new int[] {0}, out);
        } else {
            write(values, head < tail ? new int[] {rows[best[head]]} : new int[0], out);
        }
    }

    private static void write(Column column, int[] row, DataOutput out) throws IOException {
        BatchCodec.write(new RowBatch(new Column[] {column}, row.length, row, null), out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        RowBatch batch = BatchCodec.read(in);
        before = batch.rows() == 0 ? null : batch.column(0);
    }

    /** Whether the best value is that of the rows that entered before. */
    private boolean isBestBefore() {
        Column first = before;
        if (first == null || head == tail) {
            return first != null;
        }
        int order = first.compare(0, values, rows[best[head]]);
        return greatest ? order >= 0 : order <= 0;
    }

    @Override
    public void append(ColumnBuilder out) {
        if (before != null && isBestBefore()) {
            out.appendFrom(before, 0);
        } else if (head == tail) {
            out.appendNull();
        } else {
            out.appendFrom(values, rows[best[head]]);
        }
    }
}
