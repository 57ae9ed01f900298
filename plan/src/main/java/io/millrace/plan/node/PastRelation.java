package io.millrace.plan.node;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A relation as it was: what a {@link RelationScan} names when it reads one.
 *
 * @param relation the catalog name
 * @param savepoint at which it is read; null to read it at a time
 * @param timeMicros at which it is read, microseconds since 1970-01-01 UTC; 0 with a savepoint
 */
public record PastRelation(String relation, @Nullable String savepoint, long timeMicros) {
    /** In no name that anybody types. */
    private static final char MARK = '\u0001';

    public static PastRelation atSavepoint(String relation, String savepoint) {
        return new PastRelation(relation, savepoint, 0);
    }

    public static PastRelation atTime(String relation, long timeMicros) {
        return new PastRelation(relation, null, timeMicros);
    }

    /** As {@link RelationScan#relation} has it. */
    public String scanName() {
        return relation + MARK + (savepoint == null ? "T" + timeMicros : "S" + savepoint);
    }

    /** What a scan reads; empty if it reads a relation as it is. */
    public static Optional<PastRelation> of(String scanName) {
        int mark = scanName.indexOf(MARK);
        if (mark < 0) {
            return Optional.empty();
        }
        String relation = scanName.substring(0, mark);
        String point = scanName.substring(mark + 2);
        return Optional.of(
                scanName.charAt(mark + 1) == 'S'
                        ? atSavepoint(relation, point)
                        : atTime(relation, Long.parseLong(point)));
    }

    /** {@code public.v AS OF SAVEPOINT s}. */
    @Override
    public String toString() {
        return relation + " AS OF "
                + (savepoint == null
                        ? "TIMESTAMP '" + Instant.EPOCH.plus(timeMicros, ChronoUnit.MICROS) + "'"
                        : "SAVEPOINT " + savepoint);
    }
}
