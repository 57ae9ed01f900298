package io.millrace.executor.operator.ordered;

import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.row.SlotList;
import io.millrace.executor.state.GroupTable;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Partitions that belong to windows: nothing of them shows before their window has ended; then they are forgotten, or, where
 * rows may come late, corrected for as long as that is allowed.
 *
 * <p><b>State:</b> partitions that wait for the end of their window; where rows may come late, those that show. <b>Threading:</b>
 * one thread.
 */
public final class WindowEnds {
    private final EventTimeColumn bound;
    private final OperatorContext context;
    private final List<DataType> keyTypes;
    private final int[] keyColumns;
    private final GroupTable waiting;
    /** Null if no row may come late. */
    private final @Nullable GroupTable shown;

    private boolean[] shows = {};
    /** At the barrier: partitions to be taken, and how many have been. */
    private @Nullable SlotList ended;

    private @Nullable SlotList settled;
    private int taken;
    private long watermarkMicros = Long.MIN_VALUE;

    /**
     * @param firingKey position among the partition keys of the end of the window
     * @param partitionPositions positions among the partition keys by which the input is distributed
     */
    public WindowEnds(
            PhysicalNode input,
            List<Integer> partitionKeys,
            int firingKey,
            int[] partitionPositions,
            OperatorContext context) {
        this.context = context;
        int column = partitionKeys.get(firingKey);
        bound = input.properties().eventTimes().stream()
                .filter(time -> time.column() == column)
                .findFirst()
                .orElseThrow(() -> MillraceException.internal("operator " + context.node() + ": column " + column
                        + " of its input is not bounded by the watermark, but fires"));
        keyTypes = partitionKeys.stream().map(input.rowType()::type).toList();
        keyColumns = IntStream.range(0, keyTypes.size()).toArray();
        waiting = context.state().groupTable("waiting", keyTypes, firingKey, partitionPositions, 1, 0);
        shown = context.limits().allowedLatenessMicros() > 0
                ? context.state().groupTable("shown", keyTypes, firingKey, partitionPositions, 1, 0)
                : null;
    }

    public void watermark(long micros) {
        watermarkMicros = micros;
    }

    /** Takes the partitions that have changed: those that do not show yet wait from now on. */
    void begin(RowBatch partitions) {
        int count = partitions.rows();
        int[] slots = new int[count];
        if (shown == null) {
            waiting.slots(partitions, keyColumns, slots);
            return;
        }
        shows = new boolean[count];
        shown.slots(partitions, keyColumns, slots);
        int[] hidden = new int[count];
        int hiddenCount = 0;
        for (int i = 0; i < count; i++) {
            shows[i] = shown.longs(0)[slots[i]] != 0;
            if (!shows[i]) {
                shown.remove(slots[i]);
                hidden[hiddenCount++] = i;
            }
        }
        waiting.slots(partitions.select(hidden, hiddenCount), keyColumns, slots);
    }

    /** Whether something of a partition that has changed has been given before. */
    boolean shows(int partition) {
        return shown != null && shows[partition];
    }

    /** Whether a partition is forgotten as soon as it has been given. */
    boolean forgetsAtOnce() {
        return shown == null;
    }

    /** Some of the partitions whose windows have ended and that did not show; null if there are no more. */
    @Nullable RowBatch nextEnded() {
        if (ended == null) {
            ended = upTo(waiting, bound.closedUpTo(watermarkMicros));
        }
        RowBatch partitions = take(waiting, ended);
        if (partitions != null && shown != null) {
            int[] slots = new int[partitions.rows()];
            shown.slots(partitions, keyColumns, slots);
            for (int slot : slots) {
                shown.longs(0)[slot] = 1;
            }
        }
        return partitions;
    }

    /** Some of the partitions that showed and that nothing changes any more; null if there are no more. */
    @Nullable RowBatch nextSettled() {
        if (shown == null) {
            return null;
        } else if (settled == null) {
            settled = upTo(shown, bound.closedUpTo(context.limits().settledUpTo(watermarkMicros)));
        }
        return take(shown, settled);
    }

    private SlotList upTo(GroupTable table, long timeInclusive) {
        SlotList slots = new SlotList();
        table.forEachUpTo(timeInclusive, slots);
        taken = 0;
        return slots;
    }

    private @Nullable RowBatch take(GroupTable table, SlotList from) {
        int[] slots = from.copy(taken, Math.min(from.size() - taken, RowBatch.ROWS_TARGET));
        if (slots.length == 0) {
            return null;
        }
        taken += slots.length;
        BatchBuilder builder = new BatchBuilder(keyTypes, slots.length);
        for (int slot : slots) {
            table.appendKey(slot, builder, 0);
            builder.endRow();
            table.remove(slot);
        }
        return builder.build();
    }

    void endEpoch() {
        ended = null;
        settled = null;
        waiting.endEpoch();
        if (shown != null) {
            shown.endEpoch();
        }
    }
}
