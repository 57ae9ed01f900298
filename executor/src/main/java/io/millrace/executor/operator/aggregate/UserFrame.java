package io.millrace.executor.operator.aggregate;

import io.millrace.executor.function.UserAggregate;
import io.millrace.plan.node.AggregateCall;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.JavaValues;
import io.millrace.spi.batch.RowBatch;
import org.jspecify.annotations.Nullable;

/** An aggregate that a user wrote; its result is asked of a copy of the state, which more rows may come to. */
final class UserFrame implements FrameAggregate {
    private final UserArguments arguments;
    private final UserAggregate aggregate;
    private RowBatch batch = RowBatch.of(0);
    private Object state;

    UserFrame(AggregateCall call) {
        arguments = UserArguments.of(call);
        aggregate = arguments.aggregate();
        state = aggregate.create();
    }

    @Override
    public void begin(RowBatch newBatch) {
        batch = newBatch;
        clear();
    }

    @Override
    public void clear() {
        state = aggregate.create();
    }

    @Override
    public void add(int row) {
        @Nullable Object[] values = arguments.read(batch, row);
        if (values != null) {
            aggregate.apply(state, values, false);
        }
    }

    @Override
    public void append(ColumnBuilder out) {
        Object copy = aggregate.read(aggregate.write(state));
        JavaValues.append(out, aggregate.resultType(), aggregate.result(copy));
    }
}
