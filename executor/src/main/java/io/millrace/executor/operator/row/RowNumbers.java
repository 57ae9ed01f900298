package io.millrace.executor.operator.row;

import io.millrace.spi.batch.RowBatch;

/** The physical rows of batches as arrays, so that a loop needs no second form for batches without a selection. */
public final class RowNumbers {
    private static final int[] TARGET = counted(RowBatch.ROWS_TARGET);

    private RowNumbers() {}

    /** 0, 1, 2, … of that length or longer; read only. */
    public static int[] upTo(int rows) {
        return rows <= TARGET.length ? TARGET : counted(rows);
    }

    /** Physical positions of the logical rows; read only. */
    public static int[] of(RowBatch batch) {
        int[] selection = batch.selection();
        return selection == null ? upTo(batch.rows()) : selection;
    }

    private static int[] counted(int rows) {
        int[] numbers = new int[rows];
        for (int i = 0; i < rows; i++) {
            numbers[i] = i;
        }
        return numbers;
    }
}
