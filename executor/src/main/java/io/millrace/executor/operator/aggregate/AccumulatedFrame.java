package io.millrace.executor.operator.aggregate;

import io.millrace.executor.operator.OperatorContext;
import io.millrace.plan.node.AggregateCall;
import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.Field;
import io.millrace.spi.type.RowType;
import java.util.Arrays;
import java.util.List;

/** An aggregate of accumulators, as {@link Aggregation} has them for groups; rows go in many at a time. */
final class AccumulatedFrame implements FrameAggregate {
    private static final int[] GROUP = {0};
    private static final int[] NO_COLUMNS = {};

    private final Aggregation aggregation;
    private final Accumulators state;
    private final RowType resultType;
    private RowBatch batch = RowBatch.of(0);
    private int[] rows = new int[64];
    private int count;

    AccumulatedFrame(AggregateCall call, OperatorContext context) {
        GroupKeys keys = new GroupKeys(List.of(), -1, NO_COLUMNS);
        aggregation = new AggregationCompiler(context, keys, true, true).compile(List.of(call), false);
        state = aggregation.accumulators();
        state.reserve(1);
        resultType = RowType.of(new Field(call.name(), call.type()));
    }

    @Override
    public void begin(RowBatch newBatch) {
        batch = newBatch;
        clear();
    }

    @Override
    public void clear() {
        count = 0;
        state.clear(1);
    }

    @Override
    public void add(int row) {
        if (count == rows.length) {
            rows = Arrays.copyOf(rows, count * 2);
        }
        rows[count++] = row;
    }

    @Override
    public void append(ColumnBuilder out) {
        if (count > 0) {
            RowBatch added = new RowBatch(batch.columns(), count, Arrays.copyOf(rows, count), null);
            aggregation.add(state, added, NO_COLUMNS, new int[count]);
            count = 0;
        }
        BatchBuilder result = new BatchBuilder(resultType, 1);
        aggregation.appendResults(state, GROUP, 1, result, 0);
        result.endRow();
        out.appendFrom(result.build().column(0), 0);
    }
}
