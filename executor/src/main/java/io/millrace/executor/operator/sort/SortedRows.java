package io.millrace.executor.operator.sort;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows kept as references into their batches, and sorted. If only the first rows of the order are wanted, the others are let
 * go from time to time, so that memory stays within a small multiple of what is wanted.
 *
 * <p><b>Threading:</b> one thread.
 */
public final class SortedRows {
    private static final int PRUNED_ROWS_MIN = 4 * RowBatch.ROWS_TARGET;

    private final List<DataType> types;
    private final RowOrder order;
    private final long wanted;

    private final List<RowBatch> batches = new ArrayList<>();
    /** Batch in the upper half, physical row in the lower. */
    private long[] rows = new long[RowBatch.ROWS_TARGET];

    private int size;

    /** @param wanted number of first rows that matter */
    public SortedRows(List<DataType> types, RowOrder order, long wanted) {
        this.types = types;
        this.order = order;
        this.wanted = wanted;
    }

    public int size() {
        return size;
    }

    public void add(RowBatch batch) {
        long high = (long) batches.size() << 32;
        batches.add(batch);
        if (size + batch.rows() > rows.length) {
            rows = Arrays.copyOf(rows, Math.max(size + batch.rows(), rows.length * 2));
        }
        for (int i = 0; i < batch.rows(); i++) {
            rows[size++] = high | batch.row(i);
        }
        if (size >= PRUNED_ROWS_MIN && size / 2 > wanted) {
            prune();
        }
    }

    private void prune() {
        sort();
        int kept = (int) Math.min(size, wanted);
        BatchBuilder builder = new BatchBuilder(types, Math.max(1, kept));
        for (int i = 0; i < kept; i++) {
            append(i, builder);
        }
        RowBatch batch = builder.build();
        batches.clear();
        size = 0;
        if (batch.rows() > 0) {
            batches.add(batch);
            for (int i = 0; i < kept; i++) {
                rows[size++] = i;
            }
        }
    }

    /** Brings the rows into order; stable. */
    public void sort() {
        long[] from = rows;
        long[] to = new long[size];
        for (int width = 1; width < size; width *= 2) {
            for (int start = 0; start < size; start += 2 * width) {
                merge(from, start, Math.min(size, start + width), Math.min(size, start + 2 * width), to);
            }
            long[] swap = from;
            from = to;
            to = swap.length >= size ? swap : new long[size];
        }
        rows = from;
    }

    private void merge(long[] from, int start, int middle, int end, long[] to) {
        int left = start;
        int right = middle;
        // Runs already in order are common and cost one comparison.
        if (middle >= end || compare(from[middle - 1], from[middle]) <= 0) {
            System.arraycopy(from, start, to, start, end - start);
            return;
        }
        for (int i = start; i < end; i++) {
            if (right >= end || left < middle && compare(from[left], from[right]) <= 0) {
                to[i] = from[left++];
            } else {
                to[i] = from[right++];
            }
        }
    }

    private int compare(long left, long right) {
        return order.compare(batch(left), (int) left, batch(right), (int) right);
    }

    private RowBatch batch(long row) {
        return batches.get((int) (row >>> 32));
    }

    /** Appends the row at a place of the order. */
    public void append(int place, BatchBuilder builder) {
        builder.appendRow(batch(rows[place]), (int) rows[place]);
    }
}
