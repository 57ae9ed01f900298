package io.millrace.spi.batch;

import io.millrace.spi.type.Storage;
import org.jspecify.annotations.Nullable;

/** A column of {@link Storage#DOUBLE}. */
public final class DoubleColumn extends Column {
    private final double[] values;

    public DoubleColumn(double[] values, long @Nullable [] nulls) {
        super(nulls);
        this.values = values;
    }

    public double[] values() {
        return values;
    }

    @Override
    public Storage storage() {
        return Storage.DOUBLE;
    }

    @Override
    public int hash(int row) {
        return isNull(row) ? 0 : Double.hashCode(canonical(values[row]));
    }

    @Override
    public boolean same(int row, Column other, int otherRow) {
        boolean isNull = isNull(row);
        return isNull == other.isNull(otherRow) && (isNull || compare(row, other, otherRow) == 0);
    }

    @Override
    public int compare(int row, Column other, int otherRow) {
        return Double.compare(canonical(values[row]), canonical(((DoubleColumn) other).values[otherRow]));
    }

    /** One bit pattern for each SQL value: −0.0 becomes 0.0 and every NaN the same NaN. */
    public static double canonical(double value) {
        return value == 0.0 ? 0.0 : Double.isNaN(value) ? Double.NaN : value;
    }
}
