package io.millrace.server.session;

/**
 * How one execution is to run. The caller enforces {@code maxRows} and {@code timeoutMillis} too (by closing the cursor,
 * and through {@code cancellation}), so that the engine may use them merely to plan better.
 *
 * @param maxRows the most rows the client will read, 0 for all
 * @param timeoutMillis how long it may run, 0 for ever
 * @param fetchSize rows the client would like at a time, at least 1
 * @param cancellation how the client ends it while {@code execute} has not returned
 */
public record ExecutionOptions(long maxRows, long timeoutMillis, int fetchSize, Cancellation cancellation) {
    public static final int FETCH_SIZE_DEFAULT = 1_000;

    public ExecutionOptions {
        if (maxRows < 0 || timeoutMillis < 0 || fetchSize < 1) {
            throw new IllegalArgumentException("maxRows " + maxRows + ", timeoutMillis " + timeoutMillis
                    + ", fetchSize " + fetchSize + ": expected no negative number and a fetchSize of at least 1");
        }
    }

    /** All rows, no time limit. */
    public static ExecutionOptions unlimited() {
        return new ExecutionOptions(0, 0, FETCH_SIZE_DEFAULT, new Cancellation());
    }
}
