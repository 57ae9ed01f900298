package io.millrace.executor.state.table;

import io.millrace.executor.state.RowTable;
import io.millrace.executor.state.StateCursor;
import io.millrace.executor.state.StateMap;
import io.millrace.executor.state.StateStore;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Key → rows. Each row is an entry of a {@link SlotTable}, in the chain of its key. A key is in memory with all its rows or
 * not at all; one that is there without rows is known to have none.
 */
final class RowSlots implements RowTable, Table, SlotTable.Observer {
    /** Ages in epochs from which on keys are cold, tried one after the other. */
    private static final int[] COLD_AGES = {64, 8, 1};

    private final StateStore store;
    private final CacheBudget budget;
    private final Partition partition;
    private final int[] keyColumns;
    private final int[] allColumns;
    private final RowColumns columns;
    private final SlotTable rows;
    private final Owners owners;
    private final @Nullable TimeIndex times;

    /** By owner: its first row, and the epoch in which it was last asked for. */
    private int[] heads = {};

    private int[] usedAt = {};
    /** By row. */
    private int[] next = {};

    private int[] previous = {};
    private int[] ownerOf = {};

    private int epoch = 1;
    private int hand;
    private int[] ownerScratch = {};
    private int[] rowScratch = {};
    /** Everything in the store up to that time is to be deleted, if not {@link Long#MIN_VALUE}. */
    private long deletedUpTo = Long.MIN_VALUE;

    private long reportedBytes;

    RowSlots(
            List<DataType> types,
            int[] keyColumns,
            int timeKey,
            int[] partitionKeys,
            StateStore store,
            StateMap map,
            CacheBudget budget,
            Partition partition) {
        this.store = store;
        this.budget = budget;
        this.partition = partition;
        this.keyColumns = keyColumns;
        allColumns = IntStream.range(0, types.size()).toArray();
        List<DataType> keyTypes = IntStream.of(keyColumns).mapToObj(types::get).toList();
        KeyCodec keyCodec = new KeyCodec(keyTypes, timeKey, partitionKeys, partition);
        owners = new Owners(keyCodec, this::resizeOwners);
        times = timeKey < 0 ? null : new TimeIndex(owners.keys);
        if (times != null) {
            times.resized(heads.length);
        }
        columns = new RowColumns(rowCodec(types, keyCodec), types);
        rows = new SlotTable(columns, 1, 0, store, map, budget, this);
        resized(rows.capacity());
        open();
    }

    /** The key's columns in the order they have in the key, then the others. */
    private KeyCodec rowCodec(List<DataType> types, KeyCodec keyCodec) {
        List<Integer> order = new ArrayList<>();
        IntStream.of(keyCodec.order).forEach(key -> order.add(keyColumns[key]));
        IntStream.of(allColumns).filter(column -> !order.contains(column)).forEach(order::add);
        return new KeyCodec(
                types,
                order.stream().mapToInt(Integer::intValue).toArray(),
                keyCodec.timeKey < 0 ? -1 : keyColumns[keyCodec.timeKey],
                IntStream.of(keyCodec.partition).map(key -> keyColumns[key]).toArray(),
                partition);
    }

    private void resizeOwners(int capacity) {
        heads = Arrays.copyOf(heads, capacity);
        usedAt = Arrays.copyOf(usedAt, capacity);
        if (times != null) {
            times.resized(capacity);
        }
    }

    @Override
    public void resized(int capacity) {
        next = Arrays.copyOf(next, capacity);
        previous = Arrays.copyOf(previous, capacity);
        ownerOf = Arrays.copyOf(ownerOf, capacity);
    }

    /** Loads whole keys, as long as there is memory. */
    private void open() {
        if (partition.first() >= partition.end()) {
            return;
        }
        byte[] from = Partition.start(partition.first());
        try (StateCursor cursor = rows.map.scan(from, Partition.start(partition.end()))) {
            while (cursor.next()) {
                owners.prepareStored(cursor.key());
                int owner = owners.find(0);
                if (owner == NONE) {
                    rows.excessBytes();
                    if (budget.isHalfUsed()) {
                        rows.outside.restored(rows.map, partition);
                        break;
                    }
                    owner = createOwner(0);
                }
                load(cursor, owner);
            }
        }
    }

    private int createOwner(int probe) {
        int owner = owners.create(probe);
        heads[owner] = NONE;
        usedAt[owner] = epoch;
        if (times != null) {
            times.added(owner);
        }
        return owner;
    }

