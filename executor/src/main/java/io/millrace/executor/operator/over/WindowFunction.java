package io.millrace.executor.operator.over;

import io.millrace.spi.batch.ColumnBuilder;

/**
 * A window function at work. What it gives is a pure function of the sequence, bit for bit, so that rows can be taken back by
 * computing them once more.
 */
interface WindowFunction {
    /** Appends its value for each position. */
    void compute(Sequence sequence, ColumnBuilder out);
}
