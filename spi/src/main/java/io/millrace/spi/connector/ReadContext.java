package io.millrace.spi.connector;

/** What the engine offers a reader. <b>Threading:</b> the reader's thread. */
public interface ReadContext {
    /** Monotonic time for rate limits, in nanoseconds; the only clock a reader may use. */
    long nanoTime();

    /** How many readers share a table's rate limit. */
    int readers();

    /**
     * Takes a bad row. Returns if bad rows are skipped (it was counted and kept); throws if they fail the query.
     *
     * @param where file and line, or partition and offset
     * @param what what was wrong with it
     * @param row the row's text, shortened if long
     */
    void rejectRow(String where, String what, String row);
}
