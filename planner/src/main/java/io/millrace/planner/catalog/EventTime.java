package io.millrace.planner.catalog;

import io.millrace.plan.expression.Expression;

/**
 * {@code WATERMARK FOR column AS expression} of a table.
 *
 * @param column index among the table's columns
 * @param watermark over the table's columns, computed ones included
 * @param idleTimeoutMicros after that long without a row a split no longer holds the watermark back; 0 for never
 * @param maxFutureSkewMicros a row further ahead of the epoch's time does not advance the watermark; 0 for no limit
 */
public record EventTime(int column, Expression watermark, long idleTimeoutMicros, long maxFutureSkewMicros) {}
