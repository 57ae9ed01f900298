package io.millrace.planner.translate;

import io.millrace.plan.node.TimeLimits;
import io.millrace.planner.catalog.QualifiedName;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;

/**
 * What a translation is for.
 *
 * @param finite whether the query ends: relations are read once, connectors up to where they are now
 * @param what what the query is, for refusals: {@code "SELECT STREAM"}
 * @param rejectRows whether scans skip bad rows
 * @param constants whether the query is a VALUES whose text constants stand for values of any type
 * @param limits of the query
 * @param usedColumns of each connector's table, the columns that are used anywhere in the query
 * @param lateLeftOut relations whose late changes the query leaves out, as an earlier translation of it has found: a row's delete
 *     may be among them, so that the relation's keys are not unique for the query
 * @param roundsMax how many rounds a recursive query may take
 */
public record TranslationSettings(
        boolean finite,
        String what,
        boolean rejectRows,
        boolean constants,
        Map<QualifiedName, BitSet> usedColumns,
        TimeLimits limits,
        Set<String> lateLeftOut,
        int roundsMax) {
    public TranslationSettings {
        lateLeftOut = Set.copyOf(lateLeftOut);
    }

    /** Whether a client gets the rows as they come, so that ORDER BY would promise something. */
    boolean givesRowsInOrder() {
        return what.equals("SELECT STREAM");
    }
}
