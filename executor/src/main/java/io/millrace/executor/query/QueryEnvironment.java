package io.millrace.executor.query;

import io.millrace.executor.clock.Clock;
import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.TaskState;
import io.millrace.executor.task.Scheduler;
import java.util.concurrent.Executor;

/**
 * What a query runs in.
 *
 * @param scheduler runs its tasks, and what in them blocks
 * @param batchRowsMax rows that an operator is given at once
 * @param generation of the query's start, for fencing sinks
 * @param timeline of the database
 */
public record QueryEnvironment(
        OperatorFactory operators,
        QueryInputs inputs,
        TaskStates taskStates,
        Clock clock,
        Scheduler scheduler,
        Executor conductor,
        RunningQuery.Owner owner,
        int batchRowsMax,
        long generation,
        long timeline) {

    /** Opens the state of a task. */
    public interface TaskStates {
        TaskState open(StateStore store, int task, int parallelism, int keyGroups);
    }
}
