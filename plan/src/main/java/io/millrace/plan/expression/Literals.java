package io.millrace.plan.expression;

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
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import org.jspecify.annotations.Nullable;

/** Literals from Java values and columns, and into columns. */
public final class Literals {
    private Literals() {}

    /**
     * A literal from a Java value, as {@link JavaValues#append} takes them.
     *
     * @throws MillraceException 22003 if a number does not fit, 42804 if the class does not suit the type
     */
    public static Literal of(DataType type, @Nullable Object value) {
        ColumnBuilder builder = ColumnBuilder.of(type, 1);
        JavaValues.append(builder, type, value);
        return read(builder.build(), 0, type);
    }

    /** The value of a physical row of a column. */
    public static Literal read(Column column, int row, DataType type) {
        if (column.isNull(row)) {
            return Literal.ofNull(type);
        }
        return switch (type.storage()) {
            case INT -> Literal.of(type, ((IntColumn) column).values()[row]);
            case LONG -> Literal.of(type, ((LongColumn) column).values()[row]);
            case DOUBLE -> Literal.of(type, ((DoubleColumn) column).values()[row]);
            case BYTES -> Literal.ofBytes(type, ((BytesColumn) column).bytes(row));
            case WIDE -> Literal.of(type, ((WideColumn) column).unscaled(row));
            case NESTED ->
                Literal.ofBytes(
                        type, new NestedBytes().set((NestedColumn) column, row).toBytes());
        };
    }

    /** The value of a constant that is not NULL as a column of one row. */
    public static Column column(Literal literal) {
        ColumnBuilder builder = ColumnBuilder.of(literal.type(), 1);
        append(literal, builder);
        return builder.build();
    }

    /** Appends the value to a column of the literal's type. */
    public static void append(Literal literal, ColumnBuilder builder) {
        if (literal.holdsNull()) {
            builder.appendNull();
            return;
        }
        switch (literal.type().storage()) {
            case INT -> ((ColumnBuilder.OfInt) builder).append((int) literal.longValue());
            case LONG -> ((ColumnBuilder.OfLong) builder).append(literal.longValue());
            case DOUBLE -> ((ColumnBuilder.OfDouble) builder).append(literal.doubleValue());
            case BYTES -> ((ColumnBuilder.OfBytes) builder).append(literal.bytesValue());
            case WIDE -> JavaValues.appendWide((ColumnBuilder.OfWide) builder, literal.bigValue());
            case NESTED -> NestedBytes.decode(literal.bytesValue(), 0, (ColumnBuilder.OfNested) builder);
        }
    }
}
