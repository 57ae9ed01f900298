package io.millrace.executor.operator.row;

import io.millrace.executor.state.RowTable;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.RowBatch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which of the rows of a key is taken back, one after the other: the one that is least by its columns behind the key, NULL last.
 * Good for the deletes of one batch, before they change the table.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class LeastRows {
    private final RowTable table;
    private final RowBatch rows;
    private final int firstColumn;
    private final int columns;
    private final Map<Integer, Left> leftByKey = new HashMap<>();

    /**
     * @param firstColumn the first of the columns to compare
     * @param columns how many the table has
     */
    public LeastRows(RowTable table, int firstColumn, int columns) {
        this.table = table;
        this.firstColumn = firstColumn;
        this.columns = columns;
        rows = table.rows();
    }

    /** The next row to go, {@link RowTable#NONE} if there is none. */
    public int take(int key) {
        return key == RowTable.NONE
                ? RowTable.NONE
                : leftByKey.computeIfAbsent(key, Left::new).take();
    }

    /** What is left of a key's rows, the greatest first. */
    private final class Left {
        private Integer[] order = new Integer[4];
        private int size;
        private long taken;

        Left(int key) {
            for (int row = table.firstRow(key); row != RowTable.NONE; row = table.nextRow(row)) {
                if (table.count(row) > 0) {
                    order = size == order.length ? Arrays.copyOf(order, size * 2) : order;
                    order[size++] = row;
                }
            }
            Arrays.sort(order, 0, size, (one, other) -> compare(other, one));
        }

        int take() {
            if (size == 0) {
                return RowTable.NONE;
            }
            int row = order[size - 1];
            if (++taken == table.count(row)) {
                size--;
                taken = 0;
            }
            return row;
        }
    }

    private int compare(int row, int other) {
        for (int column = firstColumn; column < columns; column++) {
            Column values = rows.column(column);
            boolean isNull = values.isNull(row);
            if (isNull != values.isNull(other)) {
                return isNull ? 1 : -1;
            }
            int order = isNull ? 0 : values.compare(row, values, other);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
