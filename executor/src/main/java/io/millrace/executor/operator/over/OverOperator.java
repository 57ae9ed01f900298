package io.millrace.executor.operator.over;

import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.ordered.OrderedPartitions;
import io.millrace.executor.operator.ordered.PartitionRun;
import io.millrace.executor.operator.ordered.Reach;
import io.millrace.executor.operator.ordered.WindowEnds;
import io.millrace.plan.node.Over;
import io.millrace.plan.node.OverCall;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Window functions kept up to date: at the barrier each partition that has changed is computed as it was and as it is, and rows
 * whose values differ are given, the old ones with −1. If all functions look only so far, it is read only around what has
 * changed: rows at the margin, which lack some that they look at, come out alike both times. If partitions belong to windows,
 * each is given once its window has ended.
 *
 * <p><b>State:</b> partition → rows in order. What was given is not kept: it is computed once more, to the same bits. Of
 * running totals and ranks, {@link Tails}; of windows, {@link WindowEnds}. In the order
 * of event time rows are forgotten behind the watermark: {@link ClosedRows}.
 */
public final class OverOperator implements Operator {
    private final List<DataType> types;
    private final OrderedPartitions partitions;
    private final PartitionRows rows;
    private final List<WindowFunction> functions;
    private final @Nullable Reach reach;
    private final List<DataType> resultTypes;
    private final int inputColumns;
    private final @Nullable WindowEnds windows;
    private final @Nullable Look look;
    private final @Nullable Tails tails;
    private final @Nullable ClosedRows closed;

    /** @param partitionPositions positions among the partition keys by which the input is distributed */
    public OverOperator(Over node, PhysicalNode inputNode, int[] partitionPositions, OperatorContext context) {
        RowType input = inputNode.rowType();
        boolean appendOnly = inputNode.changelog().appendOnly();
        types = node.rowType().fields().stream().map(Field::type).toList();
        inputColumns = input.size();
        resultTypes = node.calls().stream().map(OverCall::type).toList();
        partitions = new OrderedPartitions(
                input, node.partitionKeys(), node.order(), partitionPositions, appendOnly, context);
        rows = new PartitionRows(input);
        functions = WindowFunctions.of(node, input, context);
        reach = Reaches.of(node, input);
        look = Reaches.ofRunning(node, input);
        boolean forgets = node.timeColumn() >= 0;
        List<DataType> keyTypes = node.partitionKeys().stream().map(input::type).toList();
        tails = look != null && node.firingKey() < 0 && (reach == null || forgets)
                ? new Tails(keyTypes, partitionPositions, look, forgets, context)
                : null;
        closed = tails != null && look != null && forgets
                ? new ClosedRows(node, inputNode, partitionPositions, partitions, functions, tails, look, context)
                : null;
        if (forgets && closed == null) {
            throw MillraceException.internal(
                    "operator " + context.node() + ": its rows expire, but its functions look at all of them");
        }
        windows = node.firingKey() < 0
                ? null
                : new WindowEnds(inputNode, node.partitionKeys(), node.firingKey(), partitionPositions, context);
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        partitions.add(closed == null ? batch : closed.onTime(batch));
        if (partitions.isFull()) {
            out.emit(new PartitionRun(partitions, windows, new Differences(), types, false));
        }
    }

    @Override
    public void watermark(long micros, Output out) {
        if (windows != null) {
            windows.watermark(micros);
        } else if (closed != null) {
            closed.watermark(micros);
        }
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        out.emit(new PartitionRun(partitions, windows, new Differences(), types, true));
    }

    private Column[] compute(Sequence sequence) {
        Column[] results = new Column[functions.size()];
        for (int i = 0; i < results.length; i++) {
            ColumnBuilder builder = ColumnBuilder.of(resultTypes.get(i), Math.max(1, sequence.size()));
            functions.get(i).compute(sequence, builder);
            results[i] = builder.build();
        }
        return results;
    }

