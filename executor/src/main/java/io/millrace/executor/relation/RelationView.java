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

        @Override
        void close();
    }
}
