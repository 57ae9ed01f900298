package io.millrace.executor.state.table;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.util.List;

/**
 * Whole rows as keys, in columns that a {@link RowBatch} can show as they are: a slot is a physical row. Slots must be
 * stored to in ascending order.
 */
final class RowColumns extends Keys {
    private final RowColumn[] columns;
    private final Column[] probeColumns;
    private final int[] probeRows = new int[PROBES_MAX];
    private final List<DataType> types;
    private int rows;

    RowColumns(KeyCodec codec, List<DataType> types) {
        super(codec);
        this.types = types;
        columns = new RowColumn[codec.storages.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new RowColumn(types.get(i));
        }
        probeColumns = new Column[columns.length];
    }

    /** All slots as the rows of a batch. */
    RowBatch view() {
        Column[] views = new Column[columns.length];
        for (int i = 0; i < views.length; i++) {
            views[i] = columns[i].view();
        }
        return new RowBatch(views, rows, null, null);
    }

    @Override
    void prepare(RowBatch batch, int[] batchColumns, int from, int count) {
        for (int i = 0; i < columns.length; i++) {
            probeColumns[i] = batch.column(batchColumns[i]);
        }
        for (int i = 0; i < count; i++) {
            probeRows[i] = batch.row(from + i);
        }
        hash(count);
    }

    @Override
    void prepareOne(Column[] rowColumns, int row, int lastRow) {
        throw new UnsupportedOperationException("rows are looked up in batches");
    }

    @Override
    void prepareStored(byte[] storeKey) {
        BatchBuilder builder = new BatchBuilder(types, 1);
        int position = KeyCodec.GROUP_BYTES;
        for (int key : codec.order) {
            position = codec.decode(storeKey, position, key, builder.column(key));
        }
        builder.endRow();
        RowBatch row = builder.build();
        System.arraycopy(row.columns(), 0, probeColumns, 0, columns.length);
        probeRows[0] = 0;
        hash(1);
    }

    private void hash(int count) {
        for (int i = 0; i < count; i++) {
            hashes[i] = 0;
        }
        for (Column column : probeColumns) {
            if (column instanceof LongColumn longs && column.nulls() == null) {
                long[] values = longs.values();
                for (int i = 0; i < count; i++) {
                    hashes[i] = HashIndex.mix(hashes[i], values[probeRows[i]]);
                }
            } else {
                for (int i = 0; i < count; i++) {
                    int row = probeRows[i];
                    long word = column instanceof LongColumn longs && !column.isNull(row)
                            ? longs.values()[row]
                            : column.hash(row);
                    hashes[i] = HashIndex.mix(hashes[i], word);
                }
            }
        }
    }

    @Override
    boolean matches(int slot, int probe) {
        for (int i = 0; i < columns.length; i++) {
            if (!columns[i].view().same(slot, probeColumns[i], probeRows[probe])) {
                return false;
            }
        }
        return true;
    }

    @Override
    void store(int slot, int probe) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].store(slot, probeColumns[i], probeRows[probe]);
        }
        rows = slot + 1;
    }

    @Override
    void free(int slot) {
        for (RowColumn column : columns) {
            column.free(slot);
        }
    }

    @Override
    void encode(int slot, ByteSink out) {
        int hash = 0;
        for (int i = 0; i < codec.partition.length; i++) {
            int own = columns[codec.partition[i]].view().hash(slot);
            hash = i == 0 ? own : 31 * hash + own;
        }
        codec.putGroup(out, hash);
        for (int key : codec.order) {
            codec.putValue(out, key, columns[key].view(), slot);
        }
    }

    @Override
    void append(int slot, BatchBuilder builder, int firstColumn) {
        for (int i = 0; i < columns.length; i++) {
            appendColumn(slot, i, builder.column(firstColumn + i));
        }
    }

    @Override
    void appendColumn(int slot, int key, ColumnBuilder builder) {
        builder.appendFrom(columns[key].view(), slot);
    }

    @Override
    long time(int slot) {
        return KeyCodec.time(columns[codec.timeKey].view(), slot);
    }

    @Override
    int compareLast(int slot, int otherSlot) {
        throw new UnsupportedOperationException("rows have no order");
    }

    @Override
    void resize(int capacity) {
        for (RowColumn column : columns) {
            column.resize(capacity);
        }
    }

    @Override
    void renumber(int[] oldSlots, int count, int capacity) {
        for (RowColumn column : columns) {
            column.renumber(oldSlots, count, capacity);
        }
        rows = count;
    }

    @Override
    int slotBytes() {
        int bytes = 0;
        for (RowColumn column : columns) {
            bytes += column.slotBytes();
        }
        return bytes;
    }

    @Override
    long heapBytes() {
        long bytes = 0;
        for (RowColumn column : columns) {
            bytes += column.heapBytes();
        }
        return bytes;
    }

    @Override
    long memoryBytes() {
        long bytes = 0;
        for (RowColumn column : columns) {
            bytes += column.memoryBytes();
        }
        return bytes;
    }
}
