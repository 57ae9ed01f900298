package io.millrace.executor.operator.join;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.row.RowNumbers;
import io.millrace.executor.operator.row.SlotList;
import io.millrace.executor.state.GroupTable;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A join whose rows wait until the watermark has reached the end of their window on both sides, and are then joined as in any
 * join: all rows of a window in one epoch, so that nothing is taken back. What comes late, where it may, goes through at the
 * next barrier and corrects what was given.
 *
 * <p><b>State:</b> (row → copies) of each side, by the end of the window; that of the join.
 */
final class WindowJoinOperator implements Operator {
    private final JoinShape shape;
    private final Operator join;
    private final List<Side> sides;
    private long watermarkMicros = Long.MIN_VALUE;
    private boolean watermarkIsNew;

    /** The rows of a side that wait. */
    private record Side(List<DataType> types, int[] columns, GroupTable rows) {}

    WindowJoinOperator(JoinShape shape, Operator join) {
        this.shape = shape;
        this.join = join;
        sides = List.of(side(true), side(false));
    }

    private Side side(boolean isLeft) {
        List<DataType> types = isLeft ? shape.leftTypes() : shape.rightTypes();
        int[] keys = isLeft ? shape.leftKeys() : shape.rightKeys();
        int[] partitionColumns = new int[shape.partitionKeys().length];
        for (int i = 0; i < partitionColumns.length; i++) {
            partitionColumns[i] = keys[shape.partitionKeys()[i]];
        }
        int end = keys[shape.node().expiringKey()];
        GroupTable rows = shape.context()
                .state()
                .groupTable(isLeft ? "waiting-left" : "waiting-right", types, end, partitionColumns, 1, 0);
        return new Side(types, Arrays.copyOf(RowNumbers.upTo(types.size()), types.size()), rows);
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        Side side = sides.get(input);
        int[] slots = new int[batch.rows()];
        side.rows.slots(batch, side.columns, slots);
        long[] copies = side.rows.longs(0);
        for (int i = 0; i < slots.length; i++) {
            copies[slots[i]] += batch.weight(batch.row(i));
        }
    }

    @Override
    public void watermark(long micros, Output out) {
        watermarkMicros = micros;
        watermarkIsNew = true;
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        out.emit(new Barrier(epoch));
    }

    @Override
    public void close() {
        join.close();
    }

    /** Takes the join through the rows of the windows that have ended, and through the barrier. */
    private final class Barrier implements Emission, Output {
        private final Epoch epoch;
        private final Deque<RowBatch> ready = new ArrayDeque<>();
        private @Nullable Emission emission;
        private int input;
        private @Nullable SlotList ended;
        private int next;
        private long copiesLeft;
        private boolean isOver;

        Barrier(Epoch epoch) {
            this.epoch = epoch;
        }

        @Override
        public void emit(RowBatch batch) {
            if (batch.rows() > 0) {
                ready.add(batch);
            }
        }

        @Override
        public void emit(Emission newEmission) {
            emission = newEmission;
        }

        @Override
        public @Nullable RowBatch next() {
            while (true) {
                if (!ready.isEmpty()) {
                    return ready.poll();
                } else if (emission != null) {
                    RowBatch batch = emission.next();
                    if (batch != null) {
                        return batch;
                    }
                    emission = null;
                } else if (isOver) {
                    return null;
                } else {
                    step();
                }
            }
        }

        private void step() {
            if (input < sides.size()) {
                takeRows(sides.get(input));
            } else if (watermarkIsNew) {
                watermarkIsNew = false;
                join.watermark(watermarkMicros, this);
            } else {
                isOver = true;
                sides.forEach(side -> side.rows.endEpoch());
                join.epoch(epoch, this);
            }
        }

        /** Hands some rows to the join. */
        private void takeRows(Side side) {
            if (ended == null) {
                forgetCancelled(side.rows);
                ended = new SlotList();
                next = 0;
                side.rows.forEachUpTo(shape.closedUpTo(watermarkMicros), ended);
            }
            int[] slots = ended.copy(next, Math.min(ended.size() - next, RowBatch.ROWS_TARGET));
            BatchBuilder builder = new BatchBuilder(side.types, Math.max(1, slots.length));
            for (int i = 0; i < slots.length && !builder.isFull(); i++) {
                appendCopies(side.rows, slots[i], builder);
                next += copiesLeft == 0 ? 1 : 0;
            }
            if (builder.isEmpty()) {
                ended = null;
                input++;
            } else {
                join.process(input, builder.build(), this);
            }
        }

        /** Appends a row as often as there is room, and forgets it after its last copy. */
        private void appendCopies(GroupTable rows, int slot, BatchBuilder builder) {
            copiesLeft = copiesLeft == 0 ? rows.longs(0)[slot] : copiesLeft;
            int weight = copiesLeft < 0 ? -1 : 1;
            for (; copiesLeft != 0 && !builder.isFull(); copiesLeft -= weight) {
                rows.appendKey(slot, builder, 0);
                builder.endRow(weight);
            }
            if (copiesLeft == 0) {
                rows.remove(slot);
            }
        }

        private void forgetCancelled(GroupTable rows) {
            for (int i = 0; i < rows.touchedCount(); i++) {
                int slot = rows.touched()[i];
                if (rows.longs(0)[slot] == 0) {
                    rows.remove(slot);
                }
            }
        }
    }
}
