package io.millrace.executor.task;

import io.millrace.executor.operator.Operator;
import org.jspecify.annotations.Nullable;

/**
 * An operator rows end in: a view, a sink, a client's result.
 *
 * <p><b>Threading:</b> the task's thread.
 */
public interface TerminalOperator extends Operator {
    /** Whether it may be called now; it must wake its task when that becomes true again. */
    default boolean hasRoom() {
        return true;
    }

    /** How to wake its task; told once, before the task starts. */
    default void onRoom(Runnable wake) {}

    /** What the epoch just closed came to, handed to the query; called once after each {@code epoch}. */
    @Nullable Object takeResult();
}
