package io.millrace.executor.operator.match;

/**
 * The search in one partition: its rows, how far it has come, and the partial matches.
 *
 * <p><b>Threading:</b> one thread.
 */
final class Partition {
    /** No timer is set. */
    static final long NO_TIMER = Long.MIN_VALUE;

    final PartitionRows rows;
    final History history = new History();
    Threads threads;
    /** Rows, and nodes of the history, that are written in pieces of their own. */
    final SegmentList rowSegments = new SegmentList();

    final SegmentList pathSegments = new SegmentList();

    /** The next row to be looked at. */
    long next;
    /** Whether a match that may begin at that row is among the partial ones. */
    boolean begun;
    /** The first row of which it is not yet known whether it is in a match. */
    long unsettled;
    /** Matches found so far. */
    long matches;
    /** Whether there is a complete match that only a preferred one can still replace. */
    boolean accepted;
    /** First row of the complete match; its last row is before {@link #acceptedEnd}. */
    long acceptedStart;

    long acceptedEnd;
    /** End of its path. */
    int acceptedNode = History.EMPTY;

    /** The event time at which this partition is to be looked at although it has no new rows. */
    long timer = NO_TIMER;

    Partition(PartitionRows rows, int registerCount) {
        this.rows = rows;
        threads = new Threads(registerCount);
    }

    /** Whether the search stands still: nothing has begun that further rows could go on with. */
    boolean isIdle() {
        return threads.isEmpty() && !accepted && next == rows.end();
    }

    /** Forgets paths that no partial match is on. */
    void compactHistory() {
        int count = threads.size();
        int[] ends = new int[count + 1];
        System.arraycopy(threads.nodes(), 0, ends, 0, count);
        ends[count] = accepted ? acceptedNode : History.EMPTY;
        history.compact(ends, count + 1);
        System.arraycopy(ends, 0, threads.nodes(), 0, count);
        acceptedNode = ends[count];
    }
}
