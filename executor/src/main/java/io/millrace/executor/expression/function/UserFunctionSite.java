package io.millrace.executor.expression.function;

import io.millrace.executor.function.UserCall;
import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.NestedColumn;
import io.millrace.spi.batch.WideColumn;
import io.millrace.spi.type.Storage;
import org.jspecify.annotations.Nullable;

/** How generated code calls a user's function. <b>Threading:</b> one thread. */
public final class UserFunctionSite {
    private static final Column NULL = nullColumn();

    private final UserCall call;
    private final Slice slice = new Slice();
    private final Wide wide = new Wide();
    private Column result = NULL;
    private @Nullable Nested nested;

    UserFunctionSite(UserCall call) {
        this.call = call;
    }

    private static Column nullColumn() {
        ColumnBuilder builder = ColumnBuilder.of(Storage.INT, 1);
        builder.appendNull();
        return builder.build();
    }

    public void setNull(int index) {
        call.set(index, NULL);
    }

    public void set(int index, boolean value) {
        set(index, value ? 1 : 0);
    }

    public void set(int index, int value) {
        call.set(index, new IntColumn(new int[] {value}, null));
    }

    public void set(int index, long value) {
        call.set(index, new LongColumn(new long[] {value}, null));
    }

    public void set(int index, double value) {
        call.set(index, new DoubleColumn(new double[] {value}, null));
    }

    public void set(int index, Slice value) {
        call.set(index, new BytesColumn(value.toBytes(), new int[] {0, value.length()}, null));
    }

    public void set(int index, Wide value) {
        call.set(index, new WideColumn(new long[] {value.high()}, new long[] {value.low()}, null));
    }

    /** Whether there is a result that is not NULL. */
    public boolean call() {
        result = call.call();
        return !result.isNull(0);
    }

    public boolean booleanValue() {
        return intValue() != 0;
    }

    public int intValue() {
        return ((IntColumn) result).values()[0];
    }

    public long longValue() {
        return ((LongColumn) result).values()[0];
    }

    public double doubleValue() {
        return ((DoubleColumn) result).values()[0];
    }

    public Slice slice() {
        BytesColumn bytes = (BytesColumn) result;
        slice.set(bytes.data(), bytes.start(0), bytes.start(0) + bytes.length(0));
        return slice;
    }

    public Nested nested() {
        Nested known = nested;
        if (known == null) {
            known = new Nested(call.type());
            nested = known;
        }
        known.set((NestedColumn) result, 0);
        return known;
    }

    public Wide wide() {
        wide.set(((WideColumn) result).high()[0], ((WideColumn) result).low()[0]);
        return wide;
    }
}
