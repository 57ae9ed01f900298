package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.ColumnBuilder;

/** Turns accumulators into an aggregate's values. A pure function of the accumulators, so that a row can be taken back. */
interface Result {
    void append(Accumulators state, int[] positions, int count, ColumnBuilder out);
}
