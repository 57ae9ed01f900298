package io.millrace.executor.source;

import io.millrace.executor.task.TaskInput;

/** An input that reads from outside the query. */
public interface ScanInput extends TaskInput {
    /** Tells it to end an epoch. <b>Threading:</b> any one thread; the task must be woken afterwards. */
    void command(BarrierCommand command);

    /** Rows that it keeps in memory because it has not read them. <b>Threading:</b> any thread. */
    default long rowsBehind() {
        return 0;
    }
}
