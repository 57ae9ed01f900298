package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.RowBatch;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a batch that some accumulators take, each with the position of its group. Arrays may be longer than the
 * count, and are read only. <b>Threading:</b> one thread.
 *
 * @param rows physical rows
 * @param slots position of each row's group
 * @param column the argument, null where it is of no interest
 * @param second a further argument, null for most
 */
record SlotRows(
        int count,
        int[] rows,
        int[] slots,
        @Nullable Column column,
        @Nullable Column second,
        byte @Nullable [] weights) {
    SlotRows(int count, int[] rows, int[] slots, @Nullable Column column, byte @Nullable [] weights) {
        this(count, rows, slots, column, null, weights);
    }

    static SlotRows all(RowBatch batch, int[] rows, int[] slots, @Nullable Column column) {
        return new SlotRows(batch.rows(), rows, slots, column, batch.weights());
    }

    /** The same rows with other arguments. */
    SlotRows with(Column newColumn, @Nullable Column newSecond) {
        return new SlotRows(count, rows, slots, newColumn, newSecond, weights);
    }

    Column argument() {
        if (column == null) {
            throw new IllegalStateException("rows without an argument");
        }
        return column;
    }

    Column secondArgument() {
        if (second == null) {
            throw new IllegalStateException("rows without a second argument");
        }
        return second;
    }

    /** +1 or −1, of a physical row. */
    int weight(int row) {
        return weights == null ? 1 : weights[row];
    }
}
