package io.millrace.executor.operator.over;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.IntColumn;

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
    public void append(ColumnBuilder out) {
        if (head == tail) {
            out.appendNull();
        } else {
            out.appendFrom(values, rows[best[head]]);
        }
    }
}
