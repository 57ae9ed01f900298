package io.millrace.executor.operator;

/**
 * A barrier.
 *
 * @param number of the epoch that it closes, in the whole database
 * @param timeMicros the time of that epoch, microseconds since 1970-01-01 UTC; the same at a replay
 * @param checkpoint whether state becomes durable here
 * @param last whether every input has ended and no epoch follows
 */
public record Epoch(long number, long timeMicros, boolean checkpoint, boolean last) {}
