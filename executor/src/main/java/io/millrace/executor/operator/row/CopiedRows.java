package io.millrace.executor.operator.row;

import io.millrace.spi.batch.BatchBuilder;
import io.millrace.spi.batch.RowBatch;
import io.millrace.spi.type.DataType;
import java.util.List;

/** Small batches copied into one of a reasonable size. <b>Threading:</b> one thread. */
public final class CopiedRows {
    private final List<DataType> types;
    private BatchBuilder builder;

    public CopiedRows(List<DataType> types) {
        this.types = types;
        builder = new BatchBuilder(types, 64);
    }

    public void add(RowBatch batch) {
        builder.appendAll(batch, RowNumbers.of(batch), batch.rows());
    }

    public boolean isEmpty() {
        return builder.isEmpty();
    }

    public boolean isFull() {
        return builder.isFull();
    }

    /** The rows so far; this is empty afterwards. */
    public RowBatch take() {
        RowBatch batch = builder.build();
        builder = new BatchBuilder(types, 64);
        return batch;
    }
}
