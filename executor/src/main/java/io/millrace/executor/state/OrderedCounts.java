package io.millrace.executor.state;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.RowBatch;
import org.jspecify.annotations.Nullable;

/**
 * For each key the values seen, ordered, each with a count of copies. Counts may be negative inside an epoch.
 *
 * <p><b>Threading:</b> the task's thread.
 */
public interface OrderedCounts {
    /**
     * Adds a value's weight.
     *
     * @return the count afterwards
     */
    long add(RowBatch batch, int[] keyColumns, int row, Column values, int valueRow, int weight);

    /** Appends the smallest value with a positive count of the key of that row, NULL if there is none. */
    void appendFirst(RowBatch batch, int[] keyColumns, int row, ColumnBuilder builder);

    /** Appends the greatest value with a positive count, NULL if there is none. */
    void appendLast(RowBatch batch, int[] keyColumns, int row, ColumnBuilder builder);

    /** Appends every value with a positive count of the key of that row, ascending, and the counts. */
    void appendAll(RowBatch batch, int[] keyColumns, int row, ColumnBuilder values, ColumnBuilder.OfLong counts);

    /**
     * Walks the values of the key of that row that have a positive count; of tables whose values are byte strings and never
     * NULL.
     *
     * @param from the value to begin at, or behind which to begin if it is not there; null for the first one of the walk
     * @param descending whether to walk towards smaller values
     */
    ValueCursor scan(RowBatch batch, int[] keyColumns, int row, byte @Nullable [] from, boolean descending);

    /** Forgets all values of the key of that row. */
    void removeAll(RowBatch batch, int[] keyColumns, int row);

    /** Values may leave memory from now on. */
    void endEpoch();
}
