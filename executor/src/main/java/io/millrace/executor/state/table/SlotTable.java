package io.millrace.executor.state.table;

import io.millrace.executor.state.StateCursor;
import io.millrace.executor.state.StateMap;
import io.millrace.executor.state.StateStore;
import io.millrace.spi.batch.RowBatch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Entries in slots: a key, accumulators in columns, and flags. A write-back cache in front of one map of the store.
 *
 * <p>What is in memory always wins over the store. An entry changed since the last freeze is dirty; one that was frozen is
 * pinned until its freeze is written; a removed one that the store may know stays as a tombstone until the store is told. So
 * a key that is not in memory is exactly what the store says, whatever is being written.
 */
final class SlotTable {
    static final byte TOUCHED = 1;
    static final byte DIRTY = 2;
    static final byte NEW = 4;
    static final byte REMOVED = 8;
    /** The store has it, or will once what is frozen is written. */
    static final byte STORED = 16;
    /** Touched since the clock hand last came by. */
    static final byte WARM = 32;
    /** The slot is in use. */
    static final byte USED = 64;

    /** A plan that sends keys to the wrong task is noticed at the first of them, not at the first checkpoint. */
    private static final int KEYS_CHECKED = 16;

    private static final int CAPACITY_MIN = 64;

    /** Told what happens to entries. */
    interface Observer {
        /** An entry is there from now on; its accumulators are not loaded yet. */
        default void added(int slot) {}

        /** Its accumulators were loaded. */
        default void loaded(int slot) {}

        /** It was removed, or left memory. */
        default void gone(int slot) {}

        /** There is room for so many slots; at the beginning {@link SlotTable#capacity} says it. */
        default void resized(int capacity) {}

        /** Slot {@code i} is what {@code oldSlots[i]} was; {@code newSlots} is the way back, −1 where nothing is left. */
        default void renumbered(int[] oldSlots, int[] newSlots, int count, int capacity) {}

        /** Bytes of memory it takes for a slot. */
        default int slotBytes() {
            return 0;
        }
    }

    final Keys keys;
    final HashIndex index = new HashIndex();
    final StateMap map;
    private final StateStore store;
    private final CacheBudget budget;
    private final Observer observer;
    private final boolean loadsMisses;
    private final boolean reusesSlots;

    final long[][] longs;
    final byte[][][] bytes;
    byte[] flags = new byte[CAPACITY_MIN];
    /** Number of the last freeze that took the entry. */
    private int[] frozenAt = new int[CAPACITY_MIN];
    /** Bytes of memory of the byte strings, by slot. */
    private int[] heapBytes;

    private long heapBytesTotal;

    /** End of the slots ever used. */
    int top;

    private int keysChecked;
    private int used;
    private int[] free = new int[16];
    private int freeCount;

    int[] touched = new int[64];
    int touchedCount;

    private int[] misses = new int[64];
    private int missCount;

    /** What is in the store and not in memory; of rows, their keys (added by whoever has them). */
    final Outside outside;

    private int tombstonesReleasedUpTo;
    private int hand;
    private long reportedBytes;
    private final ByteSource source = new ByteSource();

    SlotTable(
            Keys keys,
            int longCount,
            int byteCount,
            StateStore store,
            StateMap map,
            CacheBudget budget,
            Observer observer) {
        this.keys = keys;
        this.store = store;
        this.map = map;
        this.budget = budget;
        this.observer = observer;
        boolean ofRows = keys instanceof RowColumns;
        loadsMisses = !ofRows; // rows are loaded by their key, all at once
        reusesSlots = !ofRows; // rows lie one behind the other
        longs = new long[longCount][CAPACITY_MIN];
        bytes = new byte[byteCount][CAPACITY_MIN][];
        heapBytes = new int[byteCount == 0 ? 0 : CAPACITY_MIN];
        outside = new Outside(keys.codec, budget.filterBytesMax());
        keys.resize(CAPACITY_MIN);
        index.resize(CAPACITY_MIN);
        budget.addTable();
    }

