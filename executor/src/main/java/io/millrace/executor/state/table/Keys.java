package io.millrace.executor.state.table;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.RowBatch;

/**
 * The keys of a table's entries by slot, and the <em>probes</em>: keys being looked up, set by the {@code prepare} methods.
 */
abstract sealed class Keys permits FixedKeys, EncodedKeys, RowColumns {
    /** Rows looked up at a time, so that the probes stay in the processor's cache. */
    static final int PROBES_MAX = 512;

    final KeyCodec codec;
    final int[] hashes = new int[PROBES_MAX];

    Keys(KeyCodec codec) {
        this.codec = codec;
    }

    /** Keys that fit the types best. */
    static Keys of(KeyCodec codec) {
        return codec.isFixedWidth() ? new FixedKeys(codec) : new EncodedKeys(codec);
    }

    /** Takes logical rows {@code from … from + count - 1} as probes. */
    abstract void prepare(RowBatch batch, int[] columns, int from, int count);

    /** Takes one physical row as the probe; the last column has a row of its own. */
    abstract void prepareOne(Column[] columns, int row, int lastRow);

    /** Takes a key of the store as the probe. */
    abstract void prepareStored(byte[] storeKey);

    /** For each probe its slot, or −1 if it is not found at the first place looked at. */
    void lookUp(HashIndex index, int count, int[] slots, int from) {
        int[] table = index.table;
        int mask = index.mask;
        for (int i = 0; i < count; i++) {
            slots[from + i] = table[hashes[i] & mask] - 1;
        }
        for (int i = 0; i < count; i++) {
            int slot = slots[from + i];
            if (slot >= 0 && (index.hash(slot) != hashes[i] || !matches(slot, i))) {
                slots[from + i] = -1;
            }
        }
    }

    /** The slot of a probe, −1 if there is none. */
    final int find(HashIndex index, int probe) {
        int hash = hashes[probe];
        int[] table = index.table;
        int mask = index.mask;
        for (int position = hash & mask; table[position] != 0; position = position + 1 & mask) {
            int slot = table[position] - 1;
            if (index.hash(slot) == hash && matches(slot, probe)) {
                return slot;
            }
        }
        return -1;
    }

    abstract boolean matches(int slot, int probe);

    abstract void store(int slot, int probe);

    /** The slot is unused from now on. */
    void free(int slot) {}

    /** Appends the whole key as it is in the store. */
    abstract void encode(int slot, ByteSink out);

    abstract void append(int slot, BatchBuilder builder, int firstColumn);

    abstract void appendColumn(int slot, int key, ColumnBuilder builder);

    abstract long time(int slot);

    /** Compares two keys of one table that differ in the last column at most; NULL is least. */
    abstract int compareLast(int slot, int otherSlot);

    abstract void resize(int capacity);

    /** Slot {@code i} gets what was in {@code oldSlots[i]}, for ascending old slots; all others are gone. */
    abstract void renumber(int[] oldSlots, int count, int capacity);

    /** Bytes of memory a slot takes, beside {@link #heapBytes}. */
    abstract int slotBytes();

    /** Bytes of memory of values of variable length that are in use. */
    long heapBytes() {
        return 0;
    }

    abstract long memoryBytes();
}
