package io.millrace.executor.expression;

/**
 * How the output of a filter and projection is put together.
 *
 * @param sources for each projection, the input column it passes through, or {@code -1 - n} for the n-th computed column
 * @param columns the input columns that are read
 * @param filters whether there is a condition
 * @param compacts whether the output holds the passing rows only, one behind the other. Otherwise computed columns are
 *     written at the physical positions of the input, so that columns passed through share the selection
 * @param usesTime whether the time of the epoch is needed
 */
@SuppressWarnings("ArrayRecordComponent")
record CalcLayout(int[] sources, int[] columns, boolean filters, boolean compacts, boolean usesTime) {}
