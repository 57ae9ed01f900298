package io.millrace.executor.operator.aggregate;

import io.millrace.executor.operator.row.KeyIndex;
import io.millrace.executor.operator.row.RowNumbers;
import io.millrace.executor.operator.row.SlotList;
import io.millrace.executor.state.GroupTable;
import io.millrace.executor.state.KeyedState;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.IntColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The distinct values of one argument by group, for all calls of it: a look-up serves calls with different filters. A value
 * reaches the accumulators of a call with its first copy that passes its filter and leaves them with the last; over append-only
 * input at once, otherwise at the barrier, when counts are net.
 *
 * <p><b>State:</b> (group, value) → number of copies, by filter. <b>Threading:</b> one thread.
 */
final class DistinctValues {
    private static final int NONE = -1;

    private final String operator;
    private final int argument;
    private final List<Lane> lanes;
    private final GroupTable table;
    private final List<DataType> keyTypes;
    private final boolean appendOnly;

    /** The rows of a batch that count for any call: their physical positions, the slots of their groups and of their values. */
    private int[] rows = new int[0];

    private int[] groupOf = new int[0];
    private int[] slots = new int[0];
    private int[] newRows = new int[0];
    private int[] newGroups = new int[0];

    /** Copies before this epoch, by lane and position among the touched entries. */
    private final long[][] before;

    private int captured;
    private int settled;

    /**
     * Calls that take the same rows.
     *
     * @param filter BOOLEAN input column, −1 for all rows
     * @param values accumulators that take the distinct values
     */
    record Lane(int filter, Feed values) {
        /** Whether a row counts; what {@link #filterOf} gave. */
        static boolean passes(@Nullable IntColumn filter, int row) {
            return filter == null || filter.values()[row] != 0 && !filter.isNull(row);
        }

        @Nullable IntColumn filterOf(RowBatch batch) {
            return filter == NONE ? null : (IntColumn) batch.column(filter);
        }
    }

    /** @param argument input column */
    DistinctValues(
            String operator,
            KeyedState state,
            GroupKeys groupKeys,
            int argument,
            DataType type,
            List<Lane> lanes,
            boolean appendOnly) {
        this.operator = operator;
        this.argument = argument;
        this.lanes = List.copyOf(lanes);
        this.appendOnly = appendOnly;
        keyTypes = new ArrayList<>(groupKeys.types());
        keyTypes.add(type);
        before = new long[lanes.size()][64];
        table = state.groupTable(
                "distinct-" + argument, keyTypes, groupKeys.timeKey(), groupKeys.partitionKeys(), this.lanes.size(), 0);
    }

    List<Lane> lanes() {
        return lanes;
    }

    /**
     * Takes the rows of a batch.
     *
     * @param feeds whether new values go to the accumulators at once where that is possible
     */
    void add(Accumulators state, RowBatch batch, int[] groupColumns, int[] physical, int[] groupSlots, boolean feeds) {
        int count = select(batch, physical, groupSlots);
        if (count == 0) {
            return;
        }
        int[] columns = Arrays.copyOf(groupColumns, groupColumns.length + 1);
        columns[groupColumns.length] = argument;
        table.slots(batch.select(rows, count), columns, slots);
        capture();
        for (int lane = 0; lane < lanes.size(); lane++) {
            IntColumn filter = lanes.get(lane).filterOf(batch);
            long[] copies = table.longs(lane);
            if (!appendOnly) {
                for (int i = 0; i < count; i++) {
                    copies[slots[i]] += Lane.passes(filter, rows[i]) ? batch.weight(rows[i]) : 0;
                }
                continue;
            }
            int added = markNew(filter, copies, count);
            if (feeds) {
                Feed values = lanes.get(lane).values;
                values.add(state, new SlotRows(added, newRows, newGroups, batch.column(argument), null));
            }
        }
    }

    /** The rows that count for any call. */
    private int select(RowBatch batch, int[] physical, int[] groupSlots) {
        int total = batch.rows();
        if (rows.length < total) {
            int capacity = Math.max(total, RowBatch.ROWS_TARGET);
            rows = new int[capacity];
            groupOf = new int[capacity];
            slots = new int[capacity];
            newRows = new int[capacity];
            newGroups = new int[capacity];
        }
        Column column = batch.column(argument);
        @Nullable IntColumn[] filters = lanes.stream().map(lane -> lane.filterOf(batch)).toArray(IntColumn[]::new);
        int count = 0;
        for (int i = 0; i < total; i++) {
            int row = physical[i];
            boolean counts = false;
            for (int lane = 0; lane < filters.length && !counts; lane++) {
                counts = Lane.passes(filters[lane], row);
            }
            rows[count] = row;
            groupOf[count] = groupSlots[i];
            count += counts && !column.isNull(row) ? 1 : 0;
        }
        return count;
    }

    private int markNew(@Nullable IntColumn filter, long[] copies, int count) {
        int added = 0;
        for (int i = 0; i < count; i++) {
            boolean passes = Lane.passes(filter, rows[i]);
            newRows[added] = rows[i];
            newGroups[added] = groupOf[i];
            added += passes && copies[slots[i]] == 0 ? 1 : 0;
            copies[slots[i]] |= passes ? 1 : 0;
        }
        return added;
    }

