package io.millrace.executor.state.table;

import io.millrace.executor.state.StateStore;
import io.millrace.executor.state.TaskState;

/** Opens the state of tasks. */
public final class TaskStates {
    private TaskStates() {}

    /**
     * The state of one task, from what the store holds of its key groups.
     *
     * @param store of the query; shared by its tasks, closed by its owner after them
     * @param keyGroups of the query, the same for its whole life
     * @param memoryBytesMax memory that the task's tables aim to stay in; entries touched in an open epoch and those that
     *     wait for a checkpoint come on top
     */
    public static TaskState open(StateStore store, int task, int parallelism, int keyGroups, long memoryBytesMax) {
        return new TaskTables(store, Partition.of(task, parallelism, keyGroups), new CacheBudget(memoryBytesMax));
    }
}
