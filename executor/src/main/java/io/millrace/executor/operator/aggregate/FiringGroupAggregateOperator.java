package io.millrace.executor.operator.aggregate;

import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.EventTimeColumn;
import io.millrace.plan.node.GroupAggregate;
import io.millrace.plan.node.PhysicalNode;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.type.DataType;
import java.util.List;

/**
 * GROUP BY with a key that the watermark bounds: a group is emitted once, when no row for it can come any more, and then
 * forgotten.
 *
 * <p><b>State:</b> group → accumulators, by time, and what aggregates keep beside them.
 */
public final class FiringGroupAggregateOperator implements Operator {
    private final int[] keyColumns;
    private final EventTimeColumn bound;
    private final FiringGroups groups;
    private final OperatorContext context;

    /** @param partitionKeys positions among the keys that decide a group's key group */
    public FiringGroupAggregateOperator(
            GroupAggregate node, PhysicalNode input, int[] partitionKeys, OperatorContext context) {
        this.context = context;
        keyColumns = node.keys().stream().mapToInt(Integer::intValue).toArray();
        int timeColumn = keyColumns[node.firingKey()];
        bound = input.properties().eventTimes().stream()
                .filter(time -> time.column() == timeColumn)
                .findFirst()
                .orElseThrow(() -> MillraceException.internal("operator " + node.id() + ": column " + timeColumn
                        + " of its input is not bounded by the watermark, but fires"));
        List<DataType> keyTypes =
                node.keys().stream().map(input.rowType()::type).toList();
        GroupKeys keys = new GroupKeys(keyTypes, node.firingKey(), partitionKeys);
        boolean appendOnly = input.changelog().appendOnly();
        Aggregation aggregation =
                new AggregationCompiler(context, keys, appendOnly, true).compile(node.aggregates(), !appendOnly);
        groups = new FiringGroups(
                aggregation,
                keys,
                node.aggregates().stream().map(AggregateCall::type).toList(),
                context.state());
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        groups.add(NullTimes.without(batch, bound.column(), context), keyColumns);
    }

    @Override
    public void watermark(long micros, Output out) {
        groups.settle();
        out.emit(groups.fire(bound.closedUpTo(micros), batch -> batch));
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        groups.settle();
        groups.endEpoch();
    }
}
