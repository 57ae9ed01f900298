package io.millrace.executor.operator.topn;

import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.ordered.OrderedPartitions;
import io.millrace.executor.operator.ordered.PartitionRun;
import io.millrace.executor.operator.ordered.WindowEnds;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.TopN;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of each partition. At the barrier the beginning of each partition that has changed is walked once, as far as
 * rows are given; what was given and is not any more comes with −1, what is new with +1. If partitions belong to windows, each
 * is given once its window has ended.
 *
 * <p><b>State:</b> partition → rows in order: all of them if the input deletes, otherwise those that are given (and those left
 * out by an offset), since a row that was overtaken never comes back. Of windows, {@link WindowEnds}.
 */
public final class TopNOperator implements Operator {
    private final List<DataType> types;
    private final OrderedPartitions partitions;
    private final FirstRows firstRows;
    private final @Nullable WindowEnds windows;

    /** @param partitionPositions positions among the partition keys by which the input is distributed */
    public TopNOperator(TopN node, PhysicalNode input, int[] partitionPositions, OperatorContext context) {
        boolean appendOnly = input.changelog().appendOnly();
        types = node.rowType().fields().stream().map(Field::type).toList();
        partitions = new OrderedPartitions(
                input.rowType(), node.partitionKeys(), node.order(), partitionPositions, appendOnly, context);
        firstRows = new FirstRows(node, partitions, appendOnly);
        windows = node.firingKey() < 0
                ? null
                : new WindowEnds(input, node.partitionKeys(), node.firingKey(), partitionPositions, context);
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        partitions.add(batch);
        if (partitions.isFull()) {
            out.emit(new PartitionRun(partitions, windows, firstRows, types, false));
        }
    }

    @Override
    public void watermark(long micros, Output out) {
        if (windows != null) {
            windows.watermark(micros);
        }
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        out.emit(new PartitionRun(partitions, windows, firstRows, types, true));
    }
}