    private void load(StateCursor cursor, int owner) {
        int row = rows.load(cursor.key(), cursor.value());
        if (row >= 0) {
            link(row, owner);
        }
    }

    private void loadAll(int owner) {
        byte[] prefix = owners.prefix(owner);
        try (StateCursor cursor = rows.map.scan(prefix, KeyCodec.successor(prefix))) {
            while (cursor.next()) {
                load(cursor, owner);
            }
        }
    }

    private void link(int row, int owner) {
        ownerOf[row] = owner;
        previous[row] = NONE;
        next[row] = heads[owner];
        if (heads[owner] != NONE) {
            previous[heads[owner]] = row;
        }
        heads[owner] = row;
    }

    @Override
    public void added(int row) {
        ownerOf[row] = NONE;
    }

    @Override
    public void gone(int row) {
        if (next[row] != NONE) {
            previous[next[row]] = previous[row];
        }
        if (previous[row] != NONE) {
            next[previous[row]] = next[row];
        } else {
            heads[ownerOf[row]] = next[row];
        }
        next[row] = NONE;
        previous[row] = NONE;
        ownerOf[row] = NONE;
    }

    @Override
    public void renumbered(int[] oldSlots, int[] newSlots, int count, int capacity) {
        for (int row = 0; row < count; row++) {
            int old = oldSlots[row];
            ownerOf[row] = ownerOf[old];
            boolean isLinked = ownerOf[row] != NONE;
            next[row] = isLinked && next[old] != NONE ? newSlots[next[old]] : NONE;
            previous[row] = isLinked && previous[old] != NONE ? newSlots[previous[old]] : NONE;
        }
        for (int owner = 0; owner < owners.top(); owner++) {
            if (owners.isUsed(owner) && heads[owner] != NONE) {
                heads[owner] = newSlots[heads[owner]];
            }
        }
    }

    @Override
    public void find(RowBatch batch, int[] batchKeyColumns, int[] keys) {
        int count = batch.rows();
        for (int from = 0; from < count; from += Keys.PROBES_MAX) {
            findOwners(batch, batchKeyColumns, from, Math.min(Keys.PROBES_MAX, count - from), keys, false);
        }
        for (int i = 0; i < count; i++) {
            if (keys[i] != NONE && heads[keys[i]] == NONE) {
                keys[i] = NONE;
            }
        }
    }

    private void findOwners(
            RowBatch batch, int[] batchKeyColumns, int from, int count, int[] found, boolean createMissing) {
        owners.keys.prepare(batch, batchKeyColumns, from, count);
        owners.keys.lookUp(owners.index, count, found, from);
        for (int i = 0; i < count; i++) {
            int owner = found[from + i];
            if (owner == NONE) {
                owner = owners.find(i);
            }
            if (owner == NONE) {
                owner = createIfWanted(i, createMissing);
            }
            if (owner != NONE) {
                usedAt[owner] = epoch;
            }
            found[from + i] = owner;
        }
    }

    private int createIfWanted(int probe, boolean createMissing) {
        if (rows.outside.isEmpty()) {
            return createMissing ? createOwner(probe) : NONE;
        }
        int owner = createOwner(probe);
        if (rows.outside.mayHold(owners.keys, owners.index, owner)) {
            loadAll(owner);
        }
        return owner;
    }

    @Override
    public void add(RowBatch batch) {
        int count = batch.rows();
        if (rowScratch.length < count) {
            ownerScratch = new int[count];
            rowScratch = new int[count];
        }
        for (int from = 0; from < count; from += Keys.PROBES_MAX) {
            findOwners(batch, keyColumns, from, Math.min(Keys.PROBES_MAX, count - from), ownerScratch, true);
        }
        rows.slots(batch, allColumns, rowScratch);
        long[] counts = rows.longs[0];
        for (int i = 0; i < count; i++) {
            int row = rowScratch[i];
            if (ownerOf[row] == NONE) {
                link(row, ownerScratch[i]);
            }
            counts[row] += batch.weight(batch.row(i));
        }
    }

    @Override
    public int firstRow(int key) {
        return heads[key];
    }

    @Override
    public int nextRow(int row) {
        return next[row];
    }

    @Override
    public long count(int row) {
        return rows.longs[0][row];
    }

    @Override
    public RowBatch rows() {
        return columns.view();
    }

    @Override
    public void appendRow(int row, BatchBuilder builder, int firstColumn) {
        columns.append(row, builder, firstColumn);
    }

