package io.millrace.plan.node;

import io.millrace.plan.expression.Expression;

/**
 * {@code WATERMARK FOR column AS expression}: after a row, its split has reached the greatest value so far of the
 * expression over the scan's outputs.
 *
 * @param column the event-time column among the outputs
 * @param idleTimeoutMicros after that long without a row a split no longer holds the watermark back; 0 for never
 * @param maxFutureSkewMicros a row further ahead of the epoch's time does not advance the watermark; 0 for no limit
 */
public record Watermark(int column, Expression expression, long idleTimeoutMicros, long maxFutureSkewMicros) {}