    /** Computes the partition that the walk is at, as it was and as it is. */
    private Difference compare() {
        if (tails != null) {
            return goOn(tails);
        } else if (reach == null) {
            partitions.apply(partitions.entries());
            return difference();
        }
        partitions.applyAround(reach);
        try {
            return difference();
        } catch (MillraceException e) {
            // A sum of half a frame may leave the range of its type where that of the whole frame does not.
            partitions.walkAll();
            return difference();
        }
    }

    private Difference difference() {
        rows.read(partitions);
        return new Difference(rows, compute(rows.old(Tail.START)), compute(rows.now(Tail.START)));
    }

    /** From where the changes begin, if they are at the end of the partition. */
    private Difference goOn(Tails places) {
        Tail before = places.apply(partitions);
        rows.read(partitions);
        for (int i = 0; i < functions.size(); i++) {
            functions.get(i).resume(before.function(i));
        }
        Sequence old = rows.old(before);
        Sequence now = rows.now(before);
        int first = rows.firstChange();
        if (!before.isStart() && look != null && first < Math.max(old.size(), now.size())) {
            int wanted = look.firstChanged(first < now.size() ? now : old, first);
            old.want(wanted);
            now.want(wanted);
        }
        Difference difference = new Difference(rows, compute(old), compute(now));
        places.keep(now, rows.batch(), functions, partitions);
        if (closed != null) {
            closed.changed(now);
        }
        return difference;
    }

    /** The rows of a partition whose values differ. */
    private final class Differences implements PartitionRun.Visitor {
        private @Nullable Difference difference;

        @Override
        public boolean changed(boolean shows) {
            if (!shows) {
                partitions.applyUnseen();
                return false;
            }
            difference = compare();
            return true;
        }

        @Override
        public void appears() {
            partitions.walkAll();
            difference = difference();
        }

        @Override
        public boolean next(BatchBuilder out) {
            boolean goesOn = difference != null && difference.appendRow(out);
            if (!goesOn) {
                difference = null;
            }
            return goesOn;
        }

        @Override
        public void atBarrier() {
            if (closed != null) {
                closed.forget();
            }
            if (tails != null) {
                tails.endEpoch();
            }
        }
    }

    /** Two states of a partition, compared row by row. */
    private final class Difference {
        private final RowBatch batch;
        private final long[] oldCopies;
        private final long[] newCopies;
        private final Column[] oldResults;
        private final Column[] newResults;
        private int row;
        private int oldPosition;
        private int newPosition;

        Difference(PartitionRows rows, Column[] oldResults, Column[] newResults) {
            batch = rows.batch();
            oldCopies = rows.oldCopies();
            newCopies = rows.newCopies();
            this.oldResults = oldResults;
            this.newResults = newResults;
        }

        /** Goes on by a row and appends what has changed of it; false at the end. */
        boolean appendRow(BatchBuilder builder) {
            if (row == batch.rows()) {
                return false;
            }
            long both = Math.max(oldCopies[row], newCopies[row]);
            for (long copy = 0; copy < both; copy++) {
                boolean wasThere = copy < oldCopies[row];
                boolean isThere = copy < newCopies[row];
                if (!wasThere || !isThere || !sameResults()) {
                    if (wasThere) {
                        append(builder, oldResults, oldPosition, -1);
                    }
                    if (isThere) {
                        append(builder, newResults, newPosition, 1);
                    }
                }
                oldPosition += wasThere ? 1 : 0;
                newPosition += isThere ? 1 : 0;
            }
            row++;
            return true;
        }

        private boolean sameResults() {
            for (int i = 0; i < oldResults.length; i++) {
                if (!oldResults[i].same(oldPosition, newResults[i], newPosition)) {
                    return false;
                }
            }
            return true;
        }

        private void append(BatchBuilder builder, Column[] results, int position, int weight) {
            for (int i = 0; i < inputColumns; i++) {
                builder.column(i).appendFrom(batch.column(i), row);
            }
            for (int i = 0; i < results.length; i++) {
                builder.column(inputColumns + i).appendFrom(results[i], position);
            }
            builder.endRow(weight);
        }
    }
}
