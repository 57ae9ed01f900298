package io.millrace.executor.operator.over;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** COUNT of the values of a column, or of rows. */
final class SlidingCount implements SlidingAggregate {
    private final int value;
    private @Nullable Column values;
    private int[] rows = {};
    private long count;

    /** @param value column, −1 to count rows */
    SlidingCount(int value) {
        this.value = value;
    }

    @Override
    public void begin(Sequence sequence) {
        values = value < 0 ? null : sequence.column(value);
        rows = sequence.rows();
        count = 0;
    }

    private boolean counts(int position) {
        return values == null || !values.isNull(rows[position]);
    }

    @Override
    public void enter(int position) {
        count += counts(position) ? 1 : 0;
    }

    @Override
    public void leave(int position) {
        count -= counts(position) ? 1 : 0;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(count);
    }

    @Override
    public void load(DataInput in) throws IOException {
        count = in.readLong();
    }

    @Override
    public void append(ColumnBuilder out) {
        ((ColumnBuilder.OfLong) out).append(count);
    }
}
