package io.millrace.plan.pattern;

/** Which rows come out. */
public enum RowsPerMatch {
    /** One for each match. */
    ONE,
    /** Each row of each match, and one for each match without rows. */
    ALL_SHOW_EMPTY,
    /** Each row of each match. */
    ALL_OMIT_EMPTY,
    /** As {@link #ALL_SHOW_EMPTY}, and the rows that are in no match. */
    ALL_WITH_UNMATCHED;

    /** Whether each row of a match comes out. */
    public boolean all() {
        return this != ONE;
    }
}
