package io.millrace.executor.operator.aggregate;

import io.millrace.executor.operator.row.KeyIndex;
import io.millrace.executor.operator.row.RowNumbers;
import io.millrace.executor.operator.row.SlotList;
import io.millrace.executor.state.GroupTable;
import io.millrace.executor.state.KeyedState;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * The distinct values of one argument by group. A value reaches the accumulators with its first copy and leaves them with its
 * last; over append-only input at once, otherwise at the barrier, when counts are net.
 *
 * <p><b>State:</b> (group, value) → number of copies. <b>Threading:</b> one thread.
 */
final class DistinctValues {
    private final String operator;
    private final Feed rows;
    private final Feed values;
    private final GroupTable table;
    private final List<DataType> keyTypes;
    private final boolean appendOnly;

    private int[] slots = new int[0];
    /** Copies before this epoch, by position among the touched entries. */
    private long[] before = new long[64];

    private int captured;
    private int settled;

    /**
     * @param rows tells which rows count; has no accumulators
     * @param values accumulators that take the distinct values
     */
    DistinctValues(
            String operator,
            KeyedState state,
            GroupKeys groupKeys,
            DataType type,
            Feed rows,
            Feed values,
            boolean appendOnly) {
        this.operator = operator;
        this.rows = rows;
        this.values = values;
        this.appendOnly = appendOnly;
        keyTypes = new ArrayList<>(groupKeys.types());
        keyTypes.add(type);
        String name = "distinct-" + rows.argument() + (rows.filter() < 0 ? "" : "-if-" + rows.filter());
        table = state.groupTable(name, keyTypes, groupKeys.timeKey(), groupKeys.partitionKeys(), 1, 0);
    }

    Feed rows() {
        return rows;
    }

    Feed values() {
        return values;
    }

    /** (group, value) → number of copies, in the one accumulator. */
    GroupTable table() {
        return table;
    }

    /**
     * Takes the rows of a batch.
     *
     * @param feeds whether new values go to the accumulators at once where that is possible
     */
    void add(Accumulators state, RowBatch batch, int[] groupColumns, int[] physical, int[] groupSlots, boolean feeds) {
        SlotRows counted = rows.select(batch, physical, groupSlots);
        int count = counted.count();
        if (count == 0) {
            return;
        }
        if (slots.length < count) {
            slots = new int[Math.max(count, RowBatch.ROWS_TARGET)];
        }
        int[] columns = Arrays.copyOf(groupColumns, groupColumns.length + 1);
        columns[groupColumns.length] = rows.argument();
        table.slots(batch.select(counted.rows(), count), columns, slots);
        capture();
        long[] copies = table.longs(0);
        if (appendOnly) {
            int[] newRows = new int[count];
            int[] newSlots = new int[count];
            int added = 0;
            for (int i = 0; i < count; i++) {
                newRows[added] = counted.rows()[i];
                newSlots[added] = counted.slots()[i];
                added += copies[slots[i]] == 0 ? 1 : 0;
                copies[slots[i]] = 1;
            }
            if (feeds) {
                values.add(state, new SlotRows(added, newRows, newSlots, counted.column(), null));
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            copies[slots[i]] += counted.weight(counted.rows()[i]);
        }
    }

    private void capture() {
        int touched = table.touchedCount();
        if (before.length < touched) {
            before = Arrays.copyOf(before, Math.max(touched, before.length * 2));
        }
        long[] copies = table.longs(0);
        for (; captured < touched; captured++) {
            before[captured] = copies[table.touched()[captured]];
        }
    }

    /** At the barrier: drops values without copies, and feeds the accumulators with what came and went. */
    void settle(Accumulators state, GroupTable groups, boolean feeds) {
        if (appendOnly) {
            return;
        }
        while (settled < captured) {
            BatchBuilder changes = new BatchBuilder(keyTypes, RowBatch.ROWS_TARGET);
            for (; settled < captured && !changes.isFull(); settled++) {
                int slot = table.touched()[settled];
                long after = table.longs(0)[slot];
                if (after < 0) {
                    throw MillraceException.internal("operator " + operator + ": a distinct value has " + after
                            + " copies at the barrier; a delete came without its insert");
                }
                if (before[settled] > 0 != after > 0) {
                    table.appendKey(slot, changes, 0);
                    changes.endRow(after > 0 ? 1 : -1);
                }
                if (after == 0) {
                    table.remove(slot);
                }
            }
            if (feeds && !changes.isEmpty()) {
                feed(state, groups, changes.build());
            }
        }
    }

    private void feed(Accumulators state, GroupTable groups, RowBatch changes) {
        int[] physical = RowNumbers.upTo(changes.rows());
        int valueColumn = keyTypes.size() - 1;
        int[] groupSlots = new int[changes.rows()];
        groups.slots(changes, Arrays.copyOf(physical, valueColumn), groupSlots);
        state.view(groups);
        values.add(state, SlotRows.all(changes, physical, groupSlots, changes.column(valueColumn)));
    }

    /** Forgets all values of groups whose time is at most that. */
    void removeUpTo(long timeInclusive) {
        SlotList due = new SlotList();
        table.forEachUpTo(timeInclusive, due);
        for (int slot : due.copy(0, due.size())) {
            table.remove(slot);
        }
    }

    /** See {@link Aggregation#mergeDistinct}. */
    void merge(long timeInclusive, LongUnaryOperator lastUse, KeyIndex ids, Accumulators merged) {
        SlotList due = new SlotList();
        table.forEachUpTo(timeInclusive, due);
        int keyCount = keyTypes.size();
        KeyIndex seen = new KeyIndex(keyTypes.subList(1, keyCount));
        for (int from = 0; from < due.size(); from += RowBatch.ROWS_TARGET) {
            int[] some = due.copy(from, Math.min(due.size() - from, RowBatch.ROWS_TARGET));
            BatchBuilder builder = new BatchBuilder(keyTypes, some.length);
            for (int slot : some) {
                table.appendKey(slot, builder, 0);
                builder.endRow();
            }
            addUnseen(builder.build(), seen, ids, merged);
            for (int slot : some) {
                if (lastUse.applyAsLong(table.time(slot)) <= timeInclusive) {
                    table.remove(slot);
                }
            }
        }
    }

    private void addUnseen(RowBatch entries, KeyIndex seen, KeyIndex ids, Accumulators merged) {
        int keyCount = keyTypes.size();
        int[] groupIds = new int[entries.rows()];
        ids.find(entries, Arrays.copyOfRange(RowNumbers.upTo(keyCount), 1, keyCount - 1), groupIds);
        int[] valueIds = new int[entries.rows()];
        int unseen = seen.size();
        seen.findOrAdd(entries, Arrays.copyOfRange(RowNumbers.upTo(keyCount), 1, keyCount), valueIds);
        int[] newRows = new int[entries.rows()];
        int count = 0;
        for (int i = 0; i < valueIds.length; i++) {
            boolean isNew = valueIds[i] == unseen;
            unseen += isNew ? 1 : 0;
            // Groups that are not merged have been emitted before a restart.
            if (isNew && groupIds[i] != KeyIndex.ABSENT) {
                newRows[count] = i;
                groupIds[count++] = groupIds[i];
            }
        }
        values.add(merged, new SlotRows(count, newRows, groupIds, entries.column(keyCount - 1), null));
    }

    void endEpoch() {
        table.endEpoch();
        captured = 0;
        settled = 0;
    }
}
