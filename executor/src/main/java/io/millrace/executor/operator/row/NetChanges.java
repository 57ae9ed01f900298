package io.millrace.executor.operator.row;

import io.millrace.executor.operator.Emission;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one epoch, net of each other: rows go in with their weights in any order, and what comes out at the barrier
 * holds no row both inserted and deleted. Deletes come first.
 *
 * <p>Batches are kept, not copied, and given out again with fewer rows selected; only deleted rows are hashed.
 * <b>Threading:</b> one thread.
 */
public final class NetChanges {
    /** Survivors of a batch up to this many are copied together instead of being given out one small batch each. */
    private static final int COPIED_ROWS_MAX = RowBatch.ROWS_TARGET / 8;

    private final List<DataType> types;
    private final int[] allColumns;
    private final List<Part> parts = new ArrayList<>();
    private final KeyIndex deleted;
    /** By id in {@link #deleted}: how many deletes of that row there are; at the barrier, how many are left to give out. */
    private int[] deletes = new int[64];

    private final HeldRows held;
    private long rows;

    /** A batch kept, and the ids of the rows it deletes. */
    private record Part(RowBatch batch, int[] deleteRows, int[] deleteIds) {}

    public NetChanges(RowType rowType) {
        this(rowType, new HeldRows());
    }

    /** @param held bounds what may be kept */
    public NetChanges(RowType rowType, HeldRows held) {
        this.held = held;
        types = rowType.fields().stream().map(Field::type).toList();
        allColumns = new int[types.size()];
        Arrays.setAll(allColumns, i -> i);
        deleted = new KeyIndex(types);
    }

    /**
     * Takes changes; keeps the batch until {@link #net} is drained.
     *
     * @throws io.millrace.spi.error.MillraceException 53200 if a quarter of the heap is not enough for them
     */
    public void add(RowBatch batch) {
        if (batch.rows() == 0) {
            return;
        }
        held.add(batch);
        rows += batch.rows();
        byte[] weights = batch.weights();
        int count = 0;
        if (weights != null) {
            for (int i = 0; i < batch.rows(); i++) {
                count += weights[batch.row(i)] < 0 ? 1 : 0;
            }
        }
        if (count == 0) {
            parts.add(new Part(batch, new int[0], new int[0]));
            return;
        }
        int[] deleteRows = rowsOfWeight(batch, -1, count);
        int[] ids = new int[count];
        deleted.findOrAdd(batch.select(deleteRows, count), allColumns, ids);
        if (deletes.length < deleted.size()) {
            deletes = Arrays.copyOf(deletes, Math.max(deleted.size(), deletes.length * 2));
        }
        for (int id : ids) {
            deletes[id]++;
        }
        parts.add(new Part(batch, deleteRows, ids));
    }

    /** Changes taken so far, before consolidation. */
    public long rows() {
        return rows;
    }

    public boolean isEmpty() {
        return rows == 0;
    }

    /**
     * The net changes, deletes first. Nothing may be added until it is drained; then this is empty again.
     *
     * <p>Of {@code d} deletes and {@code i} inserts of a row the last {@code d − i} deletes or the last {@code i − d} inserts
     * survive, so that no row needs to be copied.
     */
    public Emission net() {
        if (deleted.size() == 0) {
            return new Drain(new ArrayList<>(), unchanged());
        }
        int[] left = Arrays.copyOf(deletes, deleted.size());
        List<RowBatch> inserts = new ArrayList<>();
        for (Part part : parts) {
            keepInserts(part, left, inserts);
        }
        int[] cancelled = new int[left.length];
        for (int id = 0; id < left.length; id++) {
            cancelled[id] = deletes[id] - left[id];
        }
        List<RowBatch> survivors = new ArrayList<>();
        for (Part part : parts) {
            keepDeletes(part, cancelled, survivors);
        }
        return new Drain(survivors, inserts);
    }

    private List<RowBatch> unchanged() {
        List<RowBatch> batches = new ArrayList<>(parts.size());
        for (Part part : parts) {
            batches.add(part.batch.withWeights(null));
        }
        return batches;
    }

    private void keepInserts(Part part, int[] left, List<RowBatch> kept) {
        RowBatch batch = part.batch;
        int count = batch.rows() - part.deleteRows.length;
        if (count == 0) {
            return;
        }
        int[] insertRows = rowsOfWeight(batch, 1, count);
        int[] ids = new int[count];
        deleted.find(batch.select(insertRows, count), allColumns, ids);
        int survivors = 0;
        for (int i = 0; i < count; i++) {
            if (ids[i] != KeyIndex.ABSENT && left[ids[i]] > 0) {
                left[ids[i]]--;
            } else {
                insertRows[survivors++] = insertRows[i];
            }
        }
        if (survivors > 0) {
            kept.add(batch.select(insertRows, survivors).withWeights(null));
        }
    }

    private static void keepDeletes(Part part, int[] cancelled, List<RowBatch> kept) {
        int survivors = 0;
        int[] survivorRows = new int[part.deleteRows.length];
        for (int i = 0; i < part.deleteRows.length; i++) {
            int id = part.deleteIds[i];
            if (cancelled[id] > 0) {
                cancelled[id]--;
            } else {
                survivorRows[survivors++] = part.deleteRows[i];
            }
        }
        if (survivors > 0) {
            kept.add(part.batch.select(survivorRows, survivors));
        }
    }

    private static int[] rowsOfWeight(RowBatch batch, int weight, int count) {
        int[] selected = new int[count];
        int next = 0;
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            if (batch.weight(row) == weight) {
                selected[next++] = row;
            }
        }
        return selected;
    }

    private void clear() {
        parts.clear();
        Arrays.fill(deletes, 0, deleted.size(), 0);
        deleted.clear();
        held.clear();
        rows = 0;
    }

    /** Gives out the survivors; small batches are copied together. */
    private final class Drain implements Emission {
        private final List<RowBatch> batches;
        private final CopiedRows copied = new CopiedRows(types);
        private int next;

        Drain(List<RowBatch> survivingDeletes, List<RowBatch> survivingInserts) {
            batches = survivingDeletes;
            batches.addAll(survivingInserts);
        }

        @Override
        public @Nullable RowBatch next() {
            while (next < batches.size()) {
                RowBatch batch = batches.get(next);
                boolean isCopied = batch.rows() <= COPIED_ROWS_MAX;
                if (copied.isFull() || !isCopied && !copied.isEmpty()) {
                    return copied.take();
                }
                next++;
                if (!isCopied) {
                    return batch;
                }
                copied.add(batch);
            }
            if (!copied.isEmpty()) {
                return copied.take();
            }
            clear();
            return null;
        }
    }
}
