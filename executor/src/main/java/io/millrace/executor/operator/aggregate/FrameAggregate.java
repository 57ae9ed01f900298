package io.millrace.executor.operator.aggregate;

import io.millrace.executor.operator.OperatorContext;
import io.millrace.plan.node.AggregateCall;
import io.millrace.spi.batch.ColumnBuilder;
import io.millrace.spi.batch.RowBatch;

/**
 * An aggregate over rows that are at hand, without state: its result is a pure function of them and of their order, bit for bit.
 *
 * <p><b>Call order:</b> {@link #begin}, then any number of frames: {@link #clear}, {@link #add}, {@link #append}; rows may be added
 * after a result was read. <b>Threading:</b> one thread.
 */
public interface FrameAggregate {
    /** Of a call whose input columns are those of the batches to come. */
    static FrameAggregate of(AggregateCall call, OperatorContext context) {
        return switch (call.function()) {
            case USER -> new UserFrame(call);
            case LISTAGG, ARRAY_AGG, JSON_ARRAYAGG, JSON_OBJECTAGG, PERCENTILE_CONT, PERCENTILE_DISC, MODE ->
                new CollectedFrame(call);
            default -> new AccumulatedFrame(call, context);
        };
    }

    /** Says where rows are. */
    void begin(RowBatch batch);

    /** Forgets all rows added. */
    void clear();

    /** Adds a row by its physical position. */
    void add(int row);

    /** Appends what the rows added come to. */
    void append(ColumnBuilder out);
}
