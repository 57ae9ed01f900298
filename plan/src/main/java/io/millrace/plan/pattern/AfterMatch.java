package io.millrace.plan.pattern;

import java.util.List;

/**
 * Where the search goes on behind a match that has rows.
 *
 * @param variables of TO_FIRST and TO_LAST, ascending
 */
public record AfterMatch(Skip skip, List<Integer> variables) {
    public AfterMatch {
        variables = List.copyOf(variables);
    }

    /** The row to go on at. */
    public enum Skip {
        PAST_LAST_ROW,
        /** The row behind the first one of the match. */
        TO_NEXT_ROW,
        /** The first row that has one of the variables. */
        TO_FIRST,
        /** The last row that has one of the variables. */
        TO_LAST
    }
}
