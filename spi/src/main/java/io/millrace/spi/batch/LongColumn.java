package io.millrace.spi.batch;

import io.millrace.spi.type.Storage;
import org.jspecify.annotations.Nullable;

/** A column of {@link Storage#LONG}. */
public final class LongColumn extends Column {
    private final long[] values;

    public LongColumn(long[] values, long @Nullable [] nulls) {
        super(nulls);
        this.values = values;
    }

    public long[] values() {
        return values;
    }

    @Override
    public Storage storage() {
        return Storage.LONG;
    }

    @Override
    public int hash(int row) {
        return isNull(row) ? 0 : Long.hashCode(values[row]);
    }

    @Override
    public boolean same(int row, Column other, int otherRow) {
        boolean isNull = isNull(row);
        return isNull == other.isNull(otherRow) && (isNull || values[row] == ((LongColumn) other).values[otherRow]);
    }

    @Override
    public int compare(int row, Column other, int otherRow) {
        return Long.compare(values[row], ((LongColumn) other).values[otherRow]);
    }
}
