package io.millrace.executor.operator.aggregate;

import io.millrace.executor.function.UserAggregate;
import io.millrace.executor.state.GroupTable;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The states of an aggregate that a user wrote: objects while an epoch lasts, bytes in an accumulator column from its barrier
 * on. Rows that are taken back wait for the barrier, so that none goes before it came.
 *
 * <p><b>Threading:</b> one thread.
 */
final class UserStates implements Result {
    private final UserArguments arguments;
    private final UserAggregate aggregate;
    private final int at;

    /** Of groups that have changed, by slot. */
    private @Nullable Object[] open = new Object[64];

    private int[] changed = new int[64];
    private int changedCount;
    private final List<@Nullable Object[]> goneRows = new ArrayList<>();
    private final List<Integer> goneSlots = new ArrayList<>();

    UserStates(UserArguments arguments, Layout layout) {
        this.arguments = arguments;
        aggregate = arguments.aggregate();
        at = layout.nextBytes();
    }

    void add(Accumulators accumulators, SlotRows rows, RowBatch batch) {
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            @Nullable Object[] values = arguments.read(batch, row);
            if (values == null) {
                continue;
            }
            int slot = rows.slots()[i];
            Object state = state(accumulators, slot);
            if (rows.weight(row) > 0) {
                aggregate.apply(state, values, false);
            } else {
                goneRows.add(values);
                goneSlots.add(slot);
            }
        }
    }

    private Object state(Accumulators accumulators, int slot) {
        if (slot >= open.length) {
            open = Arrays.copyOf(open, Math.max(slot + 1, open.length * 2));
        }
        Object state = open[slot];
        if (state == null) {
            state = read(accumulators, slot);
            open[slot] = state;
            if (changedCount == changed.length) {
                changed = Arrays.copyOf(changed, changedCount * 2);
            }
            changed[changedCount++] = slot;
        }
        return state;
    }

    private Object read(Accumulators accumulators, int position) {
        byte[] held = held(accumulators, position);
        return held == null ? aggregate.create() : aggregate.read(held);
    }

    private byte @Nullable [] held(Accumulators accumulators, int position) {
        return accumulators.bytes[at][position];
    }

    /** At the barrier: puts the states of groups that have changed into their column. */
    void settle(Accumulators accumulators, GroupTable groups) {
        accumulators.view(groups);
        for (int i = 0; i < goneRows.size(); i++) {
            aggregate.apply(state(accumulators, goneSlots.get(i)), goneRows.get(i), true);
        }
        goneRows.clear();
        goneSlots.clear();
        for (int i = 0; i < changedCount; i++) {
            Object state = open[changed[i]];
            if (state != null) {
                accumulators.bytes[at][changed[i]] = aggregate.write(state);
            }
            open[changed[i]] = null;
        }
        changedCount = 0;
    }

    @Override
    public void append(Accumulators accumulators, int[] positions, int count, ColumnBuilder out) {
        for (int i = 0; i < count; i++) {
            JavaValues.append(out, aggregate.resultType(), aggregate.result(read(accumulators, positions[i])));
        }
    }
}