    int capacity() {
        return flags.length;
    }

    boolean isLive(int slot) {
        return (flags[slot] & (USED | REMOVED)) == USED;
    }

    /** Finds or creates the entries of a batch; all are touched. */
    void slots(RowBatch batch, int[] columns, int[] slots) {
        int rows = batch.rows();
        for (int from = 0; from < rows; from += Keys.PROBES_MAX) {
            int count = Math.min(Keys.PROBES_MAX, rows - from);
            keys.prepare(batch, columns, from, count);
            keys.lookUp(index, count, slots, from);
            for (int i = 0; i < count; i++) {
                int slot = slots[from + i];
                if (slot < 0) {
                    slot = findOrCreate(i);
                    slots[from + i] = slot;
                }
                if ((flags[slot] & (TOUCHED | REMOVED)) != TOUCHED) {
                    touch(slot);
                }
            }
        }
        loadMisses();
    }

    /** The same for the one key that the keys have prepared. */
    int slotOfProbe() {
        int slot = findOrCreate(0);
        if ((flags[slot] & (TOUCHED | REMOVED)) != TOUCHED) {
            touch(slot);
        }
        loadMisses();
        return slot;
    }

    private int findOrCreate(int probe) {
        int slot = keys.find(index, probe);
        if (slot >= 0) {
            return slot;
        }
        slot = create(probe);
        flags[slot] = (byte) (USED | NEW);
        if (loadsMisses && outside.mayHold(keys, index, slot)) {
            if (missCount == misses.length) {
                misses = Arrays.copyOf(misses, missCount * 2);
            }
            misses[missCount++] = slot;
        }
        observer.added(slot);
        return slot;
    }

    private int create(int probe) {
        int slot = allocate();
        keys.store(slot, probe);
        index.insert(slot, keys.hashes[probe]);
        if (keysChecked < KEYS_CHECKED) {
            keysChecked++;
            keys.encode(slot, new ByteSink(64));
        }
        used++;
        return slot;
    }

    private int allocate() {
        if (freeCount > 0) {
            int slot = free[--freeCount];
            for (long[] column : longs) {
                column[slot] = 0;
            }
            return slot;
        }
        if (top == capacity()) {
            resize((int) Math.min(top + (budget.isHalfUsed() ? top / 4L : top), Integer.MAX_VALUE - 8));
        }
        return top++;
    }

