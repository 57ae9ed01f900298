package io.millrace.plan.node;

/** Aggregates. NULL arguments are left out; all but COUNT are NULL over no rows. */
public enum AggregateFunction {
    /** BIGINT. */
    COUNT,
    /** Exact for exact numbers (22003 if the net value at the barrier does not fit); compensated for DOUBLE. */
    SUM,
    /** DOUBLE; for exact numbers the exact sum divided once. */
    AVG,
    MIN,
    MAX,
    /** The one value there is; 21000 if there are several rows. For scalar sub-queries. */
    SINGLE_VALUE,
    /** Some value: over append-only input the first, otherwise the smallest. */
    ANY_VALUE,
    BOOL_AND,
    BOOL_OR
}
