package io.millrace.executor.operator.over;

import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.ordered.OrderedPartitions;
import io.millrace.executor.state.GroupTable;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lets functions that only look back at sums, counts and a few rows go on at the end of a partition: rows that come there cost
 * nothing for those before them. A change further back computes the partition anew.
 *
 * <p><b>State:</b> partition → {@link Tail}, of partitions that are not small. <b>Threading:</b> one thread.
 */
final class Tails {
    /** Rows before a place to go on from that make it worth being kept. */
    private static final int ROWS_MIN = 32;

    private final GroupTable tails;
    private final int[] keyColumns;
    private final long reachRows;
    private final int[] slot = new int[1];

    /** @param reachRows rows that functions look back and ahead, together */
    Tails(List<DataType> keyTypes, int[] partitionPositions, long reachRows, OperatorContext context) {
        this.reachRows = reachRows;
        keyColumns = IntStream.range(0, keyTypes.size()).toArray();
        tails = context.state().groupTable("tails", keyTypes, -1, partitionPositions, 0, 1);
    }

    /** Brings the changes of the partition at hand into the state, and begins the walk where they allow; what is before. */
    Tail apply(OrderedPartitions partitions) {
        RowBatch keys = partitions.changed();
        tails.slots(keys.select(new int[] {partitions.partition()}, 1), keyColumns, slot);
        byte[] bytes = tails.bytes(0)[slot[0]];
        Tail tail = bytes == null ? Tail.START : Tail.of(bytes);
        if (tail.isStart() || partitions.changesBefore(tail.changesFrom())) {
            partitions.apply(partitions.entries());
            return Tail.START;
        }
        partitions.applyFrom(tail.from());
        return tail;
    }

    /** Keeps where the partition that {@link #apply} was called for can go on. */
    void keep(Tail before, Sequence now, RowBatch batch, List<WindowFunction> functions, OrderedPartitions partitions) {
        int last = now.size() - 1;
        long place = last < 0 ? -1 : now.tieStarts()[last] - reachRows;
        if (place < 0 || before.rows() + place < ROWS_MIN) {
            tails.remove(slot[0]);
            return;
        }
        int from = now.tieStarts()[(int) place];
        byte[][] saved = new byte[functions.size()][];
        for (int i = 0; i < saved.length; i++) {
            saved[i] = functions.get(i).save(now, from);
        }
        Tail tail = new Tail(
                partitions.tieKey(batch, now.rows()[from]),
                partitions.tieKey(batch, now.rows()[now.tieStarts()[last]]),
                before.rows() + from,
                before.ties() + now.tieNumbers()[from] - 1,
                saved);
        tails.bytes(0)[slot[0]] = tail.toBytes();
    }

    void endEpoch() {
        tails.endEpoch();
    }
}
