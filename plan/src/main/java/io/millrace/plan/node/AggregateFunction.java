package io.millrace.plan.node;

/** Aggregates. NULL arguments are left out unless said otherwise; all but counts are NULL over no rows. */
public enum AggregateFunction {
    /** BIGINT. */
    COUNT,
    /** Different values, about, BIGINT: over append-only input, and not of nested values. */
    APPROX_COUNT_DISTINCT,
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
    BOOL_OR,
    /** Of whole numbers; the argument's type. */
    BIT_AND,
    BIT_OR,
    BIT_XOR,
    /** Variances and their roots, DOUBLE: exact up to the one rounding at the end; the samples' are NULL over one row. */
    VAR_POP,
    VAR_SAMP,
    STDDEV_POP,
    STDDEV_SAMP,
    // Of pairs (dependent, independent), both DOUBLE; exact up to the roundings of the result. No pair holds a NULL.
    COVAR_POP,
    COVAR_SAMP,
    CORR,
    REGR_COUNT,
    REGR_AVGX,
    REGR_AVGY,
    REGR_SXX,
    REGR_SYY,
    REGR_SXY,
    REGR_SLOPE,
    REGR_INTERCEPT,
    REGR_R2,
    /** The value of the row with the smallest argument, among several the smallest value, NULL last. */
    MIN_BY,
    /** The value of the row with the greatest argument, among several the greatest value, NULL last. */
    MAX_BY,
    /** The texts in the order of the keys, then by themselves, with the separator between them. */
    LISTAGG,
    /** DOUBLE: between the two values next to the fraction, interpolated. */
    PERCENTILE_CONT,
    /** The first value that at least the fraction of the values is not behind. */
    PERCENTILE_DISC,
    /** The most frequent value, the first of several in the order of the keys. */
    MODE,
    /** An ARRAY of the values, NULL among them, in the order of the keys, then by themselves. */
    ARRAY_AGG,
    /** A JSON array of values that are JSON, in the order of the keys, then by themselves; without those that are NULL. */
    JSON_ARRAYAGG,
    /** A JSON object of members ({@code "name":value}), in the order of the keys, then by themselves; without NULL. */
    JSON_OBJECTAGG,
    /** An aggregate written in Java: of the argument and the keys, named by the constant. */
    USER
}
