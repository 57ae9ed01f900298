package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.NestedBytes;
import io.millrace.spi.batch.NestedColumn;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;

/** ARRAY_AGG: the values as an array, which is kept as its {@link NestedBytes}; DISTINCT takes each once. */
record CollectedArray(String name, DataType element, boolean distinct) implements CollectedValues.Collection {
    /** What an array may have, far below what a Java array can. */
    private static final int BYTES_MAX = 1 << 28;

    private static final int ELEMENTS_MAX = 1 << 26;

    @Override
    public void append(Composite composite, BytesColumn values, long[] copies, int count, ColumnBuilder out) {
        ColumnBuilder.OfNested array =
                (ColumnBuilder.OfNested) ColumnBuilder.of(DataType.array(element.withNullable(true)), 1);
        ColumnBuilder elements = array.child(0);
        for (int i = 0; i < count; i++) {
            for (long copy = distinct ? 1 : copies[i]; copy > 0; copy--) {
                composite.appendValue(values, i, elements);
                requireRoom(elements.size(), 0);
            }
        }
        array.endValue();
        NestedBytes bytes = new NestedBytes().set((NestedColumn) array.build(), 0);
        requireRoom(0, bytes.size());
        ((ColumnBuilder.OfBytes) out).append(bytes.toBytes());
    }

    private void requireRoom(int size, int bytes) {
        if (size > ELEMENTS_MAX || bytes > BYTES_MAX) {
            throw new MillraceException(
                    SqlState.STRING_TOO_LONG,
                    "the array of " + name + " is longer than " + ELEMENTS_MAX + " elements or " + BYTES_MAX
                            + " bytes");
        }
    }

    @Override
    public Storage storage() {
        return Storage.BYTES;
    }
}
