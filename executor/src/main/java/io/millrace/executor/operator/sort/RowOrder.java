package io.millrace.executor.operator.sort;

import io.millrace.plan.node.SortKey;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.RowBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Orders rows by sort keys and then by all other columns, so that rows that tie are equal and the order of arrival does not
 * matter.
 */
public final class RowOrder {
    private final SortKey[] keys;

    public RowOrder(List<SortKey> sortKeys, int columns) {
        List<SortKey> complete = new ArrayList<>(sortKeys);
        for (int column = 0; column < columns; column++) {
            int tie = column;
            if (sortKeys.stream().noneMatch(key -> key.column() == tie)) {
                complete.add(new SortKey(column, false, false));
            }
        }
        keys = complete.toArray(SortKey[]::new);
    }

    /** Compares physical rows. */
    public int compare(RowBatch left, int leftRow, RowBatch right, int rightRow) {
        for (SortKey key : keys) {
            int order = compare(key, left.column(key.column()), leftRow, right.column(key.column()), rightRow);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(SortKey key, Column left, int leftRow, Column right, int rightRow) {
        boolean leftNull = left.isNull(leftRow);
        boolean rightNull = right.isNull(rightRow);
        if (leftNull || rightNull) {
            return leftNull == rightNull ? 0 : leftNull == key.nullsFirst() ? -1 : 1;
        }
        int order = left.compare(leftRow, right, rightRow);
        return key.descending() ? -order : order;
    }
}
