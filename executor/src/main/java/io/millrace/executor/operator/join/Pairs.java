package io.millrace.executor.operator.join;

import io.millrace.executor.state.RowTable;
import io.millrace.spi.batch.RowBatch;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the pairs of the rows of a batch with the rows of the other side's table that have the same key, some at a time.
 * The weight of a pair is the product of both: a pair is given once for each copy.
 *
 * <p><b>Threading:</b> one thread; the table must not change meanwhile.
 */
final class Pairs {
    private final RowBatch batch;
    private final int[] keys;
    private final RowTable table;
    private final RowBatch tableRows;
    private final boolean batchIsLeft;
    private final @Nullable PairCondition condition;
    private final boolean givesCopies;

    /** The pairs at hand: physical rows of the batch, its logical rows, rows of the table. */
    final int[] batchRows = new int[RowBatch.ROWS_TARGET];

    final int[] logicalRows = new int[RowBatch.ROWS_TARGET];
    final int[] otherRows = new int[RowBatch.ROWS_TARGET];
    /** Signs of the pairs' weights. */
    final byte[] weights = new byte[RowBatch.ROWS_TARGET];
    /** Copies of the table's row, at the first copy of a pair; 0 at its others. */
    final long[] copies = new long[RowBatch.ROWS_TARGET];

    private int next = -1;
    private int otherRow = RowTable.NONE;
    private long copiesLeft;
    private byte sign;
    private boolean isFirstCopy;

    /** @param keys of the batch's logical rows, as found in the table */
    Pairs(
            RowBatch batch,
            int[] keys,
            RowTable table,
            boolean batchIsLeft,
            @Nullable PairCondition condition,
            boolean givesCopies) {
        this.batch = batch;
        this.keys = keys;
        this.table = table;
        this.batchIsLeft = batchIsLeft;
        this.condition = condition;
        this.givesCopies = givesCopies;
        tableRows = table.rows();
        if (condition != null) {
            condition.begin();
        }
    }

    RowBatch batch() {
        return batch;
    }

    /** The table's rows; positions are {@link #otherRows}. */
    RowBatch tableRows() {
        return tableRows;
    }

    boolean batchIsLeft() {
        return batchIsLeft;
    }

    /**
     * Finds the next pairs.
     *
     * @return their number, 0 at the end
     */
    int next(int max) {
        int count = 0;
        while (count < max && (copiesLeft > 0 || nextPair())) {
            logicalRows[count] = next;
            batchRows[count] = batch.row(next);
            otherRows[count] = otherRow;
            weights[count] = sign;
            copies[count] = isFirstCopy ? table.count(otherRow) : 0;
            isFirstCopy = false;
            copiesLeft--;
            count++;
        }
        return count;
    }

    /** Moves to the next pair with copies for which the condition holds. */
    private boolean nextPair() {
        while (true) {
            otherRow = otherRow == RowTable.NONE ? nextFirstRow() : table.nextRow(otherRow);
            if (otherRow == RowTable.NONE) {
                if (next >= batch.rows()) {
                    return false;
                }
                continue;
            }
            long tableCopies = table.count(otherRow);
            if (tableCopies != 0 && holds()) {
                int weight = batch.weight(batch.row(next));
                sign = (byte) (tableCopies > 0 == weight > 0 ? 1 : -1);
                copiesLeft = givesCopies ? Math.abs(tableCopies) : 1;
                isFirstCopy = true;
                return true;
            }
        }
    }

    private int nextFirstRow() {
        while (++next < batch.rows()) {
            if (keys[next] != RowTable.NONE) {
                return table.firstRow(keys[next]);
            }
        }
        return RowTable.NONE;
    }

    private boolean holds() {
        if (condition == null) {
            return true;
        }
        int row = batch.row(next);
        return batchIsLeft
                ? condition.test(batch, row, tableRows, otherRow)
                : condition.test(tableRows, otherRow, batch, row);
    }
}
