package io.millrace.executor.operator.over;

import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.ordered.OrderedPartitions;
import io.millrace.executor.operator.row.SlotList;
import io.millrace.executor.state.GroupTable;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.Over;
import io.millrace.plan.node.OverCall;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Forgets rows in the order of event time: behind those that the watermark has passed no others come between, so that only what
 * functions look back at is kept, and what they have come to. A partition is looked at when the watermark has passed the last row
 * that it had when it was looked at before: what it keeps is in proportion to its rows that are not passed.
 *
 * <p><b>State:</b> partitions by the time at which they are looked at, each once. <b>Threading:</b> one thread.
 */
final class ClosedRows {
    private final EventTimeColumn bound;
    private final OperatorContext context;
    private final OrderedPartitions partitions;
    private final List<WindowFunction> functions;
    private final Tails tails;
    private final Look look;
    private final boolean hasTotals;
    private final PartitionRows rows;
    private final List<DataType> dueTypes;
    private final int[] dueColumns;
    private final int[] keyColumns;
    private final GroupTable due;
    private final int[] slot = new int[1];
    private long closedMicros = Long.MIN_VALUE;

    ClosedRows(
            Over node,
            PhysicalNode inputNode,
            int[] partitionPositions,
            OrderedPartitions partitions,
            List<WindowFunction> functions,
            Tails tails,
            Look look,
            OperatorContext context) {
        this.context = context;
        this.partitions = partitions;
        this.functions = functions;
        this.tails = tails;
        this.look = look;
        hasTotals = node.calls().stream().anyMatch(OverCall::isTotal);
        bound = inputNode.properties().eventTimes().stream()
                .filter(time -> time.column() == node.timeColumn())
                .findFirst()
                .orElseThrow(() -> MillraceException.internal("operator " + context.node() + ": column "
                        + node.timeColumn() + " of its input is not bounded by the watermark, but its rows expire"));
        RowType input = inputNode.rowType();
        rows = new PartitionRows(input);
        dueTypes =
                new ArrayList<>(node.partitionKeys().stream().map(input::type).toList());
        dueTypes.add(DataType.of(TypeKind.BIGINT).notNull());
        int keys = dueTypes.size() - 1;
        keyColumns = IntStream.range(0, keys).toArray();
        dueColumns = IntStream.rangeClosed(0, keys).toArray();
        due = context.state().groupTable("due", dueTypes, keys, partitionPositions, 0, 0);
    }

    void watermark(long micros) {
        // At the end of all input there is nothing to be saved any more.
        closedMicros = micros == Long.MAX_VALUE
                ? closedMicros
                : bound.closedUpTo(context.limits().settledUpTo(micros));
    }

    /** The rows of a batch that the watermark has not passed; only a split that had been silent for long has others. */
    RowBatch onTime(RowBatch batch) {
        Column times = batch.column(bound.column());
        int late = 0;
        for (int i = 0; i < batch.rows(); i++) {
            late += isLate(times, batch.row(i)) ? 1 : 0;
        }
        if (late == 0) {
            return batch;
        }
        context.countLate(late);
        int[] onTime = new int[batch.rows() - late];
        int count = 0;
        for (int i = 0; i < batch.rows(); i++) {
            if (!isLate(times, batch.row(i))) {
                onTime[count++] = batch.row(i);
            }
        }
        return batch.select(onTime, count);
    }

    private boolean isLate(Column times, int row) {
        return ((LongColumn) times).values()[row] <= closedMicros && !times.isNull(row);
    }

    /** A partition, the one at hand of the tails, has changed. */
    void changed(Sequence now) {
        if (!tails.waits()) {
            int last = lastTimed(now);
            if (last >= 0) {
                await(time(now, last));
            }
        }
    }

    /** The last position that has a time; −1 if there is none. */
    private int lastTimed(Sequence now) {
        Column times = now.column(bound.column());
        int last = now.size() - 1;
        while (last >= 0 && times.isNull(now.rows()[last])) {
            last--;
        }
        return last;
    }

    private long time(Sequence now, int position) {
        return Look.value(now.column(bound.column()), now.rows()[position]);
    }

    private void await(long time) {
        BatchBuilder builder = new BatchBuilder(dueTypes, 1);
        int partition = partitions.partition();
        for (int column : keyColumns) {
            builder.column(column).appendFrom(partitions.changed().column(column), partition);
        }
        builder.longs(keyColumns.length).append(time);
        builder.endRow();
        due.slots(builder.build(), dueColumns, slot);
        tails.setWaits(true);
    }

    /** At the barrier: looks at the partitions whose time has come. */
    void forget() {
        SlotList slots = new SlotList();
        due.forEachUpTo(closedMicros, slots);
        for (int from = 0; from < slots.size(); from += RowBatch.ROWS_TARGET) {
            int[] some = slots.copy(from, Math.min(slots.size() - from, RowBatch.ROWS_TARGET));
            BatchBuilder builder = new BatchBuilder(dueTypes, some.length);
            for (int each : some) {
                due.appendKey(each, builder, 0);
                builder.endRow();
                due.remove(each);
            }
            partitions.visit(builder.build().project(keyColumns));
            while (partitions.nextPartition()) {
                close();
            }
            partitions.end();
        }
        due.endEpoch();
    }

    /** Forgets what it can of a partition. */
    private void close() {
        tails.find(partitions);
        Tail base = tails.base();
        partitions.walkFrom(base.from());
        rows.read(partitions);
        for (int i = 0; i < functions.size(); i++) {
            functions.get(i).resume(base.function(i));
        }
        Sequence now = rows.now(base);
        int lastTimed = lastTimed(now);
        int open = lastTimed + 1;
        while (open > 0 && time(now, open - 1) > closedMicros) {
            open--;
        }
        int first = look.firstRead(now, open, closedMicros + 1);
        if (first > 0) {
            byte[] changesFrom = partitions.keyFrom(closedMicros + 1);
            byte[] from = first == open ? changesFrom : partitions.tieKey(rows.batch(), now.rows()[first]);
            tails.begin(Tails.saved(now, first, from, changesFrom, functions));
            partitions.forgetBefore(from);
        }
        long next = next(now, lastTimed, first);
        tails.setWaits(false);
        if (next > closedMicros) {
            await(next);
        } else if (first == now.size() && !hasTotals) {
            tails.forget();
        }
    }

    /** When the partition is to be looked at again; not in the future if there will be nothing to forget. */
    private long next(Sequence now, int lastTimed, int first) {
        if (lastTimed < first) {
            return Long.MIN_VALUE;
        }
        long last = time(now, lastTimed);
        boolean isOpen = last > closedMicros;
        long expiry = look.measures() ? last + look.distance() : last;
        return isOpen ? last : expiry < last ? Long.MAX_VALUE : expiry;
    }
}
