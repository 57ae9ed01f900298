package io.millrace.executor.operator.join;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Output rows of pairs, left columns then right ones, kept until a batch is full. <b>Threading:</b> one thread. */
final class JoinedRows {
    private final BatchBuilder builder;
    private final int leftColumns;

    JoinedRows(List<DataType> pairTypes, int leftColumns) {
        builder = new BatchBuilder(pairTypes, RowBatch.ROWS_TARGET);
        this.leftColumns = leftColumns;
    }

    /** Rows that fit before a batch is full. */
    int room() {
        return RowBatch.ROWS_TARGET - builder.rows();
    }

    boolean isFull() {
        return builder.isFull();
    }

    /** A full batch of pairs, or null: what is left waits for more, at most until the barrier. */
    @Nullable RowBatch nextFull(Pairs pairs) {
        while (!builder.isFull()) {
            int count = pairs.next(RowBatch.ROWS_TARGET - builder.rows());
            if (count == 0) {
                return null;
            }
            append(pairs, count);
        }
        return builder.build();
    }

    /** Appends the pairs at hand. */
    void append(Pairs pairs, int count) {
        RowBatch left = pairs.batchIsLeft() ? pairs.batch() : pairs.tableRows();
        RowBatch right = pairs.batchIsLeft() ? pairs.tableRows() : pairs.batch();
        int[] leftRows = pairs.batchIsLeft() ? pairs.batchRows : pairs.otherRows;
        int[] rightRows = pairs.batchIsLeft() ? pairs.otherRows : pairs.batchRows;
        for (int i = 0; i < builder.columnCount(); i++) {
            if (i < leftColumns) {
                builder.column(i).appendAll(left.column(i), leftRows, count);
            } else {
                builder.column(i).appendAll(right.column(i - leftColumns), rightRows, count);
            }
        }
        for (int i = 0; i < count; i++) {
            builder.endRow(pairs.weights[i]);
        }
    }

    boolean isEmpty() {
        return builder.isEmpty();
    }

    /** The rows so far; this is empty afterwards. */
    RowBatch take() {
        return builder.build();
    }
}
