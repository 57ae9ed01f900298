package io.millrace.executor.state;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;

/**
 * Many rows a key, each with a count of copies (a multiset); counts may be negative inside an epoch.
 *
 * <p><b>Threading:</b> the task's thread.
 */
public interface RowTable {
    /** No row. */
    int NONE = -1;

    /**
     * Brings the rows of each logical row's key into memory, where they stay until {@link #endEpoch}.
     *
     * @param keyColumns columns of that batch, in the order of the table's keys (its types may come from another row type)
     * @param keys filled with a handle each, {@link #NONE} where there is no row with the key
     */
    void find(RowBatch batch, int[] keyColumns, int[] keys);

    /** Adds the weights of a batch of the table's own rows. */
    void add(RowBatch batch);

    /** First row of a key, or {@link #NONE}. */
    int firstRow(int key);

    /** Next row of the same key, or {@link #NONE}. */
    int nextRow(int row);

    /** Copies of a row; 0 once they are all gone. */
    long count(int row);

    /** The rows themselves as a batch in which a row handle is a physical row; valid until the next {@link #add} or {@link #find}. */
    RowBatch rows();

    /** Appends all columns of a row to a builder, from that column on. */
    void appendRow(int row, BatchBuilder builder, int firstColumn);

    /** Forgets every key whose time is at most that. */
    void removeUpTo(long timeInclusive);

    /** Rows may leave memory from now on; rows with count 0 are forgotten. */
    void endEpoch();
}
