package io.millrace.executor.state.table;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the tables of a task share: the memory budget, and how far frozen changes have come on their way into the store.
 *
 * <p><b>Threading:</b> the task's thread; {@link #written}, {@link #snapshotTaken} and {@link #isAhead}: any.
 */
final class CacheBudget {
    /** A table may always have this much, unless there is to be no cache at all. */
    private static final long TABLE_BYTES_MIN = 64 << 10;

    private final long bytesMax;
    private long bytesInUse;
    private int tables;

    private int frozen;
    private volatile int written;
    /** The freeze behind which changes were written into the store by themselves; −1 for none. */
    private volatile int aheadOf = -1;

    private final AtomicInteger pending = new AtomicInteger();

    CacheBudget(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    void addTable() {
        tables++;
    }

    /** A table's use of memory has changed. */
    void changeUse(long deltaBytes) {
        bytesInUse += deltaBytes;
    }

    long bytesInUse() {
        return bytesInUse;
    }

    /** Bytes that a table that uses so much must give back; 0 if it need not. */
    long excess(long tableBytes) {
        long fairShare = bytesMax == 0 ? 0 : Math.max(TABLE_BYTES_MIN, bytesMax / Math.max(1, tables));
        if (bytesInUse <= bytesMax || tableBytes <= fairShare) {
            return 0;
        }
        return Math.min(bytesInUse - bytesMax + tableBytes / 8, tableBytes - fairShare * 3 / 4);
    }

    /** For the filter of a table. */
    long filterBytesMax() {
        return bytesMax / 8;
    }

    boolean isHalfUsed() {
        return bytesInUse > bytesMax / 2;
    }

    /** Number of the freeze that begins. */
    int freeze() {
        pending.incrementAndGet();
        return ++frozen;
    }

    void written(int freeze) {
        written = Math.max(written, freeze);
    }

    void snapshotTaken() {
        pending.decrementAndGet();
    }

    /** Changes of no freeze go into the store now, because memory is short. */
    void writesAhead() {
        aheadOf = frozen;
    }

    /** Whether the store holds more than what the newest freeze that was written put there. */
    boolean isAhead() {
        return aheadOf == written;
    }

    /** The newest freeze whose changes are in the store, as all before it. */
    int newestWritten() {
        return written;
    }

    /** Whether changes may go into the store outside a checkpoint. */
    boolean mayWrite() {
        return pending.get() == 0;
    }
}
