package io.millrace.executor.expression;

/** What happens to a row that an expression fails on. */
public enum ErrorPolicy {
    /** The error ends the query. */
    FAIL,
    /** The row is left out and handed to {@link EvaluationContext#rejectRow}. */
    SKIP
}
