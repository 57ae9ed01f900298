package io.millrace.spi.batch;

import org.jspecify.annotations.Nullable;

/**
 * A few thousand rows as columns, with an optional selection of them and an optional weight each.
 *
 * <p>Logical rows are numbered {@code 0 … rows() - 1}; {@link #row} gives the physical position in the columns. A batch of
 * an append-only stream has no weights; otherwise each row weighs +1 (insert) or −1 (delete), by physical position.
 *
 * <p><b>Ownership:</b> immutable once handed on: whoever holds it may keep it and share its arrays, nobody may write to
 * them. <b>Threading:</b> any thread may read.
 */
public final class RowBatch {
    /** The number of rows readers and operators aim at; a batch may hold fewer or more. */
    public static final int ROWS_TARGET = 2048;

    private final Column[] columns;
    private final int rows;
    private final int @Nullable [] selection;
    private final byte @Nullable [] weights;

    /**
     * @param rows number of logical rows
     * @param selection physical positions of the logical rows, ascending, or null if they are {@code 0 … rows - 1}
     * @param weights +1 or −1 by physical position, or null if all are +1
     */
    public RowBatch(Column[] columns, int rows, int @Nullable [] selection, byte @Nullable [] weights) {
        this.columns = columns;
        this.rows = rows;
        this.selection = selection;
        this.weights = weights;
    }

    public static RowBatch of(int rows, Column... columns) {
        return new RowBatch(columns, rows, null, null);
    }

    /** Number of logical rows. */
    public int rows() {
        return rows;
    }

    /** Physical position of a logical row. */
    public int row(int logicalRow) {
        return selection == null ? logicalRow : selection[logicalRow];
    }

    public int @Nullable [] selection() {
        return selection;
    }

    /** Weights by physical position, or null if every row is an insert. */
    public byte @Nullable [] weights() {
        return weights;
    }

    /** +1 or −1, of a physical row. */
    public int weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    public int columnCount() {
        return columns.length;
    }

    public Column column(int index) {
        return columns[index];
    }

    /** The column array itself; read only. */
    public Column[] columns() {
        return columns;
    }

    /** The same rows with other columns. */
    public RowBatch withColumns(Column[] newColumns) {
        return new RowBatch(newColumns, rows, selection, weights);
    }

    /** The same columns with other rows selected. */
    public RowBatch select(int[] newSelection, int newRows) {
        return new RowBatch(columns, newRows, newSelection, weights);
    }

    /** The logical rows from one on, up to another. */
    public RowBatch slice(int from, int to) {
        int[] sliced = new int[to - from];
        for (int i = 0; i < sliced.length; i++) {
            sliced[i] = row(from + i);
        }
        return select(sliced, sliced.length);
    }

    /** The same rows, every one weighing what is given (physical positions). */
    public RowBatch withWeights(byte @Nullable [] newWeights) {
        return new RowBatch(columns, rows, selection, newWeights);
    }

    /** The columns at these positions, same rows. */
    public RowBatch project(int[] columnIndexes) {
        Column[] projected = new Column[columnIndexes.length];
        for (int i = 0; i < columnIndexes.length; i++) {
            projected[i] = columns[columnIndexes[i]];
        }
        return withColumns(projected);
    }
}
