package io.millrace.executor.operator.set;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.row.RowNumbers;
import io.millrace.executor.state.GroupTable;
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
 * SELECT DISTINCT: a row enters with its first copy and leaves with its last. Over append-only input a first copy passes at
 * once.
 *
 * <p><b>State:</b> row → number of copies, positive at a barrier (over append-only input always 1).
 */
public final class DistinctOperator implements Operator {
    private final String name;
    private final boolean appendOnly;
    private final List<DataType> types;
    private final int[] allColumns;
    private final GroupTable copies;

    private int[] slots = new int[0];
    /** Copies before this epoch, by position among the touched rows. */
    private long[] before = new long[64];

    private int captured;

    /**
     * @param partitionKeys columns that decide a row's key group
     * @param appendOnly whether the input never deletes
     */
    public DistinctOperator(RowType input, int[] partitionKeys, boolean appendOnly, OperatorContext context) {
        this.appendOnly = appendOnly;
        name = context.node().value();
        types = input.fields().stream().map(Field::type).toList();
        allColumns = Arrays.copyOf(RowNumbers.upTo(types.size()), types.size());
        copies = context.state().groupTable("copies", types, -1, partitionKeys, 1, 0);
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        if (slots.length < batch.rows()) {
            slots = new int[Math.max(batch.rows(), RowBatch.ROWS_TARGET)];
        }
        copies.slots(batch, allColumns, slots);
        long[] counts = copies.longs(0);
        if (appendOnly) {
            passFirstCopies(batch, counts, out);
            return;
        }
        capture(counts);
        for (int i = 0; i < batch.rows(); i++) {
            counts[slots[i]] += batch.weight(batch.row(i));
        }
    }

    private void passFirstCopies(RowBatch batch, long[] counts, Output out) {
        int[] first = new int[batch.rows()];
        int firsts = 0;
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            if (batch.weight(row) < 0) {
                throw MillraceException.internal(
                        "operator " + name + ": a delete arrived although its input is append-only");
            }
            first[firsts] = row;
            firsts += counts[slots[i]] == 0 ? 1 : 0;
            counts[slots[i]] = 1;
        }
        if (firsts > 0) {
            out.emit(batch.select(first, firsts));
        }
    }

    private void capture(long[] counts) {
        int touched = copies.touchedCount();
        if (before.length < touched) {
            before = Arrays.copyOf(before, Math.max(touched, before.length * 2));
        }
        for (; captured < touched; captured++) {
            before[captured] = counts[copies.touched()[captured]];
        }
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        if (appendOnly) {
            copies.endEpoch();
        } else {
            out.emit(new Crossings());
        }
    }

    /** Rows that got their first copy or lost their last one. */
    private final class Crossings implements Emission {
        private int next;

        @Override
        public @Nullable RowBatch next() {
            BatchBuilder builder = new BatchBuilder(types, Math.min(captured - next, RowBatch.ROWS_TARGET));
            long[] counts = copies.longs(0);
            for (; next < captured && !builder.isFull(); next++) {
                int slot = copies.touched()[next];
                long after = counts[slot];
                if (after < 0) {
                    throw MillraceException.internal("operator " + name + ": a row has " + after
                            + " copies at the barrier; a delete came without its insert");
                }
                if (before[next] > 0 != after > 0) {
                    copies.appendKey(slot, builder, 0);
                    builder.endRow(after > 0 ? 1 : -1);
                }
                if (after == 0) {
                    copies.remove(slot);
                }
            }
            if (!builder.isEmpty()) {
                return builder.build();
            }
            copies.endEpoch();
            captured = 0;
            return null;
        }
    }
}
