package io.millrace.executor.operator.aggregate;

import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.row.RowNumbers;
import io.millrace.executor.operator.row.SlotList;
import io.millrace.executor.state.GroupTable;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import java.util.List;

/** Groups show when the watermark has passed their time and are corrected as long as late rows are allowed. */
final class WatermarkLife implements GroupLife {
    private final EventTimeColumn bound;
    private final GroupTable groups;
    private final GroupKeys keys;
    private final Aggregation aggregation;
    private final OperatorContext context;
    private final DueGroups due;
    private long watermarkMicros = Long.MIN_VALUE;

    WatermarkLife(
            EventTimeColumn bound,
            GroupTable groups,
            GroupKeys keys,
            Aggregation aggregation,
            OperatorContext context) {
        this.bound = bound;
        this.groups = groups;
        this.keys = keys;
        this.aggregation = aggregation;
        this.context = context;
        due = new DueGroups(context, keys, groups);
    }

    void watermark(long micros) {
        watermarkMicros = micros;
    }

    @Override
    public List<RowBatch> due() {
        return due.take(bound.closedUpTo(watermarkMicros));
    }

    @Override
    public boolean shows(int slot, boolean shown) {
        return shown || groups.time(slot) <= bound.closedUpTo(watermarkMicros);
    }

    @Override
    public boolean keeps(int slot, boolean shows) {
        if (!shows) {
            due.add(groups.time(slot), slot);
        }
        return true;
    }

    @Override
    public void endEpoch() {
        long settled = bound.closedUpTo(context.limits().settledUpTo(watermarkMicros));
        SlotList gone = new SlotList();
        groups.forEachUpTo(settled, gone);
        int keyCount = keys.types().size();
        for (int from = 0; from < gone.size(); from += RowBatch.ROWS_TARGET) {
            int[] slots = gone.copy(from, Math.min(gone.size() - from, RowBatch.ROWS_TARGET));
            BatchBuilder builder = new BatchBuilder(keys.types(), slots.length);
            for (int slot : slots) {
                groups.appendKey(slot, builder, 0);
                builder.endRow();
                groups.remove(slot);
            }
            aggregation.removeGroups(builder.build(), RowNumbers.upTo(keyCount), keyCount);
        }
        aggregation.removeUpTo(settled);
        due.endEpoch();
    }
}
