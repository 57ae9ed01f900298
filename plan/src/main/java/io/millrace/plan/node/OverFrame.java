package io.millrace.plan.node;

import io.millrace.plan.expression.Literal;
import org.jspecify.annotations.Nullable;

/** The rows around a row that a window function looks at. */
public record OverFrame(Unit unit, Bound start, Bound end) {
    public static final OverFrame PARTITION =
            new OverFrame(Unit.ROWS, Bound.of(Kind.UNBOUNDED_PRECEDING), Bound.of(Kind.UNBOUNDED_FOLLOWING));

    /** Whether it has all rows up to one near the current one, so that rows enter and never leave as it moves on. */
    public boolean isRunning() {
        return start.kind() == Kind.UNBOUNDED_PRECEDING && end.kind() != Kind.UNBOUNDED_FOLLOWING;
    }

    /** Whether rows enter or leave it however far ahead they are. */
    public boolean isOpenEnded() {
        return start.kind() == Kind.UNBOUNDED_FOLLOWING || end.kind() == Kind.UNBOUNDED_FOLLOWING;
    }

    /** What an offset counts. */
    public enum Unit {
        ROWS,
        /** Distance of the one sort key; CURRENT ROW means all rows that tie with this one. */
        RANGE
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
     * @param offset not negative; only for PRECEDING and FOLLOWING. BIGINT: rows, or units of a sort key that is kept in whole
     *     numbers (microseconds, days, unscaled decimals); DOUBLE for such a sort key; INTERVAL_YEAR_MONTH: months of the
     *     calendar, for dates and timestamps
     */
    public record Bound(Kind kind, @Nullable Literal offset) {
        public static Bound of(Kind kind) {
            return new Bound(kind, null);
        }
    }
}
