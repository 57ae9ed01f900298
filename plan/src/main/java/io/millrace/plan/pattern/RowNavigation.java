package io.millrace.plan.pattern;

import java.util.List;

/**
 * The way from a row of a match to another: to the first or last row that has one of some variables, on by some such rows,
 * and then by rows of the partition. There may be no such row.
 *
 * @param variables places of the variables meant, ascending; empty for any
 * @param fromFirst whether counting begins at the first such row and goes on, otherwise at the last one and goes back
 * @param offset such rows to go
 * @param shift rows of the partition to go from there; negative to go back (PREV)
 * @param whole whether all rows of the match are meant (FINAL) and not just those up to the row at hand (RUNNING)
 */
public record RowNavigation(List<Integer> variables, boolean fromFirst, int offset, int shift, boolean whole) {
    /** The row at hand. */
    public static final RowNavigation CURRENT = new RowNavigation(List.of(), false, 0, 0, false);

    public RowNavigation {
        variables = List.copyOf(variables);
        if (offset < 0) {
            throw new IllegalArgumentException("offset " + offset);
        }
    }
}
