package io.millrace.executor.operator.join;

import io.millrace.executor.operator.row.SlotList;
import io.millrace.executor.state.GroupTable;
import io.millrace.executor.state.KeyedState;
import io.millrace.executor.state.RowTable;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Left rows of a temporal join that wait for the watermark to pass their time.
 *
 * <p><b>State:</b> the rows by time and key; those times and keys. <b>Threading:</b> one thread.
 */
final class WaitingRows {
    private final String operator;
    private final List<DataType> timedTypes;
    private final int[] timedKeys;
    private final int[] timedColumns;
    private final RowTable rows;
    private final GroupTable times;
    private int[] slots = new int[0];

    /** @param timedTypes of a time and a key */
    WaitingRows(JoinShape shape, int timeColumn, List<DataType> timedTypes) {
        operator = shape.node().id().value();
        this.timedTypes = timedTypes;
        timedKeys = Versions.timed(timeColumn, shape.leftKeys());
        timedColumns = IntStream.range(0, timedKeys.length).toArray();
        int[] partitionKeys = Versions.timedPartition(shape.partitionKeys());
        KeyedState state = shape.context().state();
        rows = state.rowTable("waiting", shape.leftTypes(), timedKeys, 0, partitionKeys);
        times = state.groupTable("times", timedTypes, 0, partitionKeys, 0, 0);
    }

    /** Takes changes; each has a time. */
    void add(RowBatch batch) {
        if (slots.length < batch.rows()) {
            slots = new int[Math.max(batch.rows(), RowBatch.ROWS_TARGET)];
        }
        rows.add(batch);
        times.slots(batch, timedKeys, slots);
    }

    /** What waits for a time up to that. */
    Due due(long timeMax) {
        SlotList due = new SlotList();
        times.forEachUpTo(timeMax, due);
        return new Due(timeMax, due.copy(0, due.size()));
    }

    void endEpoch() {
        rows.endEpoch();
        times.endEpoch();
    }

    /** Times and keys for which rows wait no longer, some at a time, in the order of time. */
    final class Due {
        private final long timeMax;
        private final int[] dueSlots;
        private int next;
        private RowBatch timed = RowBatch.of(0);
        private int[] handles = new int[0];

        private Due(long timeMax, int[] dueSlots) {
            this.timeMax = timeMax;
            this.dueSlots = dueSlots;
        }

        /** Moves to the next times and keys; false at the end. */
        boolean next() {
            if (next == dueSlots.length) {
                return false;
            }
            BatchBuilder builder = new BatchBuilder(timedTypes, RowBatch.ROWS_TARGET);
            while (next < dueSlots.length && !builder.isFull()) {
                times.appendKey(dueSlots[next++], builder, 0);
                builder.endRow();
            }
            timed = builder.build();
            handles = new int[timed.rows()];
            rows.find(timed, timedColumns, handles);
            return true;
        }

        /** The times and keys at hand. */
        RowBatch timed() {
            return timed;
        }

        /** First row of one of them, or {@link RowTable#NONE}. */
        int firstRow(int index) {
            return handles[index] == RowTable.NONE ? RowTable.NONE : rows.firstRow(handles[index]);
        }

        int nextRow(int row) {
            return rows.nextRow(row);
        }

        long copies(int row) {
            long copies = rows.count(row);
            if (copies < 0) {
                throw MillraceException.internal("operator " + operator + ": a row has " + copies
                        + " copies at the barrier; a delete came without its insert");
            }
            return copies;
        }

        RowBatch rows() {
            return rows.rows();
        }

        /** All has been looked at, and waits no more. */
        void finish() {
            for (int slot : dueSlots) {
                times.remove(slot);
            }
            rows.removeUpTo(timeMax);
        }
    }
}
