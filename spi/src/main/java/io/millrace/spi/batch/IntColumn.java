package io.millrace.spi.batch;

import io.millrace.spi.type.Storage;
import org.jspecify.annotations.Nullable;

/** A column of {@link Storage#INT}. */
public final class IntColumn extends Column {
    private final int[] values;

    public IntColumn(int[] values, long @Nullable [] nulls) {
        super(nulls);
        this.values = values;
    }

    public int[] values() {
        return values;
    }

    @Override
    public Storage storage() {
        return Storage.INT;
    }

    @Override
    public int hash(int row) {
        return isNull(row) ? 0 : Long.hashCode(values[row]);
    }

    @Override
    public boolean same(int row, Column other, int otherRow) {
        boolean isNull = isNull(row);
        return isNull == other.isNull(otherRow) && (isNull || values[row] == ((IntColumn) other).values[otherRow]);
    }

    @Override
    public int compare(int row, Column other, int otherRow) {
        return Integer.compare(values[row], ((IntColumn) other).values[otherRow]);
    }
}
