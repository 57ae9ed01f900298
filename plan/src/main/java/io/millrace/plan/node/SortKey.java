package io.millrace.plan.node;

/** A column to sort by. */
public record SortKey(int column, boolean descending, boolean nullsFirst) {
    @Override
    public String toString() {
        return "$" + column + (descending ? " desc" : "") + (nullsFirst ? " nulls first" : " nulls last");
    }
}
