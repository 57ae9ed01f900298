package io.millrace.executor.operator.join;

import io.millrace.executor.operator.Emission;
import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.Output;
import io.millrace.executor.state.RowTable;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.Join;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.TemporalJoin;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import org.jspecify.annotations.Nullable;

/**
 * FOR SYSTEM_TIME AS OF on event time. Left rows wait until the watermark says that no version of their time can come any more;
 * then each is given once, beside the version that was valid. So changes of either side matter only while they are ahead of the
 * watermark, and what is given is never taken back.
 *
 * <p><b>State:</b> left rows that wait; of the right rows of a key the one that is valid at the watermark and those behind it.
 */
public final class TemporalJoinOperator implements Operator {
    private final JoinShape shape;
    private final boolean keepsUnmatched;
    private final int leftTime;
    private final int rightTime;
    private final EventTimeColumn leftBound;
    private final EventTimeColumn rightBound;
    private final WaitingRows waiting;
    private final Versions versions;
    private final @Nullable PairCondition condition;
    private final NullColumns nulls;
    private long watermarkMicros = Long.MIN_VALUE;
    private boolean advanced;

    public TemporalJoinOperator(TemporalJoin node, JoinShape shape) {
        this.shape = shape;
        keepsUnmatched = node.kind() == Join.Kind.LEFT;
        leftTime = node.leftTime();
        rightTime = node.rightTime();
        leftBound = bound(shape.left(), leftTime);
        rightBound = bound(shape.right(), rightTime);
        versions = new Versions(shape, rightTime);
        waiting = new WaitingRows(shape, leftTime, versions.timedTypes());
        condition = shape.condition();
        nulls = new NullColumns(shape.rightTypes());
    }

    private EventTimeColumn bound(PhysicalNode side, int column) {
        return side.properties().eventTimes().stream()
                .filter(time -> time.column() == column)
                .findFirst()
                .orElseThrow(() -> MillraceException.internal("operator "
                        + shape.node().id() + ": column " + column + " of its input is not bounded by the watermark"));
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        if (input == 1) {
            RowBatch valid = withTime(shape.matchable(batch, false), rightTime, true);
            if (valid.rows() > 0) {
                versions.add(valid);
            }
            return;
        }
        RowBatch timed = withTime(keepsUnmatched ? batch : shape.matchable(batch, true), leftTime, true);
        if (timed.rows() > 0) {
            waiting.add(timed);
        }
        RowBatch timeless = withTime(batch, leftTime, false);
        if (keepsUnmatched && timeless.rows() > 0) {
            out.emit(nulls.beside(timeless));
        }
    }

    /** The rows that have a time, or those that have none. */
    private static RowBatch withTime(RowBatch batch, int timeColumn, boolean wanted) {
        Column times = batch.column(timeColumn);
        if (times.nulls() == null) {
            return wanted ? batch : batch.select(new int[0], 0);
        }
        int[] selection = new int[batch.rows()];
        int count = 0;
        for (int i = 0; i < batch.rows(); i++) {
            int row = batch.row(i);
            selection[count] = row;
            count += times.isNull(row) != wanted ? 1 : 0;
        }
        return batch.select(selection, count);
    }

    @Override
    public void watermark(long micros, Output out) {
        watermarkMicros = micros;
        advanced = true;
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        if (!advanced) {
            endEpoch();
            return;
        }
        advanced = false;
        out.emit(new Answers(rightBound.closedUpTo(watermarkMicros)));
    }

    private void endEpoch() {
        waiting.endEpoch();
        versions.endEpoch();
    }

    /** The rows that need not wait any longer, each with its version. */
    private final class Answers implements Emission {
        private final long timeMax;
        private final BatchBuilder joined = new BatchBuilder(shape.pairTypes(), RowBatch.ROWS_TARGET);
        private final int leftColumns = shape.leftTypes().size();
        private final WaitingRows.Due due;
        private int[] found = new int[0];
        private int entry = -1;
        private int leftRow = RowTable.NONE;
        private long copiesLeft;
        private boolean matches;

        Answers(long timeMax) {
            this.timeMax = timeMax;
            due = waiting.due(timeMax);
            if (condition != null) {
                condition.begin();
            }
        }

        @Override
        public @Nullable RowBatch next() {
            while (!joined.isFull() && (copiesLeft > 0 || nextRow())) {
                append();
                copiesLeft--;
            }
            if (!joined.isEmpty()) {
                return joined.build();
            }
            due.finish();
            versions.expire(Math.min(timeMax, leftBound.closedUpTo(watermarkMicros)));
            endEpoch();
            return null;
        }

        /** Moves to the next row that has a version, or is given without one. */
        private boolean nextRow() {
            while (true) {
                leftRow = leftRow == RowTable.NONE ? RowTable.NONE : due.nextRow(leftRow);
                while (leftRow == RowTable.NONE) {
                    if (++entry >= found.length) {
                        if (!due.next()) {
                            return false;
                        }
                        found = new int[due.timed().rows()];
                        versions.find(due.timed(), found);
                        entry = 0;
                    }
                    leftRow = due.firstRow(entry);
                }
                copiesLeft = due.copies(leftRow);
                if (copiesLeft > 0) {
                    matches = found[entry] != RowTable.NONE
                            && (condition == null
                                    || condition.test(due.rows(), leftRow, versions.rows(), found[entry]));
                    if (matches || keepsUnmatched) {
                        return true;
                    }
                    copiesLeft = 0;
                }
            }
        }

        private void append() {
            RowBatch left = due.rows();
            RowBatch right = versions.rows();
            for (int i = 0; i < joined.columnCount(); i++) {
                if (i < leftColumns) {
                    joined.column(i).appendFrom(left.column(i), leftRow);
                } else if (matches) {
                    joined.column(i).appendFrom(right.column(i - leftColumns), found[entry]);
                } else {
                    joined.column(i).appendNull();
                }
            }
            joined.endRow();
        }
    }
}
