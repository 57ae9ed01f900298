package io.millrace.executor.operator.row;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.key.KeyGroups;
import io.millrace.spi.type.DataType;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers distinct keys 0, 1, 2, … in the order they are first seen; a batch at a time, the keys kept in columns. NULL is a
 * key like any other. In memory only, for what does not outlive an epoch.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class KeyIndex {
    /** No such key. */
    public static final int ABSENT = -1;

    private static final int CAPACITY_MIN = 64;

    private final int[] storedColumns;
    private final ColumnBuilder[] builders;
    private final Column[] stored;

    private int size;
    private int[] hashes = new int[CAPACITY_MIN];
    /** Open addressing: id + 1, or 0 where free; a power of two in length, at most half full. */
    private int[] table = new int[CAPACITY_MIN * 2];

    private int[] batchHashes = new int[0];
    /** Physical rows of the keys that the batch at hand has added. */
    private int[] added = new int[CAPACITY_MIN];

    public KeyIndex(List<DataType> keys) {
        builders = new ColumnBuilder[keys.size()];
        stored = new Column[keys.size()];
        storedColumns = new int[keys.size()];
        for (int i = 0; i < builders.length; i++) {
            builders[i] = ColumnBuilder.of(keys.get(i), CAPACITY_MIN);
            stored[i] = builders[i].peek();
            storedColumns[i] = i;
        }
    }

    /** Number of keys. */
    public int size() {
        return size;
    }

    /** The keys as columns in which an id is a physical row; valid until keys are added. */
    public Column[] columns() {
        return stored;
    }

    /**
     * Finds or adds the key of each logical row.
     *
     * @param ids filled at 0 … batch.rows() − 1
     */
    public void findOrAdd(RowBatch batch, int[] keyColumns, int[] ids) {
        int rows = batch.rows();
        hash(batch, keyColumns);
        int base = size;
        for (int i = 0; i < rows; i++) {
            int row = batch.row(i);
            int slot = probe(batch, keyColumns, row, batchHashes[i], base);
            int id = table[slot] - 1;
            if (id < 0) {
                id = add(row, slot, batchHashes[i], base);
            }
            ids[i] = id;
        }
        if (size > base) {
            for (int k = 0; k < builders.length; k++) {
                builders[k].appendAll(batch.column(keyColumns[k]), added, size - base);
                stored[k] = builders[k].peek();
            }
        }
    }

    /**
     * Finds the key of each logical row.
     *
     * @param ids filled at 0 … batch.rows() − 1, with {@link #ABSENT} where there is none
     */
    public void find(RowBatch batch, int[] keyColumns, int[] ids) {
        hash(batch, keyColumns);
        for (int i = 0; i < batch.rows(); i++) {
            ids[i] = table[probe(batch, keyColumns, batch.row(i), batchHashes[i], size)] - 1;
        }
    }

    /** Appends a key's columns to a builder, from that column on. */
    public void appendKey(int id, BatchBuilder builder, int firstColumn) {
        for (int k = 0; k < stored.length; k++) {
            builder.column(firstColumn + k).appendFrom(stored[k], id);
        }
    }

    /** Forgets all keys. */
    public void clear() {
        if (table.length > CAPACITY_MIN * 2 && size < table.length / 16) {
            table = new int[Math.max(CAPACITY_MIN * 2, table.length / 4)];
        } else {
            Arrays.fill(table, 0);
        }
        size = 0;
        for (int k = 0; k < builders.length; k++) {
            builders[k].truncate(0);
            stored[k] = builders[k].peek();
        }
    }

    private void hash(RowBatch batch, int[] keyColumns) {
        int rows = batch.rows();
        if (batchHashes.length < rows) {
            batchHashes = new int[Math.max(rows, RowBatch.ROWS_TARGET)];
        }
        KeyGroups.hash(batch, keyColumns, batchHashes);
        for (int i = 0; i < rows; i++) {
            batchHashes[i] = spread(batchHashes[i]);
        }
    }

    /** Finalizer of Murmur3: the vocabulary's hash of a number is the number itself. */
    private static int spread(int hash) {
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        hash = (hash ^ hash >>> 13) * 0xc2b2ae35;
        return hash ^ hash >>> 16;
    }

    /** The place in the table where the key is, or the free one where it belongs. */
    private int probe(RowBatch batch, int[] keyColumns, int row, int hash, int base) {
        int mask = table.length - 1;
        int slot = hash & mask;
        while (true) {
            int id = table[slot] - 1;
            if (id < 0 || hashes[id] == hash && same(batch, keyColumns, row, id, base)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    /** Keys that this batch has added are not stored yet: they are compared inside the batch. */
    private boolean same(RowBatch batch, int[] keyColumns, int row, int id, int base) {
        boolean isStored = id < base;
        int otherRow = isStored ? id : added[id - base];
        for (int k = 0; k < keyColumns.length; k++) {
            Column column = batch.column(keyColumns[k]);
            Column other = isStored ? stored[k] : column;
            if (column instanceof LongColumn longs && column.nulls() == null && other.nulls() == null) {
                if (longs.values()[row] != ((LongColumn) other).values()[otherRow]) {
                    return false;
                }
            } else if (!column.same(row, other, otherRow)) {
                return false;
            }
        }
        return true;
    }

    private int add(int row, int slot, int hash, int base) {
        int id = size++;
        if (id == hashes.length) {
            hashes = Arrays.copyOf(hashes, id * 2);
        }
        hashes[id] = hash;
        if (id - base == added.length) {
            added = Arrays.copyOf(added, added.length * 2);
        }
        added[id - base] = row;
        table[slot] = id + 1;
        if (size * 2 > table.length) {
            grow();
        }
        return id;
    }

    private void grow() {
        table = new int[table.length * 2];
        int mask = table.length - 1;
        for (int id = 0; id < size; id++) {
            int slot = hashes[id] & mask;
            while (table[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            table[slot] = id + 1;
        }
    }

    /** Key columns of a batch over {@link #columns}. */
    public int[] keyColumns() {
        return storedColumns.clone();
    }
}
