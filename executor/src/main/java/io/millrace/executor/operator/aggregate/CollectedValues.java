package io.millrace.executor.operator.aggregate;

import io.millrace.executor.state.GroupTable;
import io.millrace.executor.state.OrderedCounts;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All values of each group in order, and what aggregates make of them: at the barrier, for groups that have changed, from the
 * first to the last. What was made stands in a {@link Extreme cell} of the group, so that it can be taken back.
 *
 * <p><b>State:</b> (group, {@link Composite}) → number of copies. <b>Threading:</b> one thread.
 */
final class CollectedValues {
    private final OrderedCounts counts;
    private final List<DataType> keyTypes;
    private final int[] keyColumns;
    private final Composite composite;
    private final List<Collector> collectors = new ArrayList<>();

    /** Slots whose values have changed, each once. */
    private int[] changed = new int[64];

    private int changedCount;
    private boolean[] isChanged = new boolean[64];

    /** An aggregate and the cell its result stands in. */
    record Collector(Collection collection, Extreme cell) {}

    /** Makes one value of all. */
    interface Collection {
        /**
         * Appends the result.
         *
         * @param values in order, at least one
         * @param copies of each, positive
         */
        void append(Composite composite, BytesColumn values, long[] copies, int count, ColumnBuilder out);

        Storage storage();
    }

    CollectedValues(OrderedCounts counts, List<DataType> keyTypes, Composite composite) {
        this.counts = counts;
        this.keyTypes = keyTypes;
        this.composite = composite;
        keyColumns = new int[keyTypes.size()];
        Arrays.setAll(keyColumns, i -> i);
    }

    void keep(Collector collector) {
        collectors.add(collector);
    }

    /** @param batchKeys columns of the group's key in the batch that the rows are of */
    void add(SlotRows rows, RowBatch batch, int[] batchKeys) {
        Column values = rows.argument();
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            counts.add(batch, batchKeys, row, values, row, rows.weight(row));
            mark(rows.slots()[i]);
        }
    }

    private void mark(int slot) {
        if (slot >= isChanged.length) {
            isChanged = Arrays.copyOf(isChanged, Math.max(slot + 1, isChanged.length * 2));
        }
        if (!isChanged[slot]) {
            isChanged[slot] = true;
            if (changedCount == changed.length) {
                changed = Arrays.copyOf(changed, changedCount * 2);
            }
            changed[changedCount++] = slot;
        }
    }

    /** At the barrier: makes the results of groups that have changed. */
    void settle(Accumulators state, GroupTable table) {
        for (int from = 0; from < changedCount; from += RowBatch.ROWS_TARGET) {
            settle(state, table, from, Math.min(changedCount, from + RowBatch.ROWS_TARGET));
        }
        for (int i = 0; i < changedCount; i++) {
            isChanged[changed[i]] = false;
        }
        changedCount = 0;
    }

    private void settle(Accumulators state, GroupTable table, int from, int to) {
        BatchBuilder keys = new BatchBuilder(keyTypes, to - from);
        for (int i = from; i < to; i++) {
            table.appendKey(changed[i], keys, 0);
            keys.endRow();
        }
        RowBatch batch = keys.build();
        for (int i = from; i < to; i++) {
            ColumnBuilder values = ColumnBuilder.of(Storage.BYTES, 16);
            ColumnBuilder.OfLong copies = (ColumnBuilder.OfLong) ColumnBuilder.of(Storage.LONG, 16);
            counts.appendAll(batch, keyColumns, i - from, values, copies);
            int count = values.size();
            BytesColumn all = (BytesColumn) values.build();
            long[] copiesOf = ((LongColumn) copies.build()).values();
            for (Collector collector : collectors) {
                if (count == 0) {
                    collector.cell.clear(state, changed[i]);
                    continue;
                }
                ColumnBuilder result = ColumnBuilder.of(collector.collection.storage(), 1);
                collector.collection.append(composite, all, copiesOf, count, result);
                collector.cell.set(state, changed[i], result.build(), 0);
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
