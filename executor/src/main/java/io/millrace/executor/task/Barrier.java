package io.millrace.executor.task;

import io.millrace.executor.operator.Epoch;

/**
 * The marker between two epochs, travelling with the rows.
 *
 * @param epoch what it closes
 * @param progress event time of what came before it
 */
public record Barrier(Epoch epoch, Progress progress) {}
