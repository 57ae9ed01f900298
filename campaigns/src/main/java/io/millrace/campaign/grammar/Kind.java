package io.millrace.campaign.grammar;

/** The kinds of values that are generated. */
public enum Kind {
    INTEGER,
    BIGINT,
    DECIMAL,
    DOUBLE,
    TEXT,
    BOOLEAN,
    DATE,
    TIMESTAMP;

    public boolean numeric() {
        return compareTo(DOUBLE) <= 0;
    }

    public boolean wholeNumber() {
        return compareTo(BIGINT) <= 0;
    }
}
