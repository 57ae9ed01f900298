package io.millrace.executor.operator.ordered;

import io.millrace.executor.operator.Emission;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Through all partitions that have changed and, at the barrier, those whose window has ended: what differs from what was given
 * before. <b>Threading:</b> one thread.
 */
public final class PartitionRun implements Emission {
    private final OrderedPartitions partitions;
    private final @Nullable WindowEnds windows;
    private final Visitor visitor;
    private final BatchBuilder builder;
    private final boolean atBarrier;
    private Stage stage = Stage.BEGIN;
    private boolean inPartition;

    /** What an operator makes of a partition. */
    public interface Visitor {
        /**
         * The walk is at a partition that has changed: brings its changes into the state. False if there is nothing more to it.
         *
         * @param shows whether something of it has been given before, or may be now
         */
        boolean changed(boolean shows);

        /** The walk is at a partition that shows from now on; begins to walk its rows. */
        void appears();

        /** Goes on by a row and appends what is to be given; false at the end of the partition. */
        boolean next(BatchBuilder out);

        /** All partitions have been walked, and the barrier is there: the last chance to change the state. */
        default void atBarrier() {}
    }

    private enum Stage {
        BEGIN,
        CHANGED,
        ENDED,
        DONE
    }

    /** @param windows null if partitions show at once */
    public PartitionRun(
            OrderedPartitions partitions,
            @Nullable WindowEnds windows,
            Visitor visitor,
            List<DataType> types,
            boolean atBarrier) {
        this.partitions = partitions;
        this.windows = windows;
        this.visitor = visitor;
        this.builder = new BatchBuilder(types, 64);
        this.atBarrier = atBarrier;
    }

    @Override
    public @Nullable RowBatch next() {
        while (!builder.isFull() && stage != Stage.DONE) {
            if (inPartition) {
                inPartition = visitor.next(builder);
            } else {
                nextPartition();
            }
        }
        return builder.isEmpty() ? null : builder.build();
    }

    private void nextPartition() {
        switch (stage) {
            case BEGIN -> {
                partitions.begin();
                if (windows != null) {
                    windows.begin(partitions.changed());
                }
                stage = Stage.CHANGED;
            }
            case CHANGED -> {
                if (partitions.nextPartition()) {
                    inPartition = visitor.changed(windows == null || windows.shows(partitions.partition()));
                } else {
                    partitions.end();
                    end();
                }
            }
            case ENDED -> nextEnded();
            case DONE -> {}
        }
    }

    private void end() {
        stage = Stage.DONE;
        if (!atBarrier) {
            return;
        } else if (windows != null && visitEnded(windows)) {
            stage = Stage.ENDED;
            return;
        }
        visitor.atBarrier();
        partitions.endEpoch();
        if (windows != null) {
            windows.endEpoch();
        }
    }

    private boolean visitEnded(WindowEnds ends) {
        RowBatch ended = ends.nextEnded();
        if (ended != null) {
            partitions.visit(ended);
            return true;
        }
        for (RowBatch settled = ends.nextSettled(); settled != null; settled = ends.nextSettled()) {
            partitions.visit(settled);
            while (partitions.nextPartition()) {
                partitions.remove();
            }
            partitions.end();
        }
        return false;
    }

    private void nextEnded() {
        if (partitions.partition() >= 0 && windows != null && windows.forgetsAtOnce()) {
            partitions.remove();
        }
        if (partitions.nextPartition()) {
            visitor.appears();
            inPartition = true;
        } else {
            partitions.end();
            end();
        }
    }
}
