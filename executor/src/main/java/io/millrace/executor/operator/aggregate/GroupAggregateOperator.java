package io.millrace.executor.operator.aggregate;

import io.millrace.executor.operator.Epoch;
import io.millrace.executor.operator.Operator;
import io.millrace.executor.operator.OperatorContext;
import io.millrace.executor.operator.Output;
import io.millrace.plan.node.AggregateCall;
import io.millrace.plan.node.GroupAggregate;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import io.millrace.spi.type.RowType;
import java.util.List;

/**
 * GROUP BY kept up to date: at each barrier a group whose row has changed gives −1 for the old row and +1 for the new one.
 * Without keys there is exactly one row, also over no input; task 0 has it.
 *
 * <p><b>State:</b> group → accumulators, and what aggregates keep beside them.
 */
public final class GroupAggregateOperator implements Operator {
    private final int[] keyColumns;
    private final Aggregation aggregation;
    private final TouchedGroups groups;
    private final boolean mustHaveRow;
    private boolean rowChecked;

    /**
     * @param partitionKeys positions among the keys that decide a group's key group
     * @param appendOnly whether the input never deletes
     */
    public GroupAggregateOperator(
            GroupAggregate node, RowType input, int[] partitionKeys, boolean appendOnly, OperatorContext context) {
        keyColumns = node.keys().stream().mapToInt(Integer::intValue).toArray();
        List<DataType> keyTypes = node.keys().stream().map(input::type).toList();
        List<DataType> resultTypes =
                node.aggregates().stream().map(AggregateCall::type).toList();
        aggregation = new AggregationCompiler(context, new GroupKeys(keyTypes, -1, partitionKeys), appendOnly, true)
                .compile(node.aggregates(), !appendOnly);
        groups = new TouchedGroups(aggregation, keyTypes, resultTypes, context.state());
        mustHaveRow = keyColumns.length == 0 && context.task() == 0;
    }

    @Override
    public void process(int input, RowBatch batch, Output out) {
        groups.add(batch, keyColumns);
    }

    @Override
    public void epoch(Epoch epoch, Output out) {
        if (mustHaveRow && !rowChecked) {
            groups.touch(RowBatch.of(1), keyColumns);
            rowChecked = true;
        }
        out.emit(groups.changes(new WithRows()));
    }

    /** A group is there as long as it has rows. */
    private final class WithRows implements TouchedGroups.Visibility {
        @Override
        public boolean was(int position, int slot) {
            return keyColumns.length == 0 || !aggregation.countsRows()
                    ? !groups.table().isNew(slot)
                    : aggregation.rows(groups.before(), position) > 0;
        }

        @Override
        public boolean is(int slot, boolean was) {
            boolean hasRows = !aggregation.countsRows() || aggregation.rows(groups.state(), slot) > 0;
            return hasRows || keyColumns.length == 0;
        }

        @Override
        public boolean keeps(int slot, boolean is) {
            return is;
        }

        @Override
        public void endEpoch() {}
    }
}
