package io.millrace.plan.node;

/** Window functions. */
public enum OverFunction {
    ROW_NUMBER(false),
    RANK(false),
    DENSE_RANK(false),
    /** DOUBLE: (rank − 1) / (rows − 1), 0 for a single row. */
    PERCENT_RANK(false),
    /** DOUBLE: rows up to and with the last peer, divided by rows. */
    CUME_DIST(false),
    NTILE(false),
    LAG(false),
    LEAD(false),
    FIRST_VALUE(true),
    LAST_VALUE(true),
    NTH_VALUE(true),
    COUNT(true),
    /** Exact for exact numbers; for DOUBLE the exact sum rounded once. NULL over no values, if the type allows it; else 0. */
    SUM(true),
    /** DOUBLE; the exact sum divided once. */
    AVG(true),
    MIN(true),
    MAX(true),
    /** Any other aggregate; those that have an order take the values in the order of the rows. */
    AGGREGATE(true);

    private final boolean framed;

    OverFunction(boolean framed) {
        this.framed = framed;
    }

    /** Whether it looks at the rows of a frame. */
    public boolean framed() {
        return framed;
    }
}
