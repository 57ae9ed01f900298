package io.millrace.server.value;

import io.millrace.plan.expression.Literal;
import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.DoubleColumn;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.NestedBytes;
import io.millrace.spi.batch.NestedColumn;
import io.millrace.spi.batch.WideColumn;
import io.millrace.spi.type.DataType;
import org.jspecify.annotations.Nullable;

/** Parameters as constants of a plan. */
public final class Literals {
    private Literals() {}

    /** The value of the {@code number}th parameter (from 1), converted to the type the plan expects. */
    public static Literal of(int number, DataType type, @Nullable Object value) {
        if (value == null) {
            return Literal.ofNull(type);
        }
        ColumnBuilder builder = ColumnBuilder.of(type, 1);
        Assignment.toParameter(number, type).append(builder, value);
        return of(type, builder.build());
    }

    /** Appends a constant that is not NULL to a column of its type. */
    public static void append(ColumnBuilder builder, Literal literal) {
        if (builder instanceof ColumnBuilder.OfInt ints) {
            ints.append((int) literal.longValue());
        } else if (builder instanceof ColumnBuilder.OfLong longs) {
            longs.append(literal.longValue());
        } else if (builder instanceof ColumnBuilder.OfDouble doubles) {
            doubles.append(literal.doubleValue());
        } else if (builder instanceof ColumnBuilder.OfWide wides) {
            JavaValues.appendWide(wides, literal.bigValue());
        } else if (builder instanceof ColumnBuilder.OfNested nested) {
            NestedBytes.decode(literal.bytesValue(), 0, nested);
        } else {
            ((ColumnBuilder.OfBytes) builder).append(literal.bytesValue());
        }
    }

    /** The only value of a column, which is not NULL. */
    public static Literal of(DataType type, Column column) {
        if (column instanceof IntColumn ints) {
            return Literal.of(type, ints.values()[0]);
        } else if (column instanceof LongColumn longs) {
            return Literal.of(type, longs.values()[0]);
        } else if (column instanceof DoubleColumn doubles) {
            return Literal.of(type, doubles.values()[0]);
        } else if (column instanceof WideColumn wides) {
            return Literal.of(type, wides.unscaled(0));
        } else if (column instanceof NestedColumn nested) {
            return Literal.ofBytes(type, new NestedBytes().set(nested, 0).toBytes());
        }
        return Literal.ofBytes(type, ((BytesColumn) column).bytes(0));
    }
}
