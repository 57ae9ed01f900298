package io.millrace.executor.task;

import io.millrace.executor.state.TaskState;

/**
 * A task's share of a checkpoint.
 *
 * @param frozen changed state set aside
 * @param alignNanos from the first barrier that arrived to the last
 * @param freezeNanos for which no row moved while state was set aside
 */
public record TaskCheckpoint(TaskState.Frozen frozen, long alignNanos, long freezeNanos) {}
