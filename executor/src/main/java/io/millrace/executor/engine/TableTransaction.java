package io.millrace.executor.engine;

import io.millrace.plan.node.PhysicalPlan;
import io.millrace.spi.batch.RowBatch;
import java.util.List;

/**
 * Writes to native tables that become readable together, or not at all. Sees its own writes. The engine checks nothing but
 * weights: keys and NULLs are the caller's care, with {@link #existing} to look.
 *
 * <p><b>Threading:</b> one thread.
 */
public interface TableTransaction extends AutoCloseable {
    /** Runs a finite plan (root: {@code Collect}) on the newest rows and this transaction's own writes. */
    List<RowBatch> query(PhysicalPlan plan, int parallelism);

    /**
     * The rows of a table with the primary keys of the batch's rows.
     *
     * @param keyColumns columns of the batch, in the order of the table's primary key
     * @return whole rows of the table in any order
     */
    RowBatch existing(String table, RowBatch batch, int[] keyColumns);

    /** Adds changes: rows of the table with weights (deletes must be of rows that are there). */
    void write(String table, RowBatch changes);

    /**
     * Makes it durable and readable.
     *
     * @return the epoch that contains it; 0 if nothing was written
     */
    long commit();

    /** Lets go; without a commit before, nothing was written. */
    @Override
    void close();
}
