package io.millrace.planner;

import io.millrace.planner.catalog.Catalog;

/**
 * What of a session bears on planning.
 *
 * @param schema of names without one, before {@code public}, {@code sys} and {@code information_schema}
 * @param timeZone between TIMESTAMP and TIMESTAMP WITH TIME ZONE
 * @param rejectRows whether scans skip bad rows and keep them: {@code on_error = 'skip'}
 * @param timeoutMillis how long planning may take
 */
public record PlannerSettings(String schema, String timeZone, boolean rejectRows, long timeoutMillis) {
    public static final PlannerSettings DEFAULT = new PlannerSettings(Catalog.DEFAULT_SCHEMA, "UTC", false, 30_000);
}
