package io.millrace.executor.engine;

/** A row of {@code sys.late_rows}: one that came later than is allowed and was left out. */
public record LateRow(String query, long timeMicros, String scan, String row) {}
