package io.millrace.executor.operator.aggregate;

import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.state.GroupTable;
import io.millrace.spi.batch.RowBatch;
import java.util.BitSet;
import java.util.List;

/** Groups show at once and go when no row has touched them for the time to live: a pure function of the times of epochs. */
final class TouchLife implements GroupLife {
    private final GroupTable groups;
    private final int lastTouch;
    private final OperatorContext context;
    private final DueGroups due;
    private final BitSet found = new BitSet();
    private long stepMicros = Long.MIN_VALUE;

    /** @param lastTouch accumulator that holds the time of the epoch of the newest row */
    TouchLife(GroupTable groups, int lastTouch, GroupKeys keys, OperatorContext context) {
        this.groups = groups;
        this.lastTouch = lastTouch;
        this.context = context;
        due = new DueGroups(context, keys, groups);
    }

    @Override
    public void touched(int[] slots, int count) {
        long[] times = groups.longs(lastTouch);
        for (int i = 0; i < count; i++) {
            times[slots[i]] = context.epochTimeMicros();
        }
    }

    @Override
    public List<RowBatch> due() {
        stepMicros = context.limits().ttlStep(context.epochTimeMicros());
        return due.take(stepMicros);
    }

    @Override
    public void found(int[] slots, int count) {
        for (int i = 0; i < count; i++) {
            found.set(slots[i]);
        }
    }

    private long endOf(int slot) {
        return groups.longs(lastTouch)[slot] + context.limits().stateTtlMicros();
    }

    @Override
    public boolean shows(int slot, boolean shown) {
        return endOf(slot) > stepMicros;
    }

    @Override
    public boolean keeps(int slot, boolean shows) {
        if (shows && (groups.isNew(slot) || found.get(slot))) {
            due.add(endOf(slot), slot);
        }
        return shows;
    }

    @Override
    public void endEpoch() {
        found.clear();
        due.endEpoch();
    }
}
