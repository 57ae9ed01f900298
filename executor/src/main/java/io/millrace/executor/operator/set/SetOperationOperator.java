package io.millrace.executor.operator.set;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.row.RowNumbers;
import io.millrace.executor.state.GroupTable;
import io.millrace.plan.node.SetOperation;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * INTERSECT and EXCEPT, with and without ALL: copies of each row are counted by input, and at the barrier a row comes out as
 * many times more or less as the counts say it must.
 *
 * <p><b>State:</b> row → number of copies in each input, none negative at a barrier.
 */
public final class SetOperationOperator implements Operator {
    private final String name;
    private final boolean intersects;
    private final boolean all;
    private final int inputs;
    private final List<DataType> types;
    private final int[] allColumns;
    private final GroupTable copies;

    private int[] slots = new int[0];
    /** Copies that came out before this epoch, by position among the touched rows. */
    private long[] before = new long[64];

    private int captured;

    /** @param partitionKeys columns that decide a row's key group */
    public SetOperationOperator(SetOperation node, int[] partitionKeys, OperatorContext context) {
        name = node.id().value();
        intersects = node.kind() == SetOperation.Kind.INTERSECT;
        all = node.all();
        inputs = node.inputs().size();
        types = node.rowType().fields().stream().map(Field::type).toList();
        allColumns = Arrays.copyOf(RowNumbers.upTo(types.size()), types.size());
        copies = context.state().groupTable("copies", types, -1, partitionKeys, inputs, 0);
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        if (slots.length < batch.rows()) {
            slots = new int[Math.max(batch.rows(), RowBatch.ROWS_TARGET)];
        }
        copies.slots(batch, allColumns, slots);
        capture();
        long[] counts = copies.longs(input);
        for (int i = 0; i < batch.rows(); i++) {
            counts[slots[i]] += batch.weight(batch.row(i));
        }
    }

    private void capture() {
        int touched = copies.touchedCount();
        if (before.length < touched) {
            before = Arrays.copyOf(before, Math.max(touched, before.length * 2));
        }
        for (; captured < touched; captured++) {
            before[captured] = given(copies.touched()[captured]);
        }
    }

    /** Copies that come out. */
    private long given(int slot) {
        long given = copies.longs(0)[slot];
        for (int input = 1; input < inputs; input++) {
            long others = copies.longs(input)[slot];
            if (intersects) {
                given = Math.min(given, others);
            } else {
                given = all ? given - others : others > 0 ? 0 : given;
            }
        }
        given = Math.max(given, 0);
        return all ? given : Math.min(given, 1);
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        out.emit(new Barrier());
    }

    /** Whether no input has the row. */
    private boolean isGone(int slot) {
        boolean gone = true;
        for (int input = 0; input < inputs; input++) {
            long count = copies.longs(input)[slot];
            if (count < 0) {
                throw MillraceException.internal("operator " + name + ": a row has " + count
                        + " copies at the barrier; a delete came without its insert");
            }
            gone &= count == 0;
        }
        return gone;
    }

    /** Rows that come out more or less often than before. */
    private final class Barrier implements Emission {
        private int next;
        private long copiesLeft;

        @Override
        public @Nullable RowBatch next() {
            BatchBuilder builder =
                    new BatchBuilder(types, Math.max(1, Math.min(captured - next, RowBatch.ROWS_TARGET)));
            while (next < captured && !builder.isFull()) {
                int slot = copies.touched()[next];
                long change = copiesLeft != 0 ? copiesLeft : given(slot) - before[next];
                int step = change > 0 ? 1 : -1;
                for (; change != 0 && !builder.isFull(); change -= step) {
                    copies.appendKey(slot, builder, 0);
                    builder.endRow(step);
                }
                copiesLeft = change;
                if (change == 0) {
                    next++;
                }
            }
            if (!builder.isEmpty()) {
                return builder.build();
            }
            for (int i = 0; i < captured; i++) {
                int slot = copies.touched()[i];
                if (isGone(slot)) {
                    copies.remove(slot);
                }
            }
            copies.endEpoch();
            captured = 0;
            return null;
        }
    }
}
