package io.millrace.executor.operator.over;

import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.ordered.OrderedPartitions;
import io.millrace.executor.state.GroupTable;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lets functions that only look back at sums, counts and a few rows go on at the end of a partition: rows that come there cost
 * nothing for those before them. A change further back computes the partition anew, from its first row that is not forgotten.
 *
 * <p><b>State:</b> partition → {@link Tail}, of partitions that are not small; where rows are forgotten ({@link ClosedRows}), also
 * that before the first row there is, and whether the partition waits for the watermark. <b>Threading:</b> one thread.
 */
final class Tails {
    /** Rows before a place to go on from that make it worth being kept. */
    private static final int ROWS_MIN = 32;

    private static final int TAIL = 0;
    private static final int BASE = 1;

    private final GroupTable tails;
    private final int[] keyColumns;
    private final Look look;
    private final boolean forgets;
    private final OperatorContext context;
    private final int[] slot = new int[1];

    /** @param forgets whether rows are forgotten behind the watermark */
    Tails(List<DataType> keyTypes, int[] partitionPositions, Look look, boolean forgets, OperatorContext context) {
        this.look = look;
        this.forgets = forgets;
        this.context = context;
        keyColumns = IntStream.range(0, keyTypes.size()).toArray();
        tails = context.state().groupTable("tails", keyTypes, -1, partitionPositions, forgets ? 1 : 0, forgets ? 2 : 1);
    }

    /** Goes to the partition that the walk is at. */
    void find(OrderedPartitions partitions) {
        tails.slots(partitions.changed().select(new int[] {partitions.partition()}, 1), keyColumns, slot);
    }

    /** Brings the changes of the partition at hand into the state, and begins the walk where they allow; what is before. */
    Tail apply(OrderedPartitions partitions) {
        find(partitions);
        Tail base = base();
        if (!base.isStart()) {
            // Only of a split that had been silent for so long that the watermark went on without it.
            long late = partitions.dropBefore(base.changesFrom());
            if (late > 0) {
                context.countLate(late);
            }
        }
        Tail tail = tail();
        if (tail.isStart() || partitions.changesBefore(tail.changesFrom())) {
            tails.bytes(TAIL)[slot[0]] = null;
            tail = base;
        }
        if (tail.isStart()) {
            partitions.apply(partitions.entries());
        } else {
            partitions.applyFrom(tail.from());
        }
        return tail;
    }

    private Tail tail() {
        return tail(tails.bytes(TAIL)[slot[0]]);
    }

    /** What comes before the first row of the partition that is not forgotten. */
    Tail base() {
        return forgets ? tail(tails.bytes(BASE)[slot[0]]) : Tail.START;
    }

    private static Tail tail(byte @Nullable [] bytes) {
        return bytes == null || bytes.length == 0 ? Tail.START : Tail.of(bytes);
    }

    /** Keeps where the partition that {@link #apply} was called for can go on. */
    void keep(Sequence now, RowBatch batch, List<WindowFunction> functions, OrderedPartitions partitions) {
        Tail before = now.before();
        int last = now.size() - 1;
        int from = last < 0 ? 0 : look.firstRead(now, now.tieStarts()[last]);
        if (from > 0 && before.rows() + from >= ROWS_MIN) {
            byte[] changesFrom = partitions.tieKey(batch, now.rows()[last]);
            byte[] start = partitions.tieKey(batch, now.rows()[from]);
            tails.bytes(TAIL)[slot[0]] =
                    saved(now, from, start, changesFrom, functions).toBytes();
        } else if (before.isStart() && !forgets) {
            tails.remove(slot[0]);
        }
    }

    /** What comes before a position. */
    static Tail saved(Sequence now, int position, byte[] from, byte[] changesFrom, List<WindowFunction> functions) {
        byte[][] saved = new byte[functions.size()][];
        for (int i = 0; i < saved.length; i++) {
            saved[i] = functions.get(i).save(now, position);
        }
        Tail before = now.before();
        long ties = position == 0 ? 0 : now.tieNumbers()[position - 1];
        return new Tail(from, changesFrom, before.rows() + position, before.ties() + ties, saved);
    }

    /** Of the partition at hand: what comes before its first row from now on. */
    void begin(Tail base) {
        tails.bytes(BASE)[slot[0]] = base.toBytes();
        if (tail().rows() < base.rows()) {
            tails.bytes(TAIL)[slot[0]] = null;
        }
    }

    /** Whether the partition at hand waits for the watermark. */
    boolean waits() {
        return tails.longs(0)[slot[0]] != 0;
    }

    void setWaits(boolean waits) {
        tails.longs(0)[slot[0]] = waits ? 1 : 0;
    }

    /** Forgets the partition at hand. */
    void forget() {
        tails.remove(slot[0]);
    }

    void endEpoch() {
        tails.endEpoch();
    }
}
