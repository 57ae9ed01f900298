package io.millrace.executor.operator.window;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.Output;
import io.millrace.plan.node.WindowAssign;
import io.millrace.plan.node.WindowSpec;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import org.jspecify.annotations.Nullable;

/**
 * A window table function: a row once for each window it is in. For overlapping windows a batch is given out several times
 * with other window columns, its own columns shared.
 */
public final class WindowAssignOperator implements Operator {
    static final long MICROS_PER_MILLI = 1_000;

    private final WindowAssign node;
    private final long sizeMicros;
    private final long slideMicros;
    private final long periodMicros;
    private final boolean cumulates;

    public WindowAssignOperator(WindowAssign node) {
        this.node = node;
        sizeMicros = node.window().sizeMicros();
        slideMicros = node.window().slideMicros();
        periodMicros = node.window().periodMicros();
        cumulates = node.window().kind() == WindowSpec.Kind.CUMULATE;
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        if (batch.rows() == 0) {
            return;
        }
        long[] starts = lastStarts(batch);
        if (slideMicros >= sizeMicros) {
            RowBatch windows = windows(batch, starts, 0);
            if (windows != null) {
                out.emit(windows);
            }
        } else {
            out.emit(new AllWindows(batch, starts));
        }
    }

    /** Start of the last window that could hold each row, by physical position. */
    private long[] lastStarts(RowBatch batch) {
        long[] times = ((LongColumn) batch.column(node.timeColumn())).values();
        long[] starts = new long[batch.row(batch.rows() - 1) + 1];
        long start = Long.MAX_VALUE;
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            long time = times[row];
            if (start == Long.MAX_VALUE || time < start || time - start >= periodMicros) {
                start = time - Math.floorMod(time - node.window().offsetMicros(), periodMicros);
            }
            starts[row] = start;
        }
        return starts;
    }

    /** The rows in the windows that are that much earlier (CUMULATE: that end so much earlier), or null if there is none. */
    private @Nullable RowBatch windows(RowBatch batch, long[] lastStarts, long earlierMicros) {
        LongColumn times = (LongColumn) batch.column(node.timeColumn());
        long[] starts = new long[lastStarts.length];
        long[] ends = new long[lastStarts.length];
        long[] windowTimes = new long[lastStarts.length];
        int[] selection = new int[batch.rows()];
        int count = 0;
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            starts[row] = cumulates ? lastStarts[row] : lastStarts[row] - earlierMicros;
            ends[row] = lastStarts[row] + sizeMicros - earlierMicros;
            windowTimes[row] = ends[row] - MICROS_PER_MILLI;
            selection[count] = row;
            count += times.values()[row] < ends[row] && !times.isNull(row) ? 1 : 0;
        }
        if (count == 0) {
            return null;
        }
        RowBatch extended = Columns.append(
                batch, new LongColumn(starts, null), new LongColumn(ends, null), new LongColumn(windowTimes, null));
        return count == batch.rows() ? extended : extended.select(selection, count);
    }

    private final class AllWindows implements Emission {
        private final RowBatch batch;
        private final long[] lastStarts;
        private long earlierMicros;

        AllWindows(RowBatch batch, long[] lastStarts) {
            this.batch = batch;
            this.lastStarts = lastStarts;
        }

        @Override
        public @Nullable RowBatch next() {
            RowBatch windows = null;
            while (windows == null && earlierMicros < sizeMicros) {
                windows = windows(batch, lastStarts, earlierMicros);
                earlierMicros += slideMicros;
            }
            return windows;
        }
    }
}
