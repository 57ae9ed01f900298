package io.millrace.executor.query;

import io.millrace.plan.node.PhysicalPlan;

/**
 * A plan and how to run it.
 *
 * @param name unique in the database
 * @param kind as in {@code sys.queries}
 * @param statement its SQL
 * @param continuous whether it goes on with the changes of its inputs
 * @param skipsBadRows whether rows that fail are skipped and kept
 */
public record QuerySpec(
        String name,
        String kind,
        String statement,
        PhysicalPlan plan,
        int parallelism,
        int keyGroups,
        boolean continuous,
        boolean skipsBadRows) {
    /** The same with another number of tasks. */
    public QuerySpec withParallelism(int tasks) {
        return new QuerySpec(name, kind, statement, plan, tasks, keyGroups, continuous, skipsBadRows);
    }
}
