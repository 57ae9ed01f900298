package io.millrace.executor.operator.ordered;

/**
 * How far around changed rows a partition must be read, so that whatever hangs on a changed row is there together with all that
 * it hangs on.
 *
 * @param rows so many copies before the first and behind the last changed row
 * @param distance and all rows whose first sort key, a whole number, is at most so far away; −1 for none
 */
public record Reach(long rows, long distance) {}
