package io.millrace.executor.operator.ordered;

import io.millrace.executor.operator.row.KeyIndex;
import io.millrace.spi.batch.BytesColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.util.Arrays;
import java.util.List;

/**
 * Changes of an epoch, encoded; when they are {@link #settle}d, by partition, in order, and net of each other. A row that has
 * changed is an <em>entry</em>.
 *
 * <p><b>Threading:</b> one thread.
 */
final class OrderedChanges {
    private static final int BYTES_MAX = 64 << 20;
    private static final int ROWS_MAX = 1 << 22;

    private final RowCodec codec;
    private final int[] partitionColumns;
    private final KeyIndex partitions;
    private final ByteHeap rows = new ByteHeap();
    private int[] partitionOf = new int[64];
    private byte[] weights = new byte[64];
    private int[] ids = new int[0];

    /** By entry: its row in the heap, its net weight. */
    private int[] entryRows = {};

    private int[] entryWeights = {};
    /** By partition: its first entry; one more at the end. */
    private int[] firstEntries = {};

    OrderedChanges(RowCodec codec, int[] partitionColumns, List<DataType> partitionTypes) {
        this.codec = codec;
        this.partitionColumns = partitionColumns;
        partitions = new KeyIndex(partitionTypes);
    }

    void add(RowBatch batch) {
        int count = batch.rows();
        if (ids.length < count) {
            ids = new int[count];
        }
        partitions.findOrAdd(batch, partitionColumns, ids);
        int before = rows.count();
        if (partitionOf.length < before + count) {
            int capacity = Math.max(before + count, partitionOf.length * 2);
            partitionOf = Arrays.copyOf(partitionOf, capacity);
            weights = Arrays.copyOf(weights, capacity);
        }
        for (int i = 0; i < count; i++) {
            int row = batch.row(i);
            codec.encode(batch, row, rows);
            rows.end();
            partitionOf[before + i] = ids[i];
            weights[before + i] = (byte) batch.weight(row);
        }
    }

    /** Whether so much has gathered that it should not wait for the barrier. */
    boolean isFull() {
        return rows.size() >= BYTES_MAX || rows.count() >= ROWS_MAX;
    }

    /** Brings the changes into order; nothing may be added until {@link #clear}. */
    void settle() {
        int[] starts = partitionStarts();
        int[] sorted = new int[rows.count()];
        int[] next = Arrays.copyOf(starts, starts.length);
        for (int row = 0; row < sorted.length; row++) {
            sorted[next[partitionOf[row]]++] = row;
        }
        int[] scratch = new int[sorted.length];
        entryRows = sorted;
        entryWeights = scratch.clone();
        firstEntries = new int[starts.length];
        int entries = 0;
        for (int partition = 0; partition < partitions.size(); partition++) {
            sort(sorted, scratch, starts[partition], starts[partition + 1]);
            firstEntries[partition] = entries;
            entries = net(sorted, starts[partition], starts[partition + 1], entries);
        }
        firstEntries[partitions.size()] = entries;
    }

    private int[] partitionStarts() {
        int[] starts = new int[partitions.size() + 1];
        for (int row = 0; row < rows.count(); row++) {
            starts[partitionOf[row] + 1]++;
        }
        for (int partition = 0; partition < partitions.size(); partition++) {
            starts[partition + 1] += starts[partition];
        }
        return starts;
    }

    /** Merge sort, bottom up. */
    private void sort(int[] array, int[] scratch, int from, int to) {
        int[] source = array;
        int[] target = scratch;
        for (int width = 1; width < to - from; width *= 2) {
            for (int start = from; start < to; start += 2 * width) {
                int middle = Math.min(to, start + width);
                int end = (int) Math.min(to, start + 2L * width);
                merge(source, start, middle, end, target);
            }
            int[] swap = source;
            source = target;
            target = swap;
        }
        if (source != array) {
            System.arraycopy(source, from, array, from, to - from);
        }
    }

    private void merge(int[] source, int start, int middle, int end, int[] target) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takesLeft = right >= end || left < middle && rows.compare(source[left], source[right]) <= 0;
            target[i] = takesLeft ? source[left++] : source[right++];
        }
    }

    /** Sums up the weights of equal rows; those that cancel are no entries. */
    private int net(int[] sorted, int from, int to, int firstEntry) {
        int entry = firstEntry;
        for (int i = from; i < to; ) {
            int row = sorted[i];
            int weight = 0;
            for (; i < to && (sorted[i] == row || rows.compare(sorted[i], row) == 0); i++) {
                weight += weights[sorted[i]];
            }
            if (weight != 0) {
                entryRows[entry] = row;
                entryWeights[entry++] = weight;
            }
        }
        return entry;
    }

    int partitions() {
        return partitions.size();
    }

    /** The partitions' keys as a batch in which a partition is a row. */
    RowBatch keys() {
        return RowBatch.of(partitions.size(), partitions.columns());
    }

    int firstEntry(int partition) {
        return firstEntries[partition];
    }

    int weight(int entry) {
        return entryWeights[entry];
    }

    /** The row of an entry in {@link #column} and {@link #rows}. */
    int row(int entry) {
        return entryRows[entry];
    }

    BytesColumn column() {
        return rows.column();
    }

    ByteHeap rows() {
        return rows;
    }

    void clear() {
        rows.clear();
        partitions.clear();
        entryRows = new int[0];
        entryWeights = entryRows;
        firstEntries = entryRows;
    }
}