    @Override
    public void removeUpTo(long timeInclusive) {
        if (times == null) {
            throw MillraceException.internal("state table " + rows.map.name() + " has no time key");
        }
        if (rows.outside.mayHoldUpTo(timeInclusive)) {
            deletedUpTo = Math.max(deletedUpTo, timeInclusive);
            rows.outside.nothingUpTo(timeInclusive);
        }
        long from = Long.MIN_VALUE;
        for (int[] found = times.slots(from, timeInclusive); found != null; found = times.slots(from, timeInclusive)) {
            long time = owners.keys.time(found[0]);
            for (int owner : found) {
                while (heads[owner] != NONE) {
                    rows.remove(heads[owner]);
                }
                release(owner);
            }
            if (time == Long.MAX_VALUE) {
                return;
            }
            from = time + 1;
        }
    }

    private void release(int owner) {
        if (times != null) {
            times.gone(owner);
        }
        owners.release(owner);
    }

    @Override
    public void endEpoch() {
        for (int i = 0; i < rows.touchedCount; i++) {
            int row = rows.touched[i];
            if (rows.isLive(row) && rows.longs[0][row] == 0) {
                int owner = ownerOf[row];
                rows.remove(row);
                if (heads[owner] == NONE && rows.outside.isEmpty()) {
                    release(owner);
                }
            }
        }
        rows.settle();
        epoch++;
        long ownerBytes = owners.liveBytes() + (times == null ? 8L : 16L) * owners.count();
        budget.changeUse(ownerBytes - reportedBytes);
        reportedBytes = ownerBytes;
        long excess = rows.excessBytes();
        if (excess > 0) {
            evict(excess);
        }
        rows.compactIfSparse();
    }

    /** Cold keys leave memory with all their rows, changed ones by way of the store. */
    private void evict(long bytesToFree) {
        boolean mayWrite = budget.mayWrite();
        Changes changes = newChanges(mayWrite);
        int[] victims = new int[64];
        int count = 0;
        long freed = 0;
        for (int age : COLD_AGES) {
            for (int steps = owners.top(); steps > 0 && freed < bytesToFree; steps--) {
                hand = hand + 1 >= owners.top() ? 0 : hand + 1;
                int owner = hand;
                if (!owners.isUsed(owner) || usedAt[owner] < 0 || epoch - usedAt[owner] < age) {
                    continue;
                }
                int chosen = choose(owner, mayWrite, changes);
                if (chosen >= 0) {
                    freed += (long) (chosen + 1) * rowBytes();
                    usedAt[owner] = -1;
                    if (count == victims.length) {
                        victims = Arrays.copyOf(victims, count * 2);
                    }
                    victims[count++] = owner;
                }
            }
        }
        if (!changes.isEmpty()) {
            budget.writesAhead();
            changes.writeTo(store);
        }
        for (int i = 0; i < count; i++) {
            if (heads[victims[i]] != NONE) {
                rows.outside.add(owners.keys, owners.index, victims[i]);
            }
            while (heads[victims[i]] != NONE) {
                rows.leave(heads[victims[i]]);
            }
            release(victims[i]);
        }
    }

    private long rowBytes() {
        return rows.slotBytes() + columns.heapBytes() / Math.max(1, rows.top);
    }

    /** Makes a key ready to leave: number of its rows, −1 if one of them must stay. */
    private int choose(int owner, boolean mayWrite, Changes changes) {
        int count = 0;
        for (int row = heads[owner]; row != NONE; row = next[row]) {
            if (!rows.mayLeave(row, mayWrite)) {
                return -1;
            }
            count++;
        }
        for (int row = heads[owner]; row != NONE; row = next[row]) {
            rows.encodeIfDirty(row, changes);
        }
        return count;
    }

    /** Changes that begin with the deletion of ranges, if they are sure to be written. */
    private Changes newChanges(boolean mayWrite) {
        Changes changes = new Changes(rows.map);
        if (mayWrite && deletedUpTo != Long.MIN_VALUE) {
            for (int group = partition.first(); group < partition.end(); group++) {
                byte[] end = deletedUpTo == Long.MAX_VALUE
                        ? Partition.start(group + 1)
                        : Partition.start(group, deletedUpTo + 1);
                changes.deleteRange(Partition.start(group), end);
            }
            deletedUpTo = Long.MIN_VALUE;
        }
        return changes;
    }

    @Override
    public Changes freeze(int number) {
        Changes changes = newChanges(true);
        rows.freeze(number, changes);
        return changes;
    }

    @Override
    public int slotBytes() {
        return 12;
    }

    @Override
    public long memoryBytes() {
        return rows.memoryBytes() + owners.memoryBytes() + 8L * heads.length;
    }
}