    private void capture() {
        int touched = table.touchedCount();
        for (int lane = 0; lane < before.length; lane++) {
            if (before[lane].length < touched) {
                before[lane] = Arrays.copyOf(before[lane], Math.max(touched, before[lane].length * 2));
            }
            long[] copies = table.longs(lane);
            for (int i = captured; i < touched; i++) {
                before[lane][i] = copies[table.touched()[i]];
            }
        }
        captured = touched;
    }

    /** At the barrier: drops values without copies, and feeds the accumulators with what came and went. */
    void settle(Accumulators state, GroupTable groups, boolean feeds) {
        if (appendOnly) {
            return;
        }
        for (int lane = 0; lane < lanes.size(); lane++) {
            for (int from = settled; from < captured; from += RowBatch.ROWS_TARGET) {
                RowBatch changes = changes(lane, from, Math.min(captured, from + RowBatch.ROWS_TARGET));
                if (feeds && changes.rows() > 0) {
                    feed(lanes.get(lane), state, groups, changes);
                }
            }
        }
        for (; settled < captured; settled++) {
            int slot = table.touched()[settled];
            if (isGone(slot)) {
                table.remove(slot);
            }
        }
    }

    /** Values that have come, with +1, and gone, with −1, for the calls of a lane. */
    private RowBatch changes(int lane, int from, int to) {
        BatchBuilder changes = new BatchBuilder(keyTypes, RowBatch.ROWS_TARGET);
        long[] copies = table.longs(lane);
        for (int i = from; i < to; i++) {
            int slot = table.touched()[i];
            if (copies[slot] < 0) {
                throw MillraceException.internal("operator " + operator + ": a distinct value has " + copies[slot]
                        + " copies at the barrier; a delete came without its insert");
            }
            if (before[lane][i] > 0 != copies[slot] > 0) {
                table.appendKey(slot, changes, 0);
                changes.endRow(copies[slot] > 0 ? 1 : -1);
            }
        }
        return changes.build();
    }

    private boolean isGone(int slot) {
        for (int lane = 0; lane < lanes.size(); lane++) {
            if (table.longs(lane)[slot] != 0) {
                return false;
            }
        }
        return true;
    }

    private void feed(Lane lane, Accumulators state, GroupTable groups, RowBatch changes) {
        int[] physical = RowNumbers.upTo(changes.rows());
        int valueColumn = keyTypes.size() - 1;
        int[] groupSlots = new int[changes.rows()];
        groups.slots(changes, Arrays.copyOf(physical, valueColumn), groupSlots);
        state.view(groups);
        lane.values.add(state, SlotRows.all(changes, physical, groupSlots, changes.column(valueColumn)));
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
        int[] all = due.copy(0, due.size());
        for (int lane = 0; lane < lanes.size(); lane++) {
            mergeLane(lane, all, ids, merged);
        }
        for (int slot : all) {
            if (lastUse.applyAsLong(table.time(slot)) <= timeInclusive) {
                table.remove(slot);
            }
        }
    }

    private void mergeLane(int lane, int[] due, KeyIndex ids, Accumulators merged) {
        KeyIndex seen = new KeyIndex(keyTypes.subList(1, keyTypes.size()));
        long[] copies = table.longs(lane);
        BatchBuilder builder = new BatchBuilder(keyTypes, RowBatch.ROWS_TARGET);
        for (int i = 0; i < due.length; i++) {
            if (copies[due[i]] > 0) {
                table.appendKey(due[i], builder, 0);
                builder.endRow();
            }
            if (builder.isFull() || i + 1 == due.length && !builder.isEmpty()) {
                addUnseen(lanes.get(lane), builder.build(), seen, ids, merged);
            }
        }
    }

    private void addUnseen(Lane lane, RowBatch entries, KeyIndex seen, KeyIndex ids, Accumulators merged) {
        int keyCount = keyTypes.size();
        int[] groupIds = new int[entries.rows()];
        ids.find(entries, Arrays.copyOfRange(RowNumbers.upTo(keyCount), 1, keyCount - 1), groupIds);
        int[] valueIds = new int[entries.rows()];
        int unseen = seen.size();
        seen.findOrAdd(entries, Arrays.copyOfRange(RowNumbers.upTo(keyCount), 1, keyCount), valueIds);
        int[] fresh = new int[entries.rows()];
        int count = 0;
        for (int i = 0; i < valueIds.length; i++) {
            boolean isNew = valueIds[i] == unseen;
            unseen += isNew ? 1 : 0;
            // Groups that are not merged have been emitted before a restart.
            if (isNew && groupIds[i] != KeyIndex.ABSENT) {
                fresh[count] = i;
                groupIds[count++] = groupIds[i];
            }
        }
        lane.values.add(merged, new SlotRows(count, fresh, groupIds, entries.column(keyCount - 1), null));
    }

    void endEpoch() {
        table.endEpoch();
        captured = 0;
        settled = 0;
    }
}
