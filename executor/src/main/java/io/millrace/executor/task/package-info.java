/**
 * Tasks and what moves rows between them: {@link io.millrace.executor.task.Task} runs one parallel instance of a stage,
 * {@link io.millrace.executor.task.Channel}s connect tasks, a {@link io.millrace.executor.task.Scheduler} gives them turns.
 * Knows operators and barriers; knows nothing of queries, logs or checkpoints.
 */
@NullMarked
package io.millrace.executor.task;

import org.jspecify.annotations.NullMarked;
