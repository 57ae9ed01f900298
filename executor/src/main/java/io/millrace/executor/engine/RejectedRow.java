package io.millrace.executor.engine;

/** A row of {@code sys.rejected_rows}: input that could not be read or computed, and was skipped. */
public record RejectedRow(String query, long timeMicros, String where, String what, String row) {}
