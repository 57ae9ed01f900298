package io.millrace.connector.blackhole;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a blackhole has swallowed since the process began or {@link #reset} was called.
 *
 * <p><b>Threading:</b> any thread; figures of writers that are at work may lag.
 */
public final class BlackholeTotals {
    private static final ConcurrentMap<String, BlackholeTotals> BY_NAME = new ConcurrentHashMap<>();

    private final LongAdder changes = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder checksum = new LongAdder();

    BlackholeTotals() {}

    /** The totals of that name, shared by all tables that name it. */
    public static BlackholeTotals named(String name) {
        return BY_NAME.computeIfAbsent(name, absent -> new BlackholeTotals());
    }

    /** How many changes came, inserts and deletes alike. */
    public long changes() {
        return changes.sum();
    }

    /** Inserts less deletes. */
    public long rows() {
        return rows.sum();
    }

    /** The sum of a hash of each row, times its weight: the same for the same rows in any order and any batches. */
    public long checksum() {
        return checksum.sum();
    }

    public void reset() {
        changes.reset();
        rows.reset();
        checksum.reset();
    }

    void add(long addedChanges, long addedRows, long addedChecksum) {
        changes.add(addedChanges);
        rows.add(addedRows);
        checksum.add(addedChecksum);
    }
}
