package io.millrace.executor.state;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;

/**
 * One entry a key, its accumulators in columns by slot. The entries found since the last {@link #endEpoch} are
 * <em>touched</em>: they keep their slots until then and count as changed.
 *
 * <p>NULL is a key like any other. <b>Threading:</b> the task's thread.
 */
public interface GroupTable {
    /**
     * Finds or creates the entry of each logical row's key; a new one has accumulators 0 and empty.
     *
     * @param keyColumns columns of the batch, in the order of the table's keys
     * @param slots filled at 0 … batch.rows() − 1
     */
    void slots(RowBatch batch, int[] keyColumns, int[] slots);

    /** Entries touched since the last {@link #endEpoch}. */
    int touchedCount();

    /** The touched slots in the order they were first touched, of {@link #touchedCount} length or longer. */
    int[] touched();

    /** Whether the entry of a touched slot did not exist before this epoch. */
    boolean isNew(int slot);

    /** One {@code long} accumulator by slot; valid until the next call of {@link #slots}. Written to directly. */
    long[] longs(int accumulator);

    /** One byte-string accumulator by slot, null where never set; valid until the next call of {@link #slots}. */
    byte[][] bytes(int accumulator);

    /** Forgets an entry; its slot stays readable until {@link #endEpoch}. */
    void remove(int slot);

    /** Appends the key's columns to the builder, from that column on. */
    void appendKey(int slot, BatchBuilder builder, int firstColumn);

    /** The LONG time of an entry of a table with a time key. */
    long time(int slot);

    /** Visits every entry whose time is at most that, ascending by time; entries visited become touched. */
    void forEachUpTo(long timeInclusive, SlotVisitor visitor);

    /** The smallest time of any entry, {@link Long#MAX_VALUE} if there is none. */
    long firstTime();

    /** Entries touched may leave memory from now on. */
    void endEpoch();

    /** Takes a slot. */
    @FunctionalInterface
    interface SlotVisitor {
        void visit(int slot);
    }
}
