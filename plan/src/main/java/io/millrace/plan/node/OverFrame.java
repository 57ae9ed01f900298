package io.millrace.plan.node;

import io.millrace.plan.expression.Literal;
import org.jspecify.annotations.Nullable;

/**
 * The rows around a row that a window function looks at.
 *
 * @param exclusion which of them it does not look at after all
 */
public record OverFrame(Unit unit, Bound start, Bound end, Exclusion exclusion) {
    public static final OverFrame PARTITION = new OverFrame(
            Unit.ROWS, Bound.of(Kind.UNBOUNDED_PRECEDING), Bound.of(Kind.UNBOUNDED_FOLLOWING), Exclusion.NO_OTHERS);

    /** Whether it has all rows up to one near the current one, so that rows enter and never leave as it moves on. */
    public boolean isRunning() {
        return start.kind() == Kind.UNBOUNDED_PRECEDING
                && end.kind() != Kind.UNBOUNDED_FOLLOWING
                && exclusion == Exclusion.NO_OTHERS;
    }

    /** Whether it has rows however far away, and what those come to is not that of the row before and a few rows more. */
    public boolean isOpenEnded() {
        return start.kind() == Kind.UNBOUNDED_FOLLOWING
                || end.kind() == Kind.UNBOUNDED_FOLLOWING
                || start.kind() == Kind.UNBOUNDED_PRECEDING && !isRunning();
    }

    /** What an offset counts. */
    public enum Unit {
        ROWS,
        /** Groups of rows that tie; CURRENT ROW means that of this one. */
        GROUPS,
        /** Distance of the one sort key; CURRENT ROW means all rows that tie with this one. */
        RANGE
    }

    /** What is taken out of a frame. */
    public enum Exclusion {
        NO_OTHERS,
        CURRENT_ROW,
        /** The current row and all that tie with it. */
        GROUP,
        /** All that tie with the current row, but not itself. */
        TIES
    }

    /** Where a frame begins or ends. */
    public enum Kind {
        UNBOUNDED_PRECEDING,
        PRECEDING,
        CURRENT_ROW,
        FOLLOWING,
        UNBOUNDED_FOLLOWING
    }

    /**
     * An end of the frame, inclusive.
     *
     * @param offset not negative; only for PRECEDING and FOLLOWING. BIGINT: rows, groups, or units of a sort key that is kept in whole
     *     numbers (microseconds, days, unscaled decimals); DOUBLE for such a sort key; INTERVAL_YEAR_MONTH: months of the
     *     calendar, for dates and timestamps
     */
    public record Bound(Kind kind, @Nullable Literal offset) {
        public static Bound of(Kind kind) {
            return new Bound(kind, null);
        }
    }
}
