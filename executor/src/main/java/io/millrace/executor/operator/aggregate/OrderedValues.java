package io.millrace.executor.operator.aggregate;

import io.millrace.executor.state.GroupTable;
import io.millrace.executor.state.OrderedCounts;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps {@link Extreme}s right over input that deletes: all values with their counts stand in an ordered table, which is
 * asked at the barrier only for groups that lost the value they held.
 *
 * <p><b>Threading:</b> one thread.
 */
final class OrderedValues {
    private final OrderedCounts counts;
    private final List<DataType> keyTypes;
    private final int[] keyColumns;
    private final DataType type;
    private final int rowCount;
    private final List<Extreme> extremes = new ArrayList<>();

    /** Slots that lost a value they held, each once; {@link #isStale} by slot. */
    private int[] stale = new int[64];

    private int staleCount;
    private boolean[] isStale = new boolean[64];

    /** @param rowCount column with the number of values a group has */
    OrderedValues(OrderedCounts counts, List<DataType> keyTypes, DataType type, int rowCount) {
        this.counts = counts;
        this.keyTypes = keyTypes;
        this.type = type;
        this.rowCount = rowCount;
        keyColumns = new int[keyTypes.size()];
        Arrays.setAll(keyColumns, i -> i);
    }

    void keep(Extreme extreme) {
        extremes.add(extreme);
    }

    /** @param batchKeys columns of the group's key in the batch that the rows are of */
    void add(Accumulators state, SlotRows rows, RowBatch batch, int[] batchKeys) {
        Column values = rows.argument();
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            int slot = rows.slots()[i];
            int weight = rows.weight(row);
            long copies = counts.add(batch, batchKeys, row, values, row, weight);
            for (Extreme extreme : extremes) {
                // A value whose delete came first is not there until its second insert.
                if (weight > 0 && copies > 0) {
                    extreme.offer(state, slot, values, row);
                } else if (weight < 0 && copies <= 0 && extreme.holds(state, slot, values, row)) {
                    markStale(slot);
                }
            }
        }
    }

    private void markStale(int slot) {
        if (slot >= isStale.length) {
            isStale = Arrays.copyOf(isStale, Math.max(slot + 1, isStale.length * 2));
        }
        if (!isStale[slot]) {
            isStale[slot] = true;
            if (staleCount == stale.length) {
                stale = Arrays.copyOf(stale, staleCount * 2);
            }
            stale[staleCount++] = slot;
        }
    }

    /** At the barrier: looks up the extremes that were lost. */
    void settle(Accumulators state, GroupTable table) {
        for (int from = 0; from < staleCount; from += RowBatch.ROWS_TARGET) {
            settle(state, table, from, Math.min(staleCount, from + RowBatch.ROWS_TARGET));
        }
        for (int i = 0; i < staleCount; i++) {
            isStale[stale[i]] = false;
        }
        staleCount = 0;
    }

    private void settle(Accumulators state, GroupTable table, int from, int to) {
        BatchBuilder keys = new BatchBuilder(keyTypes, to - from);
        for (int i = from; i < to; i++) {
            table.appendKey(stale[i], keys, 0);
            keys.endRow();
        }
        RowBatch batch = keys.build();
        for (Extreme extreme : extremes) {
            ColumnBuilder values = ColumnBuilder.of(type, to - from);
            for (int i = 0; i < to - from; i++) {
                if (extreme.greatest()) {
                    counts.appendLast(batch, keyColumns, i, values);
                } else {
                    counts.appendFirst(batch, keyColumns, i, values);
                }
            }
            Column found = values.build();
            for (int i = 0; i < to - from; i++) {
                int slot = stale[from + i];
                if (state.longs[rowCount][slot] == 0 || found.isNull(i)) {
                    extreme.clear(state, slot);
                } else {
                    extreme.set(state, slot, found, i);
                }
            }
        }
    }

    /** Forgets the values of a group. */
    void removeAll(RowBatch keys, int[] batchKeys, int row) {
        counts.removeAll(keys, batchKeys, row);
    }

    void endEpoch() {
        counts.endEpoch();
    }
}
