package io.millrace.executor.query;

import io.millrace.executor.state.TaskState;
import java.util.List;

/**
 * What the tasks of a query give to a checkpoint.
 *
 * @param frozen changed state, by task
 * @param alignNanos the longest time that one of them waited between its first barrier and its last
 * @param freezeNanos the longest time that one of them took to set its state aside
 */
public record CheckpointShare(List<TaskState.Frozen> frozen, long alignNanos, long freezeNanos) {
    /** Of an epoch that is no checkpoint. */
    public static final CheckpointShare NONE = new CheckpointShare(List.of(), 0, 0);

    public CheckpointShare {
        frozen = List.copyOf(frozen);
    }
}
