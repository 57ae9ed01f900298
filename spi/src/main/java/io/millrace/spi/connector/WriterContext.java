package io.millrace.spi.connector;

/**
 * Who writes.
 *
 * @param query name of the running query, unique in its database
 * @param generation grows with each start of the query; a committer shuts out older ones
 * @param timeline grows with each rollback
 */
public record WriterContext(String query, int task, int parallelism, long generation, long timeline) {}
