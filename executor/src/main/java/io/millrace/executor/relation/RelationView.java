package io.millrace.executor.relation;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;

/**
 * The rows of a relation at one epoch. Close it, so that old versions can be forgotten.
 *
 * <p><b>Threading:</b> one thread at a time.
 */
public interface RelationView extends AutoCloseable {
    Relation relation();

    long epoch();

    /** All rows, in key order; a multiset's copies one by one. */
    RowCursor rows();

    /**
     * The rows that those who follow its changes and leave late ones out have been given: without rows that came late, and
     * with rows whose delete came late.
     *
     * @param timeColumn a column of event time
     */
    RowCursor rowsOnTime(int timeColumn);

    /**
     * Appends the row with a primary key, if there is one.
     *
     * @param keyColumns columns of the batch, in the order of the relation's key
     */
    void lookUp(RowBatch batch, int row, int[] keyColumns, BatchBuilder out);

    @Override
    void close();

    /** Walks rows. <b>Threading:</b> one thread. */
    interface RowCursor extends AutoCloseable {
        /** Appends rows until the builder is full; false when there are no more. */
        boolean read(BatchBuilder out);

        /** Rows left out so far because they were late. */
        default long late() {
            return 0;
        }

        @Override
        void close();
    }
}
