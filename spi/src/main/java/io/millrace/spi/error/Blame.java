package io.millrace.spi.error;

/** Who can mend an error; decides log level and whether a retry makes sense. */
public enum Blame {
    /** The statement or its data is wrong: told to the user, logged at debug level, not retried. */
    USER,
    /** A file, disk, network or other system failed: logged as a warning, a retry may help. */
    OUTSIDE,
    /** A broken invariant of ours: logged as an error, stops the query. */
    ENGINE
}
