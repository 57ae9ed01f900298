package io.millrace.bench.engine;

import io.millrace.bench.nexmark.NexmarkQuery;

/**
 * Something that answers Nexmark queries.
 *
 * <p><b>Threading:</b> one thread. <b>Ownership:</b> close it; what a run has made is gone when it returns.
 */
public interface Engine extends AutoCloseable {
    /** Its name and version. */
    String version();

    /** How it is set up, in a line. */
    String settings();

    /**
     * Runs a query over all events, or until its time is up.
     *
     * @throws UnsupportedOperationException if the engine does not know such a query; the message says why
     */
    Run run(NexmarkQuery query, Load load) throws Exception;
}
