package io.millrace.executor.operator.match;

import io.millrace.executor.operator.sort.SortedRows;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import java.util.List;

/**
 * Rows of a partition in their order, each by its position: the first row of the partition is 0. Those that nothing can ask for
 * any more have gone. In the columns, row 0 is a row of NULLs: the row that is not there.
 *
 * <p><b>Threading:</b> one thread.
 */
final class PartitionRows {
    /** In place of a position: no row. */
    static final long NONE = -1;

    private final List<DataType> types;
    private final int timeColumn;
    private final ArgumentColumns arguments;
    private BatchBuilder builder;
    private Column[] columns;
    private long base;

    /** @param timeColumn a column of LONG storage by which WITHIN counts; −1 if nothing asks */
    PartitionRows(List<DataType> types, int timeColumn, ArgumentColumns arguments, long base) {
        this.types = types;
        this.timeColumn = timeColumn;
        this.arguments = arguments;
        this.base = base;
        builder = emptyBuilder();
        columns = peek();
    }

    private BatchBuilder emptyBuilder() {
        BatchBuilder empty = new BatchBuilder(types, 8);
        for (int i = 0; i < types.size(); i++) {
            empty.column(i).appendNull();
        }
        empty.endRow();
        return empty;
    }

    private Column[] peek() {
        Column[] peeked = new Column[types.size()];
        for (int i = 0; i < peeked.length; i++) {
            peeked[i] = builder.column(i).peek();
        }
        return peeked;
    }

    /** Position of the first row there is. */
    long base() {
        return base;
    }

    /** Position behind the last row. */
    long end() {
        return base + builder.rows() - 1;
    }

    int size() {
        return builder.rows() - 1;
    }

    /** The physical row of a position in {@link #columns}; 0, which is NULL, if there is no such row. */
    int row(long position) {
        return position < base || position >= end() ? 0 : (int) (position - base) + 1;
    }

    /** Valid until rows are added or dropped. */
    Column[] columns() {
        return columns;
    }

    Column column(int index) {
        return columns[index];
    }

    long time(long position) {
        return ((LongColumn) columns[timeColumn]).values()[row(position)];
    }

    /** Values of an aggregate's argument, by {@link #argumentRow}. */
    Column argument(int argument) {
        return arguments.column(argument, columns);
    }

    /** @throws MillraceException if the argument cannot be computed for the row */
    int argumentRow(int argument, long position) {
        return arguments.row(argument, row(position));
    }

    /** Takes rows in behind those there are. */
    void append(SortedRows sorted) {
        int before = builder.rows();
        for (int i = 0; i < sorted.size(); i++) {
            sorted.append(i, builder);
        }
        columns = peek();
        arguments.compute(columns, before, builder.rows());
    }

    /** Takes the rows of a batch from the one with a number on in behind those there are. */
    void append(RowBatch batch, int first) {
        int before = builder.rows();
        for (int i = first; i < batch.rows(); i++) {
            builder.appendRow(batch, batch.row(i));
        }
        columns = peek();
        arguments.compute(columns, before, builder.rows());
    }

    /** Lets rows before a position go. */
    void dropBefore(long position) {
        int dropped = (int) Math.min(position - base, size());
        if (dropped <= 0) {
            return;
        }
        RowBatch old = RowBatch.of(builder.rows(), columns);
        BatchBuilder kept = emptyBuilder();
        for (int row = dropped + 1; row < old.rows(); row++) {
            kept.appendRow(old, row);
        }
        builder = kept;
        base += dropped;
        columns = peek();
        arguments.drop(dropped, columns, builder.rows());
    }

    /** Rows from one position up to another, for reading at once. */
    RowBatch batch(long from, long to) {
        int[] selection = new int[(int) (to - from)];
        for (int i = 0; i < selection.length; i++) {
            selection[i] = row(from + i);
        }
        return new RowBatch(columns, selection.length, selection, null);
    }

    /** A row by itself, to be kept. */
    RowBatch copy(long position) {
        BatchBuilder one = new BatchBuilder(types, 1);
        one.appendRow(RowBatch.of(builder.rows(), columns), row(position));
        return one.build();
    }
}
