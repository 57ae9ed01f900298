package io.millrace.spi.batch;

import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Appends rows to a batch: a value to each column, then {@link #endRow}. {@link #build} hands the batch over and starts
 * afresh.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class BatchBuilder {
    private final ColumnBuilder[] columns;
    private int rows;
    private byte @Nullable [] weights;

    public BatchBuilder(RowType rowType) {
        this(rowType, RowBatch.ROWS_TARGET);
    }

    /** @param capacity rows it has room for before its arrays grow */
    public BatchBuilder(RowType rowType, int capacity) {
        this(rowType.fields().stream().map(Field::type).toList(), capacity);
    }

    public BatchBuilder(List<DataType> types, int capacity) {
        columns = new ColumnBuilder[types.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = ColumnBuilder.of(types.get(i), capacity);
        }
    }

    public int columnCount() {
        return columns.length;
    }

    public ColumnBuilder column(int index) {
        return columns[index];
    }

    public ColumnBuilder.OfInt ints(int index) {
        return (ColumnBuilder.OfInt) columns[index];
    }

    public ColumnBuilder.OfLong longs(int index) {
        return (ColumnBuilder.OfLong) columns[index];
    }

    public ColumnBuilder.OfDouble doubles(int index) {
        return (ColumnBuilder.OfDouble) columns[index];
    }

    public ColumnBuilder.OfBytes bytes(int index) {
        return (ColumnBuilder.OfBytes) columns[index];
    }

    public ColumnBuilder.OfWide wides(int index) {
        return (ColumnBuilder.OfWide) columns[index];
    }

    public ColumnBuilder.OfNested nested(int index) {
        return (ColumnBuilder.OfNested) columns[index];
    }

    /** Complete rows so far. */
    public int rows() {
        return rows;
    }

    public boolean isEmpty() {
        return rows == 0;
    }

    /** Whether the aimed-at number of rows is reached; appending on is allowed. */
    public boolean isFull() {
        return rows >= RowBatch.ROWS_TARGET;
    }

    /** Ends a row that is inserted. */
    public void endRow() {
        if (weights != null) {
            endRow(1);
        } else {
            rows++;
        }
    }

    /** Ends a row with its weight, +1 or −1. */
    public void endRow(int weight) {
        if (weights == null) {
            if (weight == 1) {
                rows++;
                return;
            }
            weights = new byte[Math.max(RowBatch.ROWS_TARGET, rows + 1)];
            Arrays.fill(weights, 0, rows, (byte) 1);
        } else if (rows == weights.length) {
            weights = Arrays.copyOf(weights, rows * 2);
        }
        weights[rows++] = (byte) weight;
    }

    /** Appends a whole row of a batch with the same column storages (physical row), keeping its weight. */
    public void appendRow(RowBatch batch, int row) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].appendFrom(batch.column(i), row);
        }
        endRow(batch.weight(row));
    }

    /** Ends that many rows of one weight at once, their values having been appended column by column. */
    public void endRows(int count, int weight) {
        if (weights == null && weight == 1) {
            rows += count;
            return;
        }
        for (int i = 0; i < count; i++) {
            endRow(weight);
        }
    }

    /** Appends whole rows of a batch with the same column storages (physical rows), keeping their weights. */
    public void appendAll(RowBatch batch, int[] batchRows, int count) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].appendAll(batch.column(i), batchRows, count);
        }
        byte[] batchWeights = batch.weights();
        if (batchWeights == null) {
            endRows(count, 1);
            return;
        }
        for (int i = 0; i < count; i++) {
            endRow(batchWeights[batchRows[i]]);
        }
    }

    /** Forgets the values of a row begun but not ended. */
    public void abandonRow() {
        for (ColumnBuilder column : columns) {
            column.truncate(rows);
        }
    }

    /** The rows so far; the builder is empty afterwards and shares nothing with the batch. */
    public RowBatch build() {
        Column[] built = new Column[columns.length];
        for (int i = 0; i < built.length; i++) {
            built[i] = columns[i].build();
        }
        RowBatch batch = new RowBatch(built, rows, null, weights);
        rows = 0;
        weights = null;
        return batch;
    }
}
