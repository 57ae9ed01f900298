package io.millrace.spi.batch;

import io.millrace.spi.type.Storage;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column of a batch, in plain arrays that may be longer than the batch. Positions are physical rows
 * ({@link RowBatch#row}).
 *
 * <p><b>Ownership:</b> never changed once its batch was handed on; arrays given out by accessors are read only.
 * <b>Threading:</b> any thread may read.
 */
public abstract sealed class Column permits IntColumn, LongColumn, DoubleColumn, BytesColumn, WideColumn, NestedColumn {
    /** One bit a row, set where the value is NULL; absent if no value is. */
    private final long @Nullable [] nulls;

    Column(long @Nullable [] nulls) {
        this.nulls = nulls;
    }

    public abstract Storage storage();

    /** The bit set of NULL rows (bit {@code row & 63} of word {@code row >>> 6}), or null if there is no NULL. */
    public final long @Nullable [] nulls() {
        return nulls;
    }

    public final boolean isNull(int row) {
        return nulls != null && (nulls[row >>> 6] & (1L << row)) != 0;
    }

    /** A hash of the value that is the same in every run and for every storage of the same number; 0 for NULL. */
    public abstract int hash(int row);

    /** Whether two values are the same; NULL is the same as NULL here (as in GROUP BY), NaN as NaN, 0.0 as −0.0. */
    public abstract boolean same(int row, Column other, int otherRow);

    /** Orders two non-NULL values by SQL's order: numbers by value (NaN last), bytes unsigned, nested ones element by element. */
    public abstract int compare(int row, Column other, int otherRow);
}
