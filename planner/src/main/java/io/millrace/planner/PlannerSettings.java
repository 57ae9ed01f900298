package io.millrace.planner;

import io.millrace.plan.node.TimeLimits;
import io.millrace.planner.catalog.Catalog;

/**
 * What of a session bears on planning.
 *
 * @param schema of names without one, before {@code public}, {@code sys} and {@code information_schema}
 * @param timeZone between TIMESTAMP and TIMESTAMP WITH TIME ZONE
 * @param rejectRows whether scans skip bad rows and keep them: {@code on_error = 'skip'}
 * @param timeoutMillis how long planning may take
 * @param limits of the query that is planned
 * @param roundsMax how many rounds a recursive query may take
 */
public record PlannerSettings(
        String schema, String timeZone, boolean rejectRows, long timeoutMillis, TimeLimits limits, int roundsMax) {
    private static final int ROUNDS_MAX_DEFAULT = 100_000;

    public static final PlannerSettings DEFAULT = new PlannerSettings(Catalog.DEFAULT_SCHEMA, "UTC", false, 30_000);

    public PlannerSettings(String schema, String timeZone, boolean rejectRows, long timeoutMillis) {
        this(schema, timeZone, rejectRows, timeoutMillis, TimeLimits.NONE, ROUNDS_MAX_DEFAULT);
    }

    public PlannerSettings withLimits(TimeLimits newLimits) {
        return new PlannerSettings(schema, timeZone, rejectRows, timeoutMillis, newLimits, roundsMax);
    }

    public PlannerSettings withRoundsMax(int newRoundsMax) {
        return new PlannerSettings(schema, timeZone, rejectRows, timeoutMillis, limits, newRoundsMax);
    }
}
