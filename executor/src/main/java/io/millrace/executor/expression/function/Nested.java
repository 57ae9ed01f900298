package io.millrace.executor.expression.function;

import io.millrace.plan.expression.Literal;
import io.millrace.plan.expression.Literals;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.NestedColumn;
import io.millrace.spi.type.DataType;

/**
 * An ARRAY, MAP or ROW: a view of a column's value, or of one of its own that one call site builds again for each row.
 *
 * <p><b>Ownership:</b> as of a {@link Slice}. <b>Threading:</b> one thread; constants are never changed and may be shared.
 */
public final class Nested {
    private final ColumnBuilder.OfNested builder;
    private NestedColumn column;
    private int row;

    public Nested(DataType type) {
        builder = (ColumnBuilder.OfNested) ColumnBuilder.of(type, 1);
        column = (NestedColumn) builder.peek();
    }

    public static Nested of(Literal literal) {
        Nested nested = new Nested(literal.type());
        nested.set((NestedColumn) Literals.column(literal), 0);
        return nested;
    }

    public NestedColumn column() {
        return column;
    }

    public int row() {
        return row;
    }

    public int start() {
        return column.start(row);
    }

    public int end() {
        return column.end(row);
    }

    public int length() {
        return column.length(row);
    }

    /** Points at a value of a column. */
    public void set(NestedColumn newColumn, int newRow) {
        column = newColumn;
        row = newRow;
    }

    /** Points at what the other one shows. */
    public void set(Nested other) {
        set(other.column, other.row);
    }

    /** Begins a value of its own: append to the children, then {@link #built}. */
    public ColumnBuilder.OfNested begin() {
        builder.truncate(0);
        return builder;
    }

    /** The value under construction. */
    ColumnBuilder.OfNested open() {
        return builder;
    }

    /** Points at the value that was built. */
    public void built() {
        builder.endValue();
        set((NestedColumn) builder.peek(), 0);
    }

    /** Appends to a child of a value under construction. */
    public static void add(ColumnBuilder.OfNested builder, int child, boolean value) {
        add(builder, child, value ? 1 : 0);
    }

    public static void add(ColumnBuilder.OfNested builder, int child, int value) {
        ((ColumnBuilder.OfInt) builder.child(child)).append(value);
    }

    public static void add(ColumnBuilder.OfNested builder, int child, long value) {
        ((ColumnBuilder.OfLong) builder.child(child)).append(value);
    }

    public static void add(ColumnBuilder.OfNested builder, int child, double value) {
        ((ColumnBuilder.OfDouble) builder.child(child)).append(value);
    }

    public static void add(ColumnBuilder.OfNested builder, int child, Slice value) {
        ((ColumnBuilder.OfBytes) builder.child(child)).append(value.data(), value.from(), value.length());
    }

    public static void add(ColumnBuilder.OfNested builder, int child, Wide value) {
        ((ColumnBuilder.OfWide) builder.child(child)).append(value.high(), value.low());
    }

    public static void add(ColumnBuilder.OfNested builder, int child, Nested value) {
        builder.child(child).appendFrom(value.column, value.row);
    }
}
