package io.millrace.executor.operator.window;

import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.state.GroupTable;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One timer a key: the time at which its sessions must be looked at again. And how far its sessions have been given out.
 *
 * <p><b>State:</b> key → timer, watermark of the last look; (timer, key). <b>Threading:</b> one thread.
 */
final class SessionTimers {
    /** Accumulators of a key. One that is new has 0 everywhere. */
    private static final int HAS_TIMER = 0;

    private static final int TIMER = 1;
    private static final int WAS_LOOKED_AT = 2;
    private static final int LOOKED_AT = 3;

    private final GroupTable keys;
    private final GroupTable due;
    private final List<DataType> dueTypes = new ArrayList<>();
    private final int[] keyColumns;
    private final int[] dueColumns;

    SessionTimers(OperatorContext context, List<DataType> keyTypes, int[] partitionKeys) {
        dueTypes.add(DataType.of(TypeKind.TIMESTAMP).notNull());
        dueTypes.addAll(keyTypes);
        keyColumns = IntStream.range(0, keyTypes.size()).toArray();
        dueColumns = IntStream.range(0, dueTypes.size()).toArray();
        keys = context.state().groupTable("keys", keyTypes, -1, partitionKeys, 4, 0);
        int[] duePartitions = IntStream.of(partitionKeys).map(key -> key + 1).toArray();
        due = context.state().groupTable("due", dueTypes, 0, duePartitions, 1, 0);
    }

    /**
     * Sees to it that the timer of each key is not later than that.
     *
     * @param batch the keys, without a selection
     */
    void lower(RowBatch batch, long[] times) {
        int[] slots = new int[batch.rows()];
        keys.slots(batch, keyColumns, slots);
        long[] has = keys.longs(HAS_TIMER);
        long[] timers = keys.longs(TIMER);
        boolean[] moved = new boolean[batch.rows()];
        long[] old = new long[batch.rows()];
        boolean[] had = new boolean[batch.rows()];
        for (int i = 0; i < batch.rows(); i++) {
            int slot = slots[i];
            moved[i] = has[slot] == 0 || times[i] < timers[slot];
            if (moved[i]) {
                had[i] = has[slot] != 0;
                old[i] = timers[slot];
                has[slot] = 1;
                timers[slot] = times[i];
            }
        }
        forget(batch, old, had);
        remember(batch, times, moved);
    }

    private void forget(RowBatch batch, long[] times, boolean[] which) {
        RowBatch old = dueBatch(batch, times, which);
        int[] slots = new int[old.rows()];
        due.slots(old, dueColumns, slots);
        for (int slot : slots) {
            due.remove(slot);
        }
    }

    private void remember(RowBatch batch, long[] times, boolean[] which) {
        RowBatch timers = dueBatch(batch, times, which);
        int[] slots = new int[timers.rows()];
        due.slots(timers, dueColumns, slots);
        for (int slot : slots) {
            due.longs(0)[slot] = 1;
        }
    }

    private static RowBatch dueBatch(RowBatch keys, long[] times, boolean[] which) {
        int[] selection = new int[keys.rows()];
        int count = 0;
        for (int i = 0; i < which.length; i++) {
            selection[count] = i;
            count += which[i] ? 1 : 0;
        }
        Column[] columns = new Column[keys.columnCount() + 1];
        columns[0] = new LongColumn(Arrays.copyOf(times, keys.rows()), null);
        System.arraycopy(keys.columns(), 0, columns, 1, keys.columnCount());
        return RowBatch.of(keys.rows(), columns).select(selection, count);
    }

    /** Takes the timers up to a time; their keys. */
    List<RowBatch> take(long timeInclusive) {
        List<RowBatch> taken = new ArrayList<>();
        BatchBuilder builder = new BatchBuilder(dueTypes, 64);
        due.forEachUpTo(timeInclusive, slot -> {
            due.appendKey(slot, builder, 0);
            builder.endRow();
            due.remove(slot);
            if (builder.isFull()) {
                taken.add(keysOf(builder.build()));
            }
        });
        if (!builder.isEmpty()) {
            taken.add(keysOf(builder.build()));
        }
        for (RowBatch batch : taken) {
            int[] slots = new int[batch.rows()];
            keys.slots(batch, keyColumns, slots);
            for (int slot : slots) {
                keys.longs(HAS_TIMER)[slot] = 0;
            }
        }
        return taken;
    }

    private static RowBatch keysOf(RowBatch timers) {
        return RowBatch.of(timers.rows(), Arrays.copyOfRange(timers.columns(), 1, timers.columnCount()));
    }

    /** The watermark at which each key was last looked at, {@link Long#MIN_VALUE} for never. */
    long[] lookedAt(RowBatch batch) {
        int[] slots = new int[batch.rows()];
        keys.slots(batch, keyColumns, slots);
        long[] times = new long[slots.length];
        for (int i = 0; i < slots.length; i++) {
            times[i] = keys.longs(WAS_LOOKED_AT)[slots[i]] == 0 ? Long.MIN_VALUE : keys.longs(LOOKED_AT)[slots[i]];
        }
        return times;
    }

    /** Notes that keys have been looked at; those that have no timer now are forgotten if they have no rows either. */
    void looked(RowBatch batch, long[] watermarks, boolean[] hasRows) {
        int[] slots = new int[batch.rows()];
        keys.slots(batch, keyColumns, slots);
        for (int i = 0; i < slots.length; i++) {
            keys.longs(WAS_LOOKED_AT)[slots[i]] = 1;
            keys.longs(LOOKED_AT)[slots[i]] = watermarks[i];
            if (!hasRows[i] && keys.longs(HAS_TIMER)[slots[i]] == 0) {
                keys.remove(slots[i]);
            }
        }
    }

    void endEpoch() {
        keys.endEpoch();
        due.endEpoch();
    }
}
