package io.millrace.executor.state.table;

import io.millrace.executor.state.GroupTable;
import io.millrace.executor.state.StateCursor;
import io.millrace.executor.state.StateMap;
import io.millrace.executor.state.StateStore;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import org.jspecify.annotations.Nullable;

/** A group table: a {@link SlotTable} and, if there is a time key, a {@link TimeIndex}. */
final class GroupSlots implements GroupTable, Table {
    private final SlotTable slots;
    private final @Nullable TimeIndex times;
    private final Partition partition;

    GroupSlots(
            KeyCodec codec,
            int longs,
            int bytes,
            StateStore store,
            StateMap map,
            CacheBudget budget,
            Partition partition) {
        Keys keys = Keys.of(codec);
        this.partition = partition;
        times = codec.timeKey < 0 ? null : new TimeIndex(keys);
        SlotTable.Observer observer = times == null ? new SlotTable.Observer() {} : times;
        slots = new SlotTable(keys, longs, bytes, store, map, budget, observer);
        observer.resized(slots.capacity());
        slots.open(partition);
    }

    @Override
    public void slots(RowBatch batch, int[] keyColumns, int[] found) {
        slots.slots(batch, keyColumns, found);
    }

    @Override
    public int touchedCount() {
        return slots.touchedCount;
    }

    @Override
    public int[] touched() {
        return slots.touched;
    }

    @Override
    public boolean isNew(int slot) {
        return (slots.flags[slot] & SlotTable.NEW) != 0;
    }

    @Override
    public long[] longs(int accumulator) {
        return slots.longs[accumulator];
    }

    @Override
    public byte[][] bytes(int accumulator) {
        return slots.bytes[accumulator];
    }

    @Override
    public void remove(int slot) {
        slots.remove(slot);
    }

    @Override
    public void appendKey(int slot, BatchBuilder builder, int firstColumn) {
        slots.keys.append(slot, builder, firstColumn);
    }

    @Override
    public long time(int slot) {
        return slots.keys.time(slot);
    }

    private TimeIndex times() {
        if (times == null) {
            throw MillraceException.internal("state table " + slots.map.name() + " has no time key");
        }
        return times;
    }

    @Override
    public void forEachUpTo(long timeInclusive, SlotVisitor visitor) {
        TimeIndex index = times();
        loadUpTo(timeInclusive);
        long from = Long.MIN_VALUE;
        for (int[] found = index.slots(from, timeInclusive); found != null; found = index.slots(from, timeInclusive)) {
            long time = slots.keys.time(found[0]);
            for (int slot : found) {
                if (slots.isLive(slot)) {
                    slots.touch(slot);
                    visitor.visit(slot);
                }
            }
            if (time == Long.MAX_VALUE) {
                return;
            }
            from = time + 1;
        }
    }

    private void loadUpTo(long timeInclusive) {
        if (!slots.outside.mayHoldUpTo(timeInclusive)) {
            return;
        }
        for (int group = partition.first(); group < partition.end(); group++) {
            byte[] end = timeInclusive == Long.MAX_VALUE
                    ? Partition.start(group + 1)
                    : Partition.start(group, timeInclusive + 1);
            slots.loadRange(Partition.start(group, slots.outside.timeMin()), end);
        }
        slots.outside.nothingUpTo(timeInclusive);
    }

    @Override
    public long firstTime() {
        long first = times().first();
        if (first == Long.MIN_VALUE || !slots.outside.mayHoldUpTo(first - 1)) {
            return first;
        }
        for (int group = partition.first(); group < partition.end(); group++) {
            first = Math.min(first, firstOutside(group, first));
        }
        slots.outside.nothingUpTo(first - 1);
        return first;
    }

    /** The least time before that one of an entry of the group that is only in the store; that one if there is none. */
    private long firstOutside(int group, long before) {
        byte[] from = Partition.start(group, slots.outside.timeMin());
        try (StateCursor cursor = slots.map.scan(from, Partition.start(group, before))) {
            while (cursor.next()) {
                slots.keys.prepareStored(cursor.key());
                if (slots.keys.find(slots.index, 0) < 0) {
                    return KeyCodec.timeAt(cursor.key(), 0);
                }
            }
        }
        return before;
    }

    @Override
    public void endEpoch() {
        slots.endEpoch();
    }

    @Override
    public Changes freeze(int number) {
        Changes changes = new Changes(slots.map);
        slots.freeze(number, changes);
        return changes;
    }

    @Override
    public long memoryBytes() {
        return slots.memoryBytes();
    }
}
