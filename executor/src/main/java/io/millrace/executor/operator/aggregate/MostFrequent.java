package io.millrace.executor.operator.aggregate;

import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.type.Storage;

/** MODE: the value with the most copies, the first of several. */
record MostFrequent(Storage storage) implements CollectedValues.Collection {
    @Override
    public void append(Composite composite, BytesColumn values, long[] copies, int count, ColumnBuilder out) {
        int most = 0;
        for (int i = 1; i < count; i++) {
            most = copies[i] > copies[most] ? i : most;
        }
        composite.appendValue(values, most, out);
    }
}
