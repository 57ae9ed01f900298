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
 */
record SlotRows(
        int count, int[] rows, int[] slots, @Nullable Column column, byte @Nullable [] weights) {
    static SlotRows all(RowBatch batch, int[] rows, int[] slots, @Nullable Column column) {
        return new SlotRows(batch.rows(), rows, slots, column, batch.weights());
    }

    Column argument() {
        if (column == null) {
            throw new IllegalStateException("rows without an argument");
        }
        return column;
    }

    /** +1 or −1, of a physical row. */
    int weight(int row) {
        return weights == null ? 1 : weights[row];
    }
}
