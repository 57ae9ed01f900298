package io.millrace.executor.operator.over;

import io.millrace.spi.batch.ColumnBuilder;

/**
 * A window function at work. What it gives is a pure function of the sequence, bit for bit, so that rows can be taken back by
 * computing them once more.
 */
interface WindowFunction {
    /** Appends its value for each position. */
    void compute(Sequence sequence, ColumnBuilder out);

    /** Says what it has come to before the sequences to come, as {@link #save} gave it; empty for the start of a partition. */
    default void resume(byte[] before) {}

    /** What it has come to before a position of a sequence. */
    default byte[] save(Sequence sequence, int position) {
        return NOTHING;
    }

    /** Of a function that has nothing to keep. */
    byte[] NOTHING = {};
}
