package io.millrace.executor.operator.ordered;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.state.GroupTable;
import io.millrace.plan.node.SortKey;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first row of each partition of input that never deletes, by the order of {@link OrderedPartitions}: a row that was
 * overtaken never comes back, so that one row a partition is enough.
 *
 * <p><b>Call order:</b> {@link #add}; at the barrier {@link #changes}, which ends the epoch when it is drained. <b>State:</b>
 * partition → its first row. <b>Threading:</b> one thread.
 */
public final class BestRows {
    private final String operator;
    private final RowCodec codec;
    private final List<DataType> types;
    private final List<DataType> keyTypes;
    private final int[] partitionColumns;
    private final GroupTable partitions;
    private final ByteHeap candidate = new ByteHeap();
    private int[] slots = new int[0];
    /** By position among the touched partitions: the row before this epoch. Arrays held are replaced, never changed. */
    private byte[] @Nullable [] before = new byte[64][];

    private int captured;

    /** @param partitionPositions positions among the partition keys by which the input is distributed */
    public BestRows(
            RowType type,
            List<Integer> partitionKeys,
            List<SortKey> order,
            int[] partitionPositions,
            OperatorContext context) {
        operator = context.node().value();
        codec = new RowCodec(type, partitionKeys, order);
        types = type.fields().stream().map(Field::type).toList();
        keyTypes = partitionKeys.stream().map(type::type).toList();
        partitionColumns = partitionKeys.stream().mapToInt(Integer::intValue).toArray();
        partitions = context.state().groupTable("best", keyTypes, -1, partitionPositions, 0, 1);
    }

    /** Takes rows. */
    public void add(RowBatch batch) {
        if (slots.length < batch.rows()) {
            slots = new int[Math.max(batch.rows(), RowBatch.ROWS_TARGET)];
        }
        partitions.slots(batch, partitionColumns, slots);
        byte[][] best = partitions.bytes(0);
        capture(best);
        boolean mayDelete = batch.weights() != null;
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            if (mayDelete && batch.weight(row) < 0) {
                throw MillraceException.internal(
                        "operator " + operator + ": a delete arrived although its input is append-only");
            }
            offer(batch, row, best, slots[i]);
        }
    }

    private void capture(byte[][] best) {
        int touched = partitions.touchedCount();
        if (before.length < touched) {
            before = Arrays.copyOf(before, Math.max(touched, before.length * 2));
        }
        for (; captured < touched; captured++) {
            before[captured] = best[partitions.touched()[captured]];
        }
    }

    /** Most rows that lose do so by their sort keys: the other columns are encoded only when it comes to them. */
    private void offer(RowBatch batch, int row, byte[][] best, int slot) {
        byte @Nullable [] held = best[slot];
        candidate.clear();
        codec.encodeSortKeys(batch, row, candidate);
        if (held != null) {
            int keys = candidate.size();
            int order = compare(held, Math.min(keys, held.length));
            if (order > 0) {
                return;
            }
            codec.encodeRest(batch, row, candidate);
            if (order == 0 && compare(held, held.length) >= 0) {
                return;
            }
        } else {
            codec.encodeRest(batch, row, candidate);
        }
        best[slot] = Arrays.copyOf(candidate.data(), candidate.size());
    }

    private int compare(byte[] held, int length) {
        return Arrays.compareUnsigned(candidate.data(), 0, candidate.size(), held, 0, length);
    }

    /** For each partition whose first row is another now: the old one with −1, the new one with +1. */
    public Emission changes() {
        return new Changes();
    }

    private final class Changes implements Emission {
        private final byte[][] best = partitions.bytes(0);
        private int next;

        @Override
        public @Nullable RowBatch next() {
            while (next < captured) {
                RowBatch batch = changesOf(Math.min(captured, next + RowBatch.ROWS_TARGET / 2));
                if (batch != null) {
                    return batch;
                }
            }
            partitions.endEpoch();
            Arrays.fill(before, 0, captured, null);
            captured = 0;
            return null;
        }

        private @Nullable RowBatch changesOf(int end) {
            int first = next;
            next = end;
            RowBatch keys = keys(first, end);
            BatchBuilder builder = new BatchBuilder(types, RowBatch.ROWS_TARGET);
            for (int i = first; i < end; i++) {
                byte @Nullable [] old = before[i];
                byte[] now = best[partitions.touched()[i]];
                if (old != now) {
                    if (old != null) {
                        append(keys, i - first, old, -1, builder);
                    }
                    append(keys, i - first, now, 1, builder);
                }
            }
            return builder.isEmpty() ? null : builder.build();
        }

        private RowBatch keys(int first, int end) {
            BatchBuilder builder = new BatchBuilder(keyTypes, end - first);
            for (int i = first; i < end; i++) {
                partitions.appendKey(partitions.touched()[i], builder, 0);
            }
            builder.endRows(end - first, 1);
            return builder.build();
        }

        private void append(RowBatch keys, int partition, byte[] row, int weight, BatchBuilder builder) {
            for (int i = 0; i < partitionColumns.length; i++) {
                builder.column(partitionColumns[i]).appendFrom(keys.column(i), partition);
            }
            codec.decode(row, 0, builder);
            builder.endRow(weight);
        }
    }
}
