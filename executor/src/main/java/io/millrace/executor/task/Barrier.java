package io.millrace.executor.task;

import io.millrace.executor.operator.Epoch;

/**
 * The marker between two epochs, travelling with the rows.
 *
 * @param epoch what it closes
 * @param nextTimeMicros the time of the epoch it opens, microseconds since 1970-01-01 UTC
 * @param progress event time of what came before it
 */
public record Barrier(Epoch epoch, long nextTimeMicros, Progress progress) {}
