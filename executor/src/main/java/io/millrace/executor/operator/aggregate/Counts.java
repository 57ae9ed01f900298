package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.ColumnBuilder;

/** Results that are read from counts. */
final class Counts {
    private Counts() {}

    /** COUNT. */
    static void append(long[] counts, int[] positions, int count, ColumnBuilder out) {
        ColumnBuilder.OfLong longs = (ColumnBuilder.OfLong) out;
        for (int i = 0; i < count; i++) {
            longs.append(counts[positions[i]]);
        }
    }

    /** BOOL_AND and BOOL_OR; NULL over no rows. */
    static void appendTruth(long[] rows, long[] trues, boolean all, int[] positions, int count, ColumnBuilder out) {
        ColumnBuilder.OfInt ints = (ColumnBuilder.OfInt) out;
        for (int i = 0; i < count; i++) {
            int position = positions[i];
            if (rows[position] == 0) {
                out.appendNull();
            } else {
                ints.append(all ? (trues[position] == rows[position] ? 1 : 0) : (trues[position] > 0 ? 1 : 0));
            }
        }
    }
}
