package io.millrace.executor.operator.window;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.Output;
import io.millrace.plan.node.TimeBuckets;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import org.jspecify.annotations.Nullable;

/**
 * Puts rows into the buckets of event time in which they can have a match: a batch is given out once for each, with another
 * last column, its own columns shared.
 */
public final class TimeBucketsOperator implements Operator {
    private final TimeBuckets node;
    private final long bucketMicros;

    public TimeBucketsOperator(TimeBuckets node) {
        this.node = node;
        bucketMicros = node.bucketMicros();
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        if (batch.rows() == 0) {
            return;
        }
        RowBatch first = inBuckets(batch, 0);
        if (node.lowerMicros() == node.upperMicros()) {
            if (first != null) {
                out.emit(first);
            }
        } else {
            out.emit(new AllBuckets(batch));
        }
    }

    /** The rows in their bucket of that number, counted from 0, or null if no row has so many. */
    private @Nullable RowBatch inBuckets(RowBatch batch, long number) {
        LongColumn times = (LongColumn) batch.column(node.timeColumn());
        long[] starts = new long[batch.row(batch.rows() - 1) + 1];
        int[] selection = new int[batch.rows()];
        int count = 0;
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            long time = times.values()[row];
            long first = bucket(time + node.lowerMicros());
            starts[row] = first + number * bucketMicros;
            selection[count] = row;
            boolean belongs = times.isNull(row) ? number == 0 : starts[row] <= time + node.upperMicros();
            count += belongs ? 1 : 0;
        }
        if (count == 0) {
            return null;
        }
        RowBatch extended = Columns.append(batch, new LongColumn(starts, times.nulls()));
        return count == batch.rows() ? extended : extended.select(selection, count);
    }

    private long bucket(long time) {
        return time - Math.floorMod(time, bucketMicros);
    }

    private final class AllBuckets implements Emission {
        private final RowBatch batch;
        private long number;

        AllBuckets(RowBatch batch) {
            this.batch = batch;
        }

        @Override
        public @Nullable RowBatch next() {
            return inBuckets(batch, number++);
        }
    }
}
