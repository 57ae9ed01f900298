package io.millrace.executor.operator.window;

import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.executor.operator.aggregate.Aggregation;
import io.millrace.executor.operator.aggregate.AggregationCompiler;
import io.millrace.executor.operator.aggregate.FiringGroups;
import io.millrace.executor.operator.aggregate.GroupKeys;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.plan.node.WindowAggregate;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.LongColumn;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.TypeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * GROUP BY over windows of event time. Rows are aggregated by slice ({@link Slices}); when the watermark reaches the end of a
 * window its slices are merged and the groups emitted, windows in the order of their ends. A slice goes with the last window
 * it is in.
 *
 * <p><b>State:</b> (slice end, keys) → accumulators, and how many of the slice's windows have been emitted.
 * <b>Source:</b> Traub et al., Scotty: Efficient Window Aggregation (ICDE 2018).
 */
public final class WindowAggregateOperator implements Operator {
    private final int timeColumn;
    private final Slices slices;
    /** Columns of a batch with slice ends behind its own. */
    private final int[] keyColumns;

    private final FiringGroups groups;
    /** Null if each window is one slice, so that there is nothing to merge. */
    private final @Nullable WindowMerger merger;

    /** @param partitionKeys positions among the node's keys that decide a group's key group */
    public WindowAggregateOperator(
            WindowAggregate node, PhysicalNode input, int[] partitionKeys, OperatorContext context) {
        timeColumn = node.timeColumn();
        slices = new Slices(node.window());
        int inputColumns = input.rowType().size();
        keyColumns = IntStream.concat(
                        IntStream.of(inputColumns), node.keys().stream().mapToInt(Integer::intValue))
                .toArray();
        List<DataType> types =
                new ArrayList<>(List.of(DataType.of(TypeKind.TIMESTAMP).notNull()));
        node.keys().forEach(key -> types.add(input.rowType().type(key)));
        int[] partitions = IntStream.of(partitionKeys).map(key -> key + 1).toArray();
        GroupKeys keys = new GroupKeys(types, 0, partitions);
        boolean appendOnly = input.changelog().appendOnly();
        AggregationCompiler compiler = new AggregationCompiler(context, keys, appendOnly, slices.areWindows());
        int emittedWindows = slices.areWindows() ? -1 : compiler.reserveLong();
        Aggregation aggregation = compiler.compile(node.aggregates(), !appendOnly);
        List<DataType> resultTypes =
                node.aggregates().stream().map(AggregateCall::type).toList();
        groups = new FiringGroups(aggregation, keys, resultTypes, context.state());
        merger = slices.areWindows()
                ? null
                : new WindowMerger(slices, groups, aggregation, emittedWindows, keys, resultTypes);
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        RowBatch sliced = slices.withSliceEnds(batch, timeColumn);
        if (sliced.rows() > 0) {
            groups.add(sliced, keyColumns);
        }
    }

    @Override
    public void watermark(long micros, Output out) {
        groups.settle();
        out.emit(merger == null ? groups.fire(micros, this::outputOfSlices) : merger.windowsUpTo(micros));
    }

    /** From slice end, keys, aggregates to keys, aggregates, window start, window end. */
    private RowBatch outputOfSlices(RowBatch batch) {
        Column[] columns = new Column[batch.columnCount() + 1];
        System.arraycopy(batch.columns(), 1, columns, 0, batch.columnCount() - 1);
        long[] ends = ((LongColumn) batch.column(0)).values();
        long[] starts = new long[batch.rows()];
        for (int row = 0; row < starts.length; row++) {
            starts[row] = slices.windowStart(ends[row]);
        }
        columns[columns.length - 2] = new LongColumn(starts, null);
        columns[columns.length - 1] = batch.column(0);
        return batch.withColumns(columns);
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        groups.settle();
        groups.endEpoch();
    }
}