    private void resize(int capacity) {
        keys.resize(capacity);
        index.resize(capacity);
        for (int i = 0; i < longs.length; i++) {
            longs[i] = Arrays.copyOf(longs[i], capacity);
        }
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = Arrays.copyOf(bytes[i], capacity);
        }
        flags = Arrays.copyOf(flags, capacity);
        frozenAt = Arrays.copyOf(frozenAt, capacity);
        heapBytes = Arrays.copyOf(heapBytes, bytes.length == 0 ? 0 : capacity);
        observer.resized(capacity);
    }

    /** The entry keeps its slot until {@link #endEpoch} and counts as changed; a removed one comes back empty. */
    void touch(int slot) {
        byte old = flags[slot];
        int now = old | TOUCHED | DIRTY | WARM;
        if ((old & REMOVED) != 0) {
            now &= ~REMOVED;
            if ((old & TOUCHED) == 0) {
                now |= NEW;
            }
            clear(slot);
            observer.added(slot);
        }
        if ((old & TOUCHED) == 0) {
            if (touchedCount == touched.length) {
                touched = Arrays.copyOf(touched, touchedCount * 2);
            }
            touched[touchedCount++] = slot;
        }
        flags[slot] = (byte) now;
    }

    private void clear(int slot) {
        for (long[] column : longs) {
            column[slot] = 0;
        }
        for (byte[][] column : bytes) {
            column[slot] = null;
        }
    }

    void remove(int slot) {
        if ((flags[slot] & REMOVED) == 0) {
            touch(slot);
            flags[slot] |= REMOVED;
            observer.gone(slot);
        }
    }

    private void loadMisses() {
        if (missCount == 0) {
            return;
        }
        StoredKey[] wanted = new StoredKey[missCount];
        ByteSink key = new ByteSink(64);
        for (int i = 0; i < missCount; i++) {
            key.size = 0;
            keys.encode(misses[i], key);
            wanted[i] = new StoredKey(key.toArray(), misses[i]);
        }
        missCount = 0;
        Arrays.sort(wanted);
        byte[][] wantedKeys = new byte[wanted.length][];
        for (int i = 0; i < wanted.length; i++) {
            wantedKeys[i] = wanted[i].key;
        }
        byte[] @Nullable [] values = map.multiGet(wantedKeys);
        for (int i = 0; i < wanted.length; i++) {
            byte[] value = values[i];
            if (value != null) {
                int slot = wanted[i].slot;
                flags[slot] = (byte) (flags[slot] & ~NEW | STORED);
                loadValue(slot, value);
            }
        }
    }

    private record StoredKey(byte[] key, int slot) implements Comparable<StoredKey> {
        @Override
        public int compareTo(StoredKey other) {
            return Arrays.compareUnsigned(key, other.key);
        }
    }

    /** Brings an entry of the store into memory, untouched; −1 if memory knows the key already. */
    int load(byte[] key, byte[] value) {
        keys.prepareStored(key);
        if (keys.find(index, 0) >= 0) {
            return -1;
        }
        int slot = create(0);
        flags[slot] = USED | STORED;
        observer.added(slot);
        loadValue(slot, value);
        return slot;
    }

    private void loadValue(int slot, byte[] value) {
        source.of(value, 0);
        for (long[] column : longs) {
            column[slot] = source.varLong();
        }
        for (byte[][] column : bytes) {
            int length = (int) source.varLong() - 1;
            column[slot] = length < 0 ? null : source.bytes(length);
        }
        if (bytes.length > 0) {
            measure(slot);
        }
        observer.loaded(slot);
    }

    private void encodeValue(int slot, ByteSink out) {
        for (long[] column : longs) {
            out.putVarLong(column[slot]);
        }
        for (byte[][] column : bytes) {
            byte[] value = column[slot];
            if (value == null) {
                out.putVarLong(0);
            } else {
                out.putVarLong(value.length + 1);
                out.put(value, 0, value.length);
            }
        }
    }

    private void measure(int slot) {
        int size = 0;
        for (byte[][] column : bytes) {
            size += column[slot] == null ? 0 : 16 + column[slot].length;
        }
        heapBytesTotal += size - heapBytes[slot];
        heapBytes[slot] = size;
    }

    /** Loads everything the store has in a range. */
    void loadRange(byte[] from, byte[] to) {
        try (StateCursor cursor = map.scan(from, to)) {
            while (cursor.next()) {
                load(cursor.key(), cursor.value());
            }
        }
    }

    /** At a restart: loads what the store has, as long as the memory budget is not half used. */
    void open(Partition partition) {
        if (partition.first() >= partition.end()) {
            return;
        }
        try (StateCursor cursor = map.scan(Partition.start(partition.first()), Partition.start(partition.end()))) {
            while (cursor.next()) {
                load(cursor.key(), cursor.value());
                if ((used & 1023) == 0) {
                    reportUse();
                    if (budget.isHalfUsed()) {
                        outside.restored(map, partition);
                        break;
                    }
                }
            }
        }
        reportUse();
    }

    private boolean isPinned(int slot) {
        return frozenAt[slot] > budget.newestWritten();
    }

    /** Touched entries may be moved and evicted from now on. */
    void endEpoch() {
        settle();
        long excess = excessBytes();
        if (excess > 0) {
            evict(excess);
        }
        compactIfSparse();
    }

    /** Nothing is touched any more; what was removed is forgotten or becomes a tombstone. */
    void settle() {
        for (int i = 0; i < touchedCount; i++) {
            int slot = touched[i];
            byte old = flags[slot];
            if ((old & REMOVED) != 0) {
                bury(slot);
            } else {
                flags[slot] = (byte) (old & ~(TOUCHED | NEW));
            }
            if (bytes.length > 0) {
                measure(slot);
            }
        }
        touchedCount = 0;
        if (tombstonesReleasedUpTo != budget.newestWritten()) {
            tombstonesReleasedUpTo = budget.newestWritten();
            releaseTombstones();
        }
    }

    /** Bytes that ought to leave memory. */
    long excessBytes() {
        reportUse();
        return budget.excess(liveBytes());
    }

    void compactIfSparse() {
        reportUse();
        boolean isTight = budget.isHalfUsed();
        int holes = top - used;
        int holesMax = reusesSlots ? isTight ? used : Integer.MAX_VALUE : isTight ? used / 4 : used;
        if (holes - 16 * CAPACITY_MIN > holesMax) {
            compact();
        }
    }

    private void bury(int slot) {
        if ((flags[slot] & STORED) != 0 || isPinned(slot)) {
            flags[slot] = (byte) (USED | REMOVED | DIRTY | flags[slot] & STORED);
            for (byte[][] column : bytes) {
                column[slot] = null;
            }
        } else {
            release(slot);
        }
    }

    private void release(int slot) {
        index.remove(slot);
        keys.free(slot);
        flags[slot] = 0;
        frozenAt[slot] = 0;
        for (byte[][] column : bytes) {
            column[slot] = null;
        }
        if (bytes.length > 0) {
            measure(slot);
        }
        used--;
        if (reusesSlots) {
            if (freeCount == free.length) {
                free = Arrays.copyOf(free, freeCount * 2);
            }
            free[freeCount++] = slot;
        }
    }

    /** Tombstones that the store has been told of are forgotten. */
    private void releaseTombstones() {
        for (int slot = 0; slot < top; slot++) {
            if ((flags[slot] & (USED | REMOVED | STORED)) == (USED | REMOVED) && !isPinned(slot)) {
                release(slot);
            }
        }
    }

    /** Encodes everything changed since the last call, for the freeze of that number. */
    void freeze(int number, Changes changes) {
        for (int slot = 0; slot < top; slot++) {
            byte old = flags[slot];
            if ((old & DIRTY) == 0) {
                continue;
            }
            boolean removed = (old & REMOVED) != 0;
            if (removed && (old & STORED) == 0 && !isPinned(slot)) {
                continue;
            }
            encodeEntry(slot, changes);
            int now = removed ? old & ~STORED : old | STORED;
            flags[slot] = (byte) ((old & TOUCHED) != 0 ? now : now & ~DIRTY);
            frozenAt[slot] = number;
        }
    }

    private void encodeEntry(int slot, Changes changes) {
        keys.encode(slot, changes.beginKey());
        if ((flags[slot] & REMOVED) != 0) {
            changes.endDeleted();
        } else {
            encodeValue(slot, changes.endKey());
            changes.endValue();
        }
    }

    /** Frees at least that many bytes if it can: cold entries leave memory, dirty ones by way of the store. */
    private void evict(long bytesToFree) {
        boolean mayWrite = budget.mayWrite();
        Changes changes = new Changes(map);
        int[] victims = new int[64];
        int victimCount = 0;
        long freed = 0;
        for (long steps = 2L * top; steps > 0 && freed < bytesToFree; steps--) {
            int slot = hand;
            hand = hand + 1 >= top ? 0 : hand + 1;
            byte old = flags[slot];
            if ((old & (USED | NEW)) != USED || !mayLeave(slot, mayWrite)) {
                continue;
            }
            if ((old & WARM) != 0) {
                flags[slot] = (byte) (old & ~WARM);
                continue;
            }
            encodeIfDirty(slot, changes);
            flags[slot] = (byte) (old | NEW); // chosen: the hand may come by again
            if (victimCount == victims.length) {
                victims = Arrays.copyOf(victims, victimCount * 2);
            }
            victims[victimCount++] = slot;
            freed += slotBytes() + (bytes.length > 0 ? heapBytes[slot] : 0);
        }
        if (!changes.isEmpty()) {
            budget.writesAhead();
            changes.writeTo(store);
        }
        for (int i = 0; i < victimCount; i++) {
            leave(victims[i]);
        }
    }

    /** Whether the entry can be found again in the store when it leaves memory, which may be told of it first. */
    boolean mayLeave(int slot, boolean mayWrite) {
        return !isPinned(slot) && ((flags[slot] & DIRTY) == 0 || mayWrite);
    }

    void encodeIfDirty(int slot, Changes changes) {
        if ((flags[slot] & DIRTY) != 0) {
            encodeEntry(slot, changes);
        }
    }

    /** The entry leaves memory. */
    void leave(int slot) {
        if ((flags[slot] & REMOVED) == 0) {
            if (loadsMisses) {
                outside.add(keys, index, slot);
            }
            observer.gone(slot);
        }
        release(slot);
    }

    /** Closes the holes; every slot may get another number. */
    private void compact() {
        int[] oldSlots = new int[used];
        int[] newSlots = new int[top];
        int count = 0;
        for (int slot = 0; slot < top; slot++) {
            newSlots[slot] = (flags[slot] & USED) != 0 ? count : -1;
            if (newSlots[slot] >= 0) {
                oldSlots[count++] = slot;
            }
        }
        int capacity = Math.max(CAPACITY_MIN, count + count / 4);
        keys.renumber(oldSlots, count, capacity);
        index.renumber(oldSlots, count, capacity);
        for (int slot = 0; slot < count; slot++) {
            move(oldSlots[slot], slot);
        }
        Arrays.fill(flags, count, top, (byte) 0);
        Arrays.fill(frozenAt, count, top, 0);
        for (long[] column : longs) {
            Arrays.fill(column, count, top, 0);
        }
        for (byte[][] column : bytes) {
            Arrays.fill(column, count, top, null);
        }
        Arrays.fill(heapBytes, Math.min(count, heapBytes.length), Math.min(top, heapBytes.length), 0);
        top = count;
        freeCount = 0;
        hand = 0;
        observer.renumbered(oldSlots, newSlots, count, capacity);
        resize(capacity);
        touched = new int[64];
        free = new int[16];
    }

    private void move(int from, int to) {
        flags[to] = flags[from];
        frozenAt[to] = frozenAt[from];
        for (long[] column : longs) {
            column[to] = column[from];
        }
        for (byte[][] column : bytes) {
            column[to] = column[from];
        }
        if (bytes.length > 0) {
            heapBytes[to] = heapBytes[from];
        }
    }

    int slotBytes() {
        // Flags, freeze, hash, two and a half places in the index.
        return keys.slotBytes() + 1 + 4 + 4 + 10 + 8 * longs.length + 12 * bytes.length + observer.slotBytes();
    }

    private long liveBytes() {
        return (long) used * slotBytes() + heapBytesTotal + keys.heapBytes() + outside.memoryBytes();
    }

    private void reportUse() {
        long bytesNow = liveBytes();
        budget.changeUse(bytesNow - reportedBytes);
        reportedBytes = bytesNow;
    }

    /** Bytes of memory held, used or not. */
    long memoryBytes() {
        long capacityBytes = (long) capacity() * (1 + 4 + 8 * longs.length + 12 * bytes.length + observer.slotBytes());
        return capacityBytes
                + keys.memoryBytes()
                + index.memoryBytes()
                + heapBytesTotal
                + outside.memoryBytes()
                + 4L * (touched.length + free.length + misses.length);
    }
}
