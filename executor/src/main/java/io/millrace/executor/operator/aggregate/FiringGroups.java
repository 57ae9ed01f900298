package io.millrace.executor.operator.aggregate;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.row.RowNumbers;
import io.millrace.executor.operator.row.SlotList;
import io.millrace.executor.state.GroupTable;
import io.millrace.executor.state.KeyedState;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Groups with a time among their keys, given out once when that time is past, and then forgotten.
 *
 * <p><b>Call order:</b> {@link #add} in an epoch; at the barrier {@link #settle}, {@link #fire}, {@link #endEpoch}.
 * <b>Threading:</b> one thread.
 */
public final class FiringGroups {
    private final Aggregation aggregation;
    private final GroupTable groups;
    private final Accumulators state;
    private final List<DataType> rowTypes;
    private final int keyCount;
    private final int[] keyPositions;

    private int[] slots = new int[0];
    private boolean settled;

    /** @param resultTypes of the aggregates */
    public FiringGroups(Aggregation aggregation, GroupKeys keys, List<DataType> resultTypes, KeyedState keyedState) {
        this.aggregation = aggregation;
        groups = aggregation.table(keyedState);
        state = aggregation.accumulators();
        keyCount = keys.types().size();
        keyPositions = RowNumbers.upTo(keyCount);
        rowTypes = new ArrayList<>(keys.types());
        rowTypes.addAll(resultTypes);
    }

    public void add(RowBatch batch, int[] keyColumns) {
        if (slots.length < batch.rows()) {
            slots = new int[Math.max(batch.rows(), RowBatch.ROWS_TARGET)];
        }
        groups.slots(batch, keyColumns, slots);
        state.view(groups);
        aggregation.add(state, batch, keyColumns, slots);
    }

    /** At the barrier: brings accumulators into their final form and drops groups without rows; may be repeated. */
    public void settle() {
        if (settled) {
            return;
        }
        settled = true;
        aggregation.settle(state, groups);
        if (aggregation.countsRows()) {
            state.view(groups);
            for (int i = 0; i < groups.touchedCount(); i++) {
                int slot = groups.touched()[i];
                if (aggregation.rows(state, slot) == 0) {
                    groups.remove(slot);
                }
            }
        }
    }

    /**
     * The groups up to a time, ascending by it; forgotten as they are given out.
     *
     * @param shape makes an output batch of one that has the keys and then the aggregates
     */
    public Emission fire(long timeInclusive, UnaryOperator<RowBatch> shape) {
        SlotList due = new SlotList();
        groups.forEachUpTo(timeInclusive, due);
        state.view(groups);
        return new Fired(due, timeInclusive, shape);
    }

    /** The table of the groups. */
    public GroupTable table() {
        return groups;
    }

    /** The accumulators of the groups. */
    public Accumulators state() {
        return state;
    }

    public void endEpoch() {
        groups.endEpoch();
        aggregation.endEpoch();
        settled = false;
    }

    private final class Fired implements Emission {
        private final SlotList due;
        private final long timeInclusive;
        private final UnaryOperator<RowBatch> shape;
        private int next;

        Fired(SlotList due, long timeInclusive, UnaryOperator<RowBatch> shape) {
            this.due = due;
            this.timeInclusive = timeInclusive;
            this.shape = shape;
        }

        @Override
        public @Nullable RowBatch next() {
            int count = Math.min(due.size() - next, RowBatch.ROWS_TARGET);
            if (count == 0) {
                aggregation.removeUpTo(timeInclusive);
                return null;
            }
            int[] fired = due.copy(next, count);
            next += count;
            BatchBuilder builder = new BatchBuilder(rowTypes, count);
            for (int slot : fired) {
                groups.appendKey(slot, builder, 0);
            }
            aggregation.appendResults(state, fired, count, builder, keyCount);
            builder.endRows(count, 1);
            for (int slot : fired) {
                groups.remove(slot);
            }
            RowBatch batch = builder.build();
            aggregation.removeGroups(batch, keyPositions, keyCount);
            return shape.apply(batch);
        }
    }
}
