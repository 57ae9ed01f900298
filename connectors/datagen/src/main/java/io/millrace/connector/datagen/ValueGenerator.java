package io.millrace.connector.datagen;

import io.millrace.spi.batch.ColumnBuilder;

/** Makes the values of one column. <b>Threading:</b> any thread; state is in the arguments alone. */
interface ValueGenerator {
    /** Appends the value of a row, counted from 0. */
    void append(long row, ColumnBuilder column);

    /** The same, with NULL in a share of the rows. */
    default ValueGenerator withNulls(double rate, long key) {
        double bound = rate * (1L << 53);
        return (row, column) -> {
            if ((Hash.of(key, row) >>> 11) < bound) {
                column.appendNull();
            } else {
                append(row, column);
            }
        };
    }
}
