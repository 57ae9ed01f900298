package io.millrace.bench.hand;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;

/** The columns of a batch of bids that the loops use; arrays are read only and may be longer than the batch. */
record Bids(int rows, long[] auction, long[] bidder, long[] price, long[] timeMicros, BytesColumn extra) {
    Bids(RowBatch batch) {
        this(batch.rows(), longs(batch, 0), longs(batch, 1), longs(batch, 2), longs(batch, 5), (BytesColumn)
                batch.column(6));
    }

    private static long[] longs(RowBatch batch, int column) {
        return ((LongColumn) batch.column(column)).values();
    }
}
