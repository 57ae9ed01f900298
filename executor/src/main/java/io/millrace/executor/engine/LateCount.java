package io.millrace.executor.engine;

/** How many late rows a scan of a running query has left out since it was started. */
public record LateCount(String query, String scan, long rows) {}
